#!/usr/bin/env bash
# Builds for release and becomes `starling up`: the analyzer and the agent of this host. Arguments are passed on.
set -euo pipefail
cd "$(dirname "$0")/.."
. dev/common.sh

say "Building (the first time takes some minutes, later ones seconds) …"
swift build -c release ${VERBOSE:+--verbose}
if [ "$(id -u)" != 0 ]; then
    say "Not root: going on without sampled packets (counters, the console and the API all work)."
    say "For packets as well, start it as root: sudo .build/release/starling up"
fi
exec .build/release/starling up "$@"
