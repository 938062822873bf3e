#!/usr/bin/env bash
# Installs the system packages that a task needs, saying which and why: dev/setup.sh [build|test|lint|bench|fuzz]
# Does nothing, quickly, when nothing is missing.
set -euo pipefail
cd "$(dirname "$0")/.."
. dev/common.sh

readonly needed_swift=6.3

# package: why
build_packages=(
    "binutils: the linker"
    "ca-certificates: fetching Swift packages over HTTPS"
    "git: fetching Swift packages"
    "libc-ares-dev: names of addresses by DNS; linked from its archive"
    "libc6-dev: C headers"
    "libcurl4: Swift's package manager"
    "libncurses6: Swift's compiler driver"
    "libnghttp2-dev: HTTP/2 for the agent, which asks Kubernetes' container runtimes; linked from its archive"
    "libsqlite3-0: Swift's package manager"
    "libstdc++-12-dev: C++ headers and runtime that Swift's C importer reads"
    "libxml2: Swift's linker"
    "tzdata: time zones"
    "zlib1g: Swift's compiler"
)
test_packages=(
    "busybox-static: what runs in containers of tests, and the first programs of the emulated machine"
    "chromium: looks at the console as a user does"
    "containerd: a container runtime to watch"
    "containernetworking-plugins: networks of its pods"
    "curl: asks the analyzer"
    "dnsmasq-base: a name server to ask"
    "docker.io: containers to watch"
    "fonts-inter: text in the pictures of the console"
    "ieee-data: vendors of MAC addresses"
    "iperf3: traffic of known size"
    "iproute2: network namespaces and links to measure"
    "iptables: networks of containers"
    "kmod: the modules of the emulated machine's kernel"
    "netavark: podman's networks"
    "nfdump: a second IPFIX collector"
    "podman: containers to watch"
    "procps: watching processes"
    "prometheus: scrapes the analyzer, and promtool checks what it scrapes"
    "protobuf-compiler: a second opinion on protocol buffers"
    "python3: the end-to-end tests"
    "python3-venv: the browser driver's own environment"
    "qemu-system-x86: a machine with another kernel and cgroup v2"
    "runc: runs the containers of tests"
    "tcpdump: a second opinion on captures"
    "tshark: a second opinion on every datagram"
)
lint_packages=(
    "python3: the checks of layers and documents"
    "shellcheck: checks the scripts"
)
fuzz_packages=(
    "python3: takes the datagrams out of the captures"
)
bench_packages=(
    "busybox-static: what the measured containers are made of"
    "docker.io: containers, and the interface to compare with"
    "iproute2: network namespaces and links to measure"
    "iptables: Docker's networks"
    "nfdump: its collector of sFlow, to compare with"
    "pmacct: its collector of sFlow, to compare with"
    "tcpdump: prints the same capture, to compare with"
)

check_swift() {
    local found
    if ! command -v swift >/dev/null; then
        die "Swift $needed_swift or newer is not installed (or not in PATH)." \
            "Get it from https://www.swift.org/install/linux/ (with swiftly: swiftly install $needed_swift), then run this again."
    fi
    found=$(swift --version 2>/dev/null | sed -nE 's/.*Swift version ([0-9]+(\.[0-9]+)+).*/\1/p' | head -1)
    if [ "$(printf '%s\n' "$needed_swift" "${found:-0}" | sort -V | head -1)" != "$needed_swift" ]; then
        die "Swift ${found:-of unknown version} is installed; $needed_swift or newer is needed." \
            "Get it from https://www.swift.org/install/linux/ (with swiftly: swiftly install $needed_swift)."
    fi
}

# Prints those of "package: why" whose package is not installed.
missing_of() {
    local installed line
    installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' 2>/dev/null | awk '$2 == "installed" { print $1 }')
    for line in "$@"; do
        grep -qxF -- "${line%%:*}" <<<"$installed" || printf '%s\n' "$line"
    done
}

install_packages() {
    local missing names
    command -v dpkg-query >/dev/null || {
        warn "this is not Debian: make sure that these are there: ${*%%:*}"
        return
    }
    missing=$(missing_of "$@")
    [ -n "$missing" ] || return 0
    say "System packages to install:"
    indent <<<"$missing"
    mapfile -t names < <(cut -d: -f1 <<<"$missing")
    apt_get update -qq || warn "the package lists could not be refreshed; trying with the old ones"
    apt_get install -y -qq --no-install-recommends "${names[@]}" >/dev/null ||
        die "The packages could not be installed." "Install them yourself: apt-get install ${names[*]}"
    say "Installed."
}

apt_get() {
    local -a root=()
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || die "Installing packages needs root, and there is no sudo." \
            "As root: apt-get $*"
        say "sudo apt-get $*"
        root=(sudo)
        [ -t 0 ] || root=(sudo -n)
    fi
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o Dpkg::Use-Pty=0 "$@" </dev/null
}

# The browser driver and what else the end-to-end tests take from PyPI, in an environment of their own.
install_python() {
    local mark=e2e/.venv/installed
    cmp -s e2e/requirements.txt "$mark" && return
    say "Python packages for the end-to-end tests, into e2e/.venv:"
    indent <e2e/requirements.txt
    /usr/bin/python3 -m venv --clear e2e/.venv
    e2e/.venv/bin/pip install --quiet --disable-pip-version-check -r e2e/requirements.txt ||
        die "The Python packages could not be installed (is the network there?)."
    cp e2e/requirements.txt "$mark"
}

case "${1:-build}" in
build)
    check_swift
    install_packages "${build_packages[@]}"
    ;;
test)
    install_packages "${test_packages[@]}"
    install_python
    ;;
lint) install_packages "${lint_packages[@]}" ;;
bench) install_packages "${bench_packages[@]}" ;;
fuzz) install_packages "${fuzz_packages[@]}" ;;
*) die "Unknown task: $1." "Usage: dev/setup.sh [build|test|lint|bench|fuzz]" ;;
esac
