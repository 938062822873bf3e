#!/usr/bin/env bash
# What the commands can do is in their help, and every flag of the help is in the man pages.
set -euo pipefail

starling=$STARLING_BIN/starling
man=$STARLING_ROOT/man
status=0

# Flags of help that a page lacks; in a page a hyphen is written \- and a change of font \fB.
missing() {
    local page=$1 flag text
    text=$(sed 's/\\f[A-Z]/ /g; s/\\-/-/g' "$page")
    while read -r flag; do
        if grep -qE "(^|[ ,])$flag([ ,]|$)" <<<"$text"; then continue; fi
        echo "$page lacks $flag"
        status=1
    done < <(grep -E '^ +-' | sed -E 's/^ +//; s/  .*//' | grep -oE '(^|[ ,])(--[a-z0-9-]+|-[A-Za-z0-9])\b' | tr -d ' ,' | sort -u)
}

overview=$("$starling")
grep -q 'starling up' <<<"$overview"
version=$("$starling" --version)
grep -qE '^[0-9]+\.[0-9]+\.[0-9]+$' <<<"$version"
[ "$("$STARLING_BIN/starling-agent" --version | grep -oE '[0-9.]+$')" = "$version" ]
for command in "" up analyze check simulate; do missing "$man/starling.1" < <("$starling" $command --help); done
missing "$man/starling-dump.1" < <("$starling" dump --help)
missing "$man/starling-agent.8" < <("$STARLING_BIN/starling-agent" --help)

# The check itself must be able to fail.
found=$(missing "$man/starling.1" <<<'  --no-such-flag   x')
grep -q 'lacks --no-such-flag' <<<"$found"

"$starling" --generate-completion-script bash | bash -n
exit $status
