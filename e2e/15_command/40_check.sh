#!/usr/bin/env bash
# `starling check` says every problem with its place.
set -euo pipefail

starling=$STARLING_BIN/starling
good=$E2E_TMP/good.conf bad=$E2E_TMP/bad.conf
printf 'sflow {\n polling = 20\n collector { ip = 127.0.0.1 }\n pcap { }\n}\n' >"$good"
printf 'sflow {\n poling = 20\n collector { ip = 127.0.0.1 }\n sampling = many\n}\n' >"$bad"

"$starling" check "$good" >"$E2E_TMP/out"
code=0
"$starling" check "$good" "$bad" >"$E2E_TMP/out" || code=$?
cat "$E2E_TMP/out"
[ $code = 1 ]
grep -qE "^$bad:2: .*poling.*did you mean polling" "$E2E_TMP/out"
grep -qE "^$bad:4: .*sampling" "$E2E_TMP/out"
code=0
"$starling" check "$E2E_TMP/none.conf" >"$E2E_TMP/out" || code=$?
[ $code = 1 ]
