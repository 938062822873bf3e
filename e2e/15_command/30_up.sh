#!/usr/bin/env bash
# The agent of `starling up` runs, is relayed, started again, and never outlives it.
set -euo pipefail

starling=$STARLING_BIN/starling
agent=$E2E_TMP/agent
cat >"$agent" <<'END'
#!/usr/bin/env bash
echo "info: arguments $*"
echo $$ >"$(dirname "$0")/pid"
trap 'echo "info: asked to stop"; exit 0' TERM
while :; do sleep 0.1; done
END
chmod +x "$agent"

# Tries a command for five seconds.
eventually() {
    for _ in $(seq 50); do
        if "$@"; then return 0; fi
        sleep 0.1
    done
    return 1
}

is_ready() { [ -s "$E2E_TMP/pid" ] && grep -q Console "$E2E_TMP/out"; }
has_other_pid() { [ -s "$E2E_TMP/pid" ] && [ "$(cat "$E2E_TMP/pid")" != "$1" ]; }
is_gone() { ! kill -0 "$1" 2>/dev/null; }

start() {
    rm -f "$E2E_TMP/pid"
    "$starling" up --sflow 127.0.0.1:26353 --http 127.0.0.1:28018 --agent "$agent" --sampling 7 "$@" \
        >"$E2E_TMP/out" 2>"$E2E_TMP/err" &
    pid=$!
    eventually is_ready
}

start
grep -q 'Console: http://localhost:28018/' "$E2E_TMP/out"
grep -q 'agent: arguments --collector 127.0.0.1:26353 --polling 1 --sampling 7' "$E2E_TMP/err"
first=$(cat "$E2E_TMP/pid")
kill -KILL "$first"
eventually has_other_pid "$first"
second=$(cat "$E2E_TMP/pid")
grep -q 'the agent was ended by signal 9' "$E2E_TMP/err"
kill -TERM "$pid"
wait "$pid"
eventually is_gone "$second"
grep -q 'asked to stop' "$E2E_TMP/err"

# However it ends.
start --log-format json
child=$(cat "$E2E_TMP/pid")
kill -KILL "$pid"
wait "$pid" || true
eventually is_gone "$child"
grep -q '"logger":"agent","message":"arguments' "$E2E_TMP/err"

# An agent that refuses its configuration is not started again.
printf '#!/bin/sh\necho "error: wrong flag"\nexit 2\n' >"$agent"
"$starling" up --sflow 127.0.0.1:26353 --http 127.0.0.1:28018 --agent "$agent" >"$E2E_TMP/out" 2>"$E2E_TMP/err" &
pid=$!
eventually grep -q Console "$E2E_TMP/out"
kill -INT "$pid"
wait "$pid"
[ "$(grep -c 'agent: wrong flag' "$E2E_TMP/err")" = 1 ]
grep -q 'exit code 2; it is not started again' "$E2E_TMP/err"

# An agent that is not there.
code=0
"$starling" up --sflow 127.0.0.1:26353 --agent /nonexistent 2>"$E2E_TMP/err" || code=$?
[ $code = 1 ]
grep -q "'/nonexistent' cannot be executed" "$E2E_TMP/err"
