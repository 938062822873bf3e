#!/usr/bin/env bash
# The agent is small: neither Foundation nor the server's packages are in it or loaded by it.
set -euo pipefail

agent=$STARLING_BIN/starling-agent
libraries=$(ldd "$agent")
printf '%s\n' "$libraries"
if grep -qE 'libFoundation|lib_Foundation' <<<"$libraries"; then
    echo "the agent loads Foundation"
    exit 1
fi
foreign=$(nm --defined-only "$agent" | grep -cE '8NIOCore|8NIOPosix|11Hummingbird' || true)
if [ "$foreign" -gt 0 ]; then
    echo "the agent holds $foreign symbols of the server's packages"
    exit 1
fi
echo "$(stat -c %s "$agent") bytes"
