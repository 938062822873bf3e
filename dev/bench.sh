#!/usr/bin/env bash
# Builds for release with the instruments and measures:
# dev/bench.sh [--quick] [--json] [data-plane] [addresses] [accuracy] [ingest] [dump] [agent] [containers]
# Packets, containers, and a receive buffer above the system's limit, need root.
set -euo pipefail
cd "$(dirname "$0")/.."
. dev/common.sh

dev/setup.sh bench
[ "$(id -u)" = 0 ] || warn "not root: the agent is measured without packets, and small receive buffers lose sooner"
STARLING_TOOLS=bench swift build -c release ${VERBOSE:+--verbose} >&2
exec .build/release/starling-bench "$@"
