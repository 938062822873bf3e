#!/usr/bin/env bash
# The analyzer starts, refuses what it cannot do in one line, and stops when asked.
set -euo pipefail

starling=$STARLING_BIN/starling
url=http://127.0.0.1:28008

# Tries a command for five seconds.
eventually() {
    for _ in $(seq 50); do
        if "$@"; then return 0; fi
        sleep 0.1
    done
    return 1
}

events() { [ "$(grep -c '^data: ' "$E2E_TMP/stream")" -ge 3 ]; }

# Runs the analyzer with arguments that it must refuse: exit code, and a pattern of the one line that it says.
refuses() {
    local code=$1 pattern=$2 got=0
    shift 2
    timeout 10 "$starling" analyze --state none "$@" >"$E2E_TMP/out" 2>"$E2E_TMP/err" || got=$?
    if [ "$got" != "$code" ] || ! head -1 "$E2E_TMP/err" | grep -qE "$pattern"; then
        echo "analyze $*: exit $got instead of $code, or not '$pattern':"
        cat "$E2E_TMP/err"
        exit 1
    fi
    [ "$code" = 64 ] || [ "$(wc -l <"$E2E_TMP/err")" = 1 ]
}

"$starling" analyze --sflow 127.0.0.1:26343 --http 127.0.0.1:28008 -Dhttp.readonly=yes -D http.prot=1 2>"$E2E_TMP/log" &
pid=$!
eventually curl -sf -o "$E2E_TMP/version" "$url/version"
[ "$(cat "$E2E_TMP/version")" = "$("$starling" --version)" ]
grep -q "unknown property 'http.prot', did you mean 'http.port'" "$E2E_TMP/log"
[ "$(curl -s -o "$E2E_TMP/body" -w '%{http_code}' -X PUT -d "{value:'bytes'}" "$url/flow/f/json")" = 403 ]
[ "$(curl -s -o "$E2E_TMP/body" -w '%{http_code}' -H 'Host: other.example.com' "$url/version")" = 403 ]

refuses 1 'UDP 127.0.0.1:26343 is taken.*--sflow' --sflow 127.0.0.1:26343 --http 127.0.0.1:28009
refuses 1 'port 28008 .*in use.*--http' --sflow 127.0.0.1:26344 --http 127.0.0.1:28008
refuses 1 'does not have the address' --sflow 127.0.0.1:26344 --http 192.0.2.77:28009
refuses 1 'in use by another analyzer' --state "$STATE_DIRECTORY"
refuses 1 'Not a directory' --state /etc/passwd
refuses 64 'sflow.*is no address' --sflow nonsense
refuses 64 'http.port is to be a port number' -Dhttp.port=x
refuses 64 'threads is to be' --threads 0
refuses 64 'bogus' --bogus

# A stream ends in order when the server stops.
curl -sN "$url/stream/version?interval=0.1" >"$E2E_TMP/stream" &
curl=$!
eventually events
kill -TERM "$pid"
wait "$pid"
wait $curl
