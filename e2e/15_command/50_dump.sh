#!/usr/bin/env bash
# `starling dump` prints, writes and forwards what is in captures and what comes in, and says what it cannot do.
set -euo pipefail

starling=$STARLING_BIN/starling
captures=$STARLING_ROOT/Tests/Fixtures/datagrams
capture=$captures/hsflowd-lo.pcap
tmp=$E2E_TMP

fail() {
    echo "$*"
    exit 1
}

dump() { timeout 20 "$starling" dump "$@"; }

# Tries a command for five seconds.
eventually() {
    for _ in $(seq 50); do
        if "$@"; then return 0; fi
        sleep 0.1
    done
    fail "never: $*"
}

# Runs a command with a terminal for its standard output, and standard error too.
on_terminal() { "$E2E_PYTHON" -c 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))' "$@"; }

# Arguments that are refused: the exit code, and a pattern of what is said.
refuses() {
    local code=$1 pattern=$2 got=0
    shift 2
    dump "$@" >"$tmp/out" 2>"$tmp/err" </dev/null || got=$?
    if [ "$got" != "$code" ] || ! grep -qE -- "$pattern" "$tmp/err"; then
        cat "$tmp/err"
        fail "dump $*: exit $got instead of $code, or not '$pattern'"
    fi
}

lines() { wc -l <"$1"; }
is_listening() { grep -qi ":$(printf '%04X' "$1") " /proc/net/udp /proc/net/udp6; }
has_lines() { [ -e "$1" ] && [ "$(lines "$1")" -ge "$2" ]; }
size_of() { stat -c %s "$1"; }
has_bytes() { [ "$(size_of "$1")" -ge "$2" ]; }

# What sflowtool prints; its byte order of the IPv4 identification is a listed difference.
same_text() { diff <(grep -v '^IPID ' "$1") <(grep -v '^IPID ' "$2") >"$tmp/diff" || { head "$tmp/diff" && fail "$1 is not $2"; }; }
for name in hsflowd-lo hsflowd-docker-mock; do
    dump -r "$captures/$name.pcap" >"$tmp/text"
    same_text "$tmp/text" "$captures/$name.txt"
done
dump -lr "$capture" >"$tmp/lines"
grep -v 'CNTR,192.0.2.2\(,0\)\{19\}$' "$captures/hsflowd-lo.csv" | cmp - "$tmp/lines"

# Each output, under sflowtool's names and ours.
dump --read-pcap "$capture" --json >"$tmp/json"
[ "$(lines "$tmp/json")" = 241 ]
dump -r - -j <"$capture" | cmp - "$tmp/json"
# The last output counts.
dump -r "$capture" -t -L agent -j | cmp - "$tmp/json"
dump -J -r "$capture" >"$tmp/indented"
"$E2E_PYTHON" - "$tmp/json" "$tmp/indented" <<'END'
import json, sys
compact = [json.loads(line) for line in open(sys.argv[1])]
indented = [json.loads(text) for text in open(sys.argv[2]).read().split("\n\n") if text.strip()]
assert compact == indented and len(compact) == 241
END
dump -r "$capture" --json --typed --count 3 | "$E2E_PYTHON" -c '
import json, sys
for line in sys.stdin: assert isinstance(json.loads(line)["packetSequenceNo"], int)'
dump -g -r "$capture" --count 1 >"$tmp/out"
grep -qE '^[0-9T:+-]+ 192\.0\.2\.2 100000 1 .* agent 192\.0\.2\.2$' "$tmp/out"
[ "$(dump -r "$capture" -L srcIP,TCPDstPort | sort | uniq -c | sort -rn | awk 'NR == 1 { print $2 }')" = 127.0.0.1,5299 ]
dump -r "$capture" -l -w "$tmp/file"
cmp "$tmp/file" "$tmp/lines"

