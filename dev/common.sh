# Words that the scripts share; to be sourced.
# shellcheck shell=bash

say() { printf '%s\n' "$*"; }
warn() { printf 'warning: %s\n' "$*" >&2; }

# die WHAT [WHAT-TO-DO]…: one line each, exit 1.
die() {
    printf 'error: %s\n' "$1" >&2
    shift
    [ $# -eq 0 ] || printf '  %s\n' "$@" >&2
    exit 1
}

# Copies its input, indented.
indent() { sed 's/^/    /'; }
