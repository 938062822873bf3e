#!/bin/sh
# The console's modules that need no browser.
cd "$(dirname "$0")" || exit 1
command -v node >/dev/null || {
    echo "node is not installed"
    exit 77
}
exec node --test modules.test.mjs