# Choosing.
dump -r "$capture" -l --filter 'tcpdestinationport=5299&ipsource=127.0.0.1' >"$tmp/chosen"
[ "$(lines "$tmp/chosen")" = "$(awk -F, '$1 == "FLOW" && $12 == 6 && $16 == 5299' "$tmp/lines" | wc -l)" ]
[ "$(dump -r "$capture" -l +v 1-4095 | grep -c FLOW)" = 0 ]
[ "$(dump -r "$capture" -l -v 0 | grep -c FLOW)" = 0 ]
[ "$(dump -r "$capture" -l --include-vlans 0-20 | grep -c FLOW)" = 1104 ]
[ "$(dump -r "$capture" -j --count 5 | wc -l)" = 5 ]
[ "$(dump -r "$capture" -j --agent 192.0.2.3 | wc -l)" = 0 ]

# Captures: sampled headers, and the datagrams themselves.
for format in "" --pcapng; do
    dump -r "$capture" --pcap $format >"$tmp/packets"
    tshark -n -r "$tmp/packets" -T fields -e frame.len -e ip.src 2>"$tmp/err" >"$tmp/packets.txt"
    grep -qi 'appears to\|error' "$tmp/err" && fail "tshark: $(cat "$tmp/err")"
    [ "$(lines "$tmp/packets.txt")" = 1104 ]
    [ "$(awk '$2 != "127.0.0.1"' "$tmp/packets.txt")" = "" ]
    # The bytes are those that the datagrams have.
    tshark -n -r "$tmp/packets" -T json -x 2>/dev/null |
        "$E2E_PYTHON" -c '
import json, sys
for packet in json.load(sys.stdin): print(packet["_source"]["layers"]["frame_raw"][0].upper())' >"$tmp/hex"
    dump -r "$capture" -L headerBytes | tr -d - | cmp - "$tmp/hex"
done
dump -r "$capture" -t | tcpdump -nr - 2>/dev/null | grep -c 'IP 127.0.0.1' | grep -qx 1104
dump -r "$capture" -M >"$tmp/datagrams"
[ "$(tshark -n -r "$tmp/datagrams" -Y sflow 2>/dev/null | wc -l)" = 241 ]
dump -r "$tmp/datagrams" | cmp - <(dump -r "$capture")
dump -r "$capture" -T -w "$tmp/discards"
capinfos -c "$tmp/discards" >"$tmp/out"
grep -q 'packets: *0' "$tmp/out"
dump -r "$capture" -tx -w "$tmp/redacted"
[ "$(tshark -n -r "$tmp/redacted" -Y 'tcp && frame.cap_len > 72' 2>/dev/null | wc -l)" = 0 ]

# Statistics, to a terminal's eye and for programs.
dump -r "$capture" --stats >"$tmp/stats"
grep -qE '^241 datagrams, 1228 samples of 1 agent' "$tmp/stats"
grep -qE 'flow record +0:1 +sampled_header +1104' "$tmp/stats"
dump -r "$capture" -l --stats-format json 2>&1 >/dev/null | "$E2E_PYTHON" -c '
import json, sys
stats = json.load(sys.stdin)
assert stats["datagrams"] == 241 and stats["agents"][0]["lost"] == 0'

# The reference.
dump --list | cmp - "$STARLING_ROOT/docs/reference/structures.md"
dump --list 0:2003 >"$tmp/out"
grep -q '^### host_cpu, 0:2003$' "$tmp/out"
refuses 64 'did you mean host_cpu' --list host_cpuu

