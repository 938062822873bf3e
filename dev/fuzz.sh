#!/usr/bin/env bash
# Fuzzes every parser of foreign bytes for SECONDS_EACH (60) seconds: dev/fuzz.sh [NAME…], as fuzz-datagram.
# An input that fails is kept in Fuzz/FailCases/NAME; what was learned stays in .build/fuzz/corpus for the next run.
set -euo pipefail
cd "$(dirname "$0")/.."
. dev/common.sh

dev/setup.sh fuzz
readonly seconds=${SECONDS_EACH:-60} scratch=.build/fuzz
export STARLING_TOOLS=fuzz SWIFT_BACKTRACE=enable=no

targets=("$@")
[ ${#targets[@]} -gt 0 ] || mapfile -t targets < <(basename -a Fuzz/fuzz-*/)

# The seeds: what the captures hold, and what is kept under Fuzz/Corpus.
seed() {
    local name=$1 corpus=$2
    mkdir -p "$corpus"
    case $name in
    fuzz-datagram | fuzz-ingest)
        dev/fuzz-seeds "$corpus" Tests/Fixtures/datagrams/*.pcap Tests/Fixtures/datagrams/vectors/*.txt
        ;;
    fuzz-header)
        dev/fuzz-seeds "$corpus" Tests/Fixtures/datagrams/headers.txt Tests/Fixtures/packets/protocols.pcap
        ;;
    fuzz-names)
        local file
        for file in Tests/Fixtures/names/*.mmdb; do { printf '\001' && cat "$file"; } >"$corpus/${file##*/}"; done
        ;;
    fuzz-capture) head -q -c 4096 Tests/Fixtures/datagrams/hsflowd-lo.pcap >"$corpus/cut.pcap" ;;
    esac
    [ ! -d "Fuzz/Corpus/$name" ] || cp "Fuzz/Corpus/$name"/* "$corpus"
}

failed=()
for name in "${targets[@]}"; do
    say "== $name for $seconds s"
    STARLING_ONLY=$name swift build -c release --scratch-path "$scratch" --product "$name"
    corpus=$scratch/corpus/$name findings=Fuzz/FailCases/$name log=$scratch/$name.log
    seed "$name" "$corpus"
    mkdir -p "$findings"
    if "$scratch/release/$name" "$corpus" -max_total_time="$seconds" -timeout=5 -rss_limit_mb=1024 -max_len=16384 \
        -artifact_prefix="$findings/" -print_final_stats=1 >"$log" 2>&1; then
        grep '^stat::' "$log"
    else
        tail -n 40 "$log"
        failed+=("$name")
    fi
    rmdir --ignore-fail-on-non-empty -p "$findings"
done
[ ${#failed[@]} -eq 0 ] || die "Failing inputs were found by ${failed[*]}; they are in Fuzz/FailCases."
