#!/usr/bin/env bash
# Every check that needs no build. Goes through all of them, then says which failed.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
. dev/common.sh

failed=()
check() {
    local what=$1
    shift
    printf '%-12s' "$what"
    if out=$("$@" 2>&1); then
        printf 'ok\n'
        [ -z "$out" ] || indent <<<"$out"
    else
        printf 'FAILED\n'
        indent <<<"$out"
        failed+=("$what")
    fi
}

swift_format() {
    local -a paths=()
    local path
    for path in Package.swift Sources Tests Benchmarks Fuzz; do [ -e "$path" ] && paths+=("$path"); done
    swift format lint -r --strict --parallel "${paths[@]}"
}

shell_scripts() {
    local -a scripts
    mapfile -t scripts < <(git ls-files -z | xargs -0 grep -lE -m1 '^#!.*\b(ba)?sh$|^# shellcheck shell=')
    shellcheck -x --severity=style "${scripts[@]}"
}

javascript() {
    local file status=0
    command -v node >/dev/null || { say "node is not installed: the console's modules are not checked" && return; }
    while IFS= read -r -d '' file; do
        # A module's syntax differs from a script's; node tells them apart by the name's end.
        node --input-type=module --check <"$file" || { say "in $file" && status=1; }
    done < <(git ls-files -z 'Sources/**/*.js' 'Sources/**/*.mjs' 'Tests/**/*.js' ':!**/vendor/**')
    return "$status"
}

python() {
    local -a files
    mapfile -t files < <(git ls-files '*.py'; git ls-files -z dev e2e | xargs -0 grep -lE -m1 '^#!.*python3$')
    [ ${#files[@]} -eq 0 ] && return
    PYTHONDONTWRITEBYTECODE=1 python3 -c 'import ast, sys; [ast.parse(open(f).read(), f) for f in sys.argv[1:]]' "${files[@]}"
}

check format swift_format
check shell shell_scripts
check javascript javascript
check python python
check layers dev/check-layers
check docs dev/check-docs
check files dev/check-files

[ ${#failed[@]} -eq 0 ] || die "Failed: ${failed[*]}."