# What is refused, and how.
refuses 1 'nofile: No such file' -r "$tmp/nofile"
refuses 1 'neither a pcap nor a pcapng' -r "$0"
gzip -c "$capture" >"$tmp/x.gz"
refuses 1 'zcat FILE \| starling dump -r -' -r "$tmp/x.gz"
head -c 5000 "$capture" >"$tmp/cut"
refuses 1 'ends in the middle' -r "$tmp/cut" -j
[ "$(lines "$tmp/out")" -gt 1 ]
dump -k -r "$tmp/cut" -j 2>/dev/null | cmp - "$tmp/out"
refuses 64 '2 .*--port|--port.*1 to 65535' -p 0
refuses 64 'read with --read-pcap' "$capture"
refuses 64 'NetFlow is not sent' -c 127.0.0.1 -d 2055
refuses 64 'Common Log Format' -H
refuses 64 'unknown key ipsorce; did you mean ipsource' --filter ipsorce=10.0.0.1 -r "$capture"
grep -q '^ *^^^^^^^' "$tmp/err"
refuses 64 'Unknown option' --nonsense
refuses 1 'cannot write' -r "$capture" -w /nonexistent/x
refuses 1 'No space left' -r "$capture" -w /dev/full
dump -r "$capture" -L srcIPP 2>"$tmp/err" >/dev/null
grep -q 'did you mean srcIP' "$tmp/err"
[ "$(dump -z)" = "$("$starling" --version)" ]
dump '-?' >"$tmp/out"
grep -q 'USAGE: starling dump' "$tmp/out"

# An error within: the datagram, where it is, and its agent; --keep-going reads on.
"$E2E_PYTHON" - "$tmp/datagrams" "$tmp/broken" <<'END'
import struct, sys
data = bytearray(open(sys.argv[1], "rb").read())
place, number = 24, 0
while place < len(data):
    length = struct.unpack(">I", data[place + 8:place + 12])[0]
    number += 1
    if number == 100: data[place + 16 + 42 + 28 + 4 + 2] = 0xff  # the length of the first sample
    place += 16 + length
open(sys.argv[2], "wb").write(data)
END
refuses 1 'broken: datagram 100 \(packet 100 at byte [0-9]+\) of agent 192.0.2.2: a sample reaches beyond' -r "$tmp/broken" -j
[ "$(lines "$tmp/out")" = 100 ]
dump -r "$tmp/broken" --keep-going-on-error -j >"$tmp/out" 2>"$tmp/err"
[ "$(lines "$tmp/out")" = 241 ]
grep -q '1 datagram could not be read' "$tmp/err"

# A reader that has enough, and a terminal.
dump -r "$capture" | head -1 | grep -q startDatagram
[ "${PIPESTATUS[*]}" = "0 0 0" ]
on_terminal "$starling" dump -r "$capture" --count 1 >"$tmp/terminal"
grep -q $'\e\[36mdatagramSourceIP' "$tmp/terminal"
grep -q '1 datagram, 2 samples of 1 agent, 0 errors, 0 lost' "$tmp/terminal"
NO_COLOR=1 on_terminal "$starling" dump -r "$capture" --count 1 >"$tmp/terminal"
grep -q '^datagramSourceIP' "$tmp/terminal"
code=0
on_terminal "$starling" dump -r "$capture" --pcap >"$tmp/terminal" || code=$?
[ $code = 64 ]
grep -q 'not written to a terminal' "$tmp/terminal"
on_terminal "$starling" dump --list host_cpu >"$tmp/terminal"
grep -q 'cpu_load_one' "$tmp/terminal"

# Live, from a sender that is ours too, both IP versions; the socket is the default one but for its port.
"$starling" dump -p 26399 -j -w "$tmp/live" 2>"$tmp/err" &
pid=$!
eventually is_listening 26399
refuses 1 'UDP .*26399 is taken' -p 26399
dump -r "$capture" --forward 127.0.0.1:26399 --count 100
dump -r "$capture" -f ::1/26399 --count 41
eventually has_lines "$tmp/live" 141
[ "$(grep -c '"datagramSourceIP":"127.0.0.1"' "$tmp/live")" = 100 ]
[ "$(grep -c '"datagramSourceIP":"0000:0000:0000:0000:0000:0000:0000:0001"' "$tmp/live")" = 41 ]
kill -TERM "$pid"
wait "$pid"
[ "$(lines "$tmp/live")" = 141 ]

# The payload arrives as it was: what a second one writes is what the first one read.
"$starling" dump -p 26399 -b 127.0.0.1 -4 -M -w "$tmp/relayed" &
pid=$!
eventually is_listening 26399
dump -r "$capture" -f 127.0.0.1/26399
eventually has_bytes "$tmp/relayed" "$(size_of "$tmp/datagrams")"
kill -INT "$pid"
wait "$pid"
dump -r "$tmp/relayed" -L packetSequenceNo,headerBytes >"$tmp/there"
dump -r "$capture" -L packetSequenceNo,headerBytes | cmp - "$tmp/there"

# SIGUSR1 asks how it stands; what is malformed is told and does not end it.
"$starling" dump -p 26399 --stats >"$tmp/out" 2>"$tmp/err" &
pid=$!
eventually is_listening 26399
printf 'no sflow' | "$E2E_PYTHON" -c 'import socket, sys; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(sys.stdin.buffer.read(), ("127.0.0.1", 26399))'
dump -r "$capture" --count 10 -f 127.0.0.1:26399
eventually grep -q 'no sFlow' "$tmp/err"
kill -USR1 "$pid"
eventually grep -q '^11 datagrams' "$tmp/err"
kill -TERM "$pid"
wait "$pid"
grep -q '^11 datagrams' "$tmp/out"
"$starling" dump -p 26399 -l >"$tmp/out" 2>"$tmp/err" &
pid=$!
eventually is_listening 26399
dump -r "$capture" --count 10 -f 127.0.0.1:26399
eventually has_lines "$tmp/out" 43
kill -USR1 "$pid"
eventually grep -q '^starling dump: 10 datagrams' "$tmp/err"
if grep -q sample "$tmp/err"; then fail "samples that were not counted are told"; fi
kill -TERM "$pid"
wait "$pid"
refuses 1 'come again and again' -p 26399 -f 127.0.0.1:26399

# A file that grows, and is replaced.
head -c 24 "$capture" >"$tmp/growing"
"$starling" dump -r "$tmp/growing" --follow -j -w "$tmp/followed" 2>"$tmp/err" &
pid=$!
head -c 100024 "$capture" | tail -c 100000 >>"$tmp/growing"
eventually has_lines "$tmp/followed" 50
tail -c +100025 "$capture" >>"$tmp/growing"
eventually has_lines "$tmp/followed" 241
cmp "$tmp/followed" "$tmp/json"
cp "$capture" "$tmp/replacement"
mv "$tmp/replacement" "$tmp/growing"
eventually has_lines "$tmp/followed" 482
grep -q 'growing: replaced or cut, and read from its start' "$tmp/err"
kill -TERM "$pid"
wait "$pid"

# A pipe that goes on: what was read is printed before there is more.
mkfifo "$tmp/pipe"
"$starling" dump -r - -j -w "$tmp/piped" <"$tmp/pipe" &
pid=$!
exec 3>"$tmp/pipe"
head -c 100000 "$capture" >&3
eventually has_lines "$tmp/piped" 50
tail -c +100001 "$capture" >&3
exec 3>&-
wait "$pid"
cmp "$tmp/piped" "$tmp/json"

# A signal ends it where nobody reads what it writes, and where nobody writes what it reads.
mkfifo "$tmp/unread" "$tmp/unwritten"
exec 3<>"$tmp/unread"
"$starling" dump -r "$capture" >"$tmp/unread" 2>"$tmp/err" &
pid=$!
sleep 0.3
kill -TERM "$pid"
code=0
wait "$pid" || code=$?
exec 3>&-
[ "$code" = 1 ] || fail "exit code $code"
grep -q 'nobody reads' "$tmp/err"
"$starling" dump -r "$tmp/unwritten" &
pid=$!
sleep 0.3
kill -TERM "$pid"
wait "$pid"

# Played back: the first twelve datagrams took three seconds.
start=$(date +%s%N)
dump -r "$capture" -P 10 -j --count 12 | cmp - <(head -12 "$tmp/json")
took=$((($(date +%s%N) - start) / 1000000))
[ "$took" -ge 200 ] || fail "played back in $took ms"
