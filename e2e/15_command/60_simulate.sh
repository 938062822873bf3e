#!/usr/bin/env bash
# `starling simulate` makes the same datagrams of the same seed, which others can read, sends them, and ends when asked to.
set -euo pipefail

starling=$STARLING_BIN/starling
tmp=$E2E_TMP

fail() {
    echo "$*"
    exit 1
}

simulate() { timeout 60 "$starling" simulate "$@"; }

# Arguments that are refused: the exit code, and a pattern of what is said.
refuses() {
    local code=$1 pattern=$2 got=0
    shift 2
    simulate "$@" >"$tmp/out" 2>"$tmp/err" </dev/null || got=$?
    if [ "$got" != "$code" ] || ! grep -qE -- "$pattern" "$tmp/err"; then
        cat "$tmp/err"
        fail "simulate $*: exit $got instead of $code, or not '$pattern'"
    fi
}

is_listening() { grep -qi ":$(printf '%04X' "$1") " /proc/net/udp /proc/net/udp6; }

# Tries a command for ten seconds.
eventually() {
    for _ in $(seq 100); do
        if "$@"; then return 0; fi
        sleep 0.1
    done
    fail "never: $*"
}

options=(--nodes 35 --containers 8 --sampling 100 --polling 3 --start 2026-03-01T09:00:00Z --duration 12 --truth-interval 4)

# The same twice; another one with another seed. The truth beside it changes nothing.
simulate "${options[@]}" --write "$tmp/one" --truth "$tmp/truth" --topology "$tmp/topology" 2>"$tmp/err"
simulate "${options[@]}" --write "$tmp/two" --truth "$tmp/same" 2>/dev/null
simulate "${options[@]}" --write - >"$tmp/three" 2>/dev/null
simulate "${options[@]}" --write "$tmp/other" --seed 2 2>/dev/null
cmp "$tmp/one" "$tmp/two"
cmp "$tmp/one" "$tmp/three"
cmp "$tmp/truth" "$tmp/same"
if cmp -s "$tmp/one" "$tmp/other"; then fail "another seed makes the same"; fi
grep -qE '35 nodes, 5 switches, 280 containers; 1 packet in 100 sampled; seed 1, start 2026-03-01T09:00:00Z' "$tmp/err"

# tshark reads every datagram, and as many samples as we say that there are. It gives up at counters of hosts and at metrics, of whichever
# agent: it does not know them, and does not skip them by their length. Of all others it finds the same as we do.
tshark -n -r "$tmp/one" -T fields -e sflow_245.numsamples -e sflow_245.agent -e _ws.malformed -e sflow.flow_sample.sample_pool \
    -e sflow_245.header.frame_length 2>/dev/null >"$tmp/fields"
"$starling" dump -r "$tmp/one" --json >"$tmp/json"
"$E2E_PYTHON" - "$tmp" <<'END'
import json, sys
tmp = sys.argv[1]
rows = [line.rstrip("\n").split("\t") for line in open(f"{tmp}/fields")]
lines = [json.loads(line) for line in open(f"{tmp}/truth")]
ours = [json.loads(line) for line in open(f"{tmp}/json")]
sent = lines[-1]
assert sent["type"] == "sent", sent
assert len(rows) == len(ours) == sent["datagrams"], (len(rows), sent)
assert sum(int(row[0]) for row in rows) == sent["flowSamples"] + sent["counterSamples"] + sent["drops"]
assert len({row[1] for row in rows}) == lines[0]["agents"] == 40
whole = 0
for row, datagram in zip(rows, ours):
    formats = {sample["sampleType"] for sample in datagram["samples"]}
    tags = {element.get("counterBlock_tag") for sample in datagram["samples"] for element in sample.get("elements", [])}
    if formats <= {"FLOWSAMPLE", "COUNTERSSAMPLE"} and tags <= {None, "0:1", "0:2"}:
        whole += 1
        assert not row[2], ("malformed", row, datagram)
        flows = [sample for sample in datagram["samples"] if sample["sampleType"] == "FLOWSAMPLE"]
        assert row[3] == ",".join(flow["samplePool"] for flow in flows), (row, flows)
        lengths = [element["sampledPacketSize"] for flow in flows for element in flow["elements"] if "headerLen" in element]
        assert row[4] == ",".join(lengths), (row, flows)
assert whole > 1000, whole
kinds = {line["type"] for line in lines}
assert kinds >= {"run", "view", "flow", "services", "node", "drops", "counters", "sent"}, kinds
topology = json.load(open(f"{tmp}/topology"))
for link in topology["links"].values():
    for end in "12": assert link[f"port{end}"] in topology["nodes"][link[f"node{end}"]]["ports"]
END

# The headers in the samples, by themselves: tshark finds the protocols that there are to be, and no wrong checksum of IPv4.
"$starling" dump -r "$tmp/one" --pcap -w "$tmp/packets"
tshark -n -o ip.check_checksum:TRUE -r "$tmp/packets" -T fields -e frame.protocols -e ip.checksum.status 2>/dev/null >"$tmp/fields"
for protocol in eth:ethertype:ip:tcp eth:ethertype:ipv6:tcp :vxlan:eth:ethertype:ip:tcp :geneve:eth:ethertype:ip:tcp :vlan:ethertype:ip:tcp :udp:dns :icmp; do
    grep -q -- "$protocol" "$tmp/fields" || fail "no $protocol"
done
if awk -F'\t' '$2 ~ /0/' "$tmp/fields" | grep -q .; then fail "a wrong checksum"; fi
[ "$(tshark -n -r "$tmp/packets" -Y 'udp.dstport == 4791' 2>/dev/null | head -1 | wc -l)" = 1 ]

# Our own reader has nothing to complain of: no gaps, no errors.
"$starling" dump -r "$tmp/one" --stats --stats-format json >"$tmp/stats"
"$E2E_PYTHON" - "$tmp/stats" <<'END'
import json, sys
stats = json.load(open(sys.argv[1]))
assert not any(agent["lost"] or agent["duplicates"] or agent["restarts"] for agent in stats["agents"]), stats["agents"]
assert not any(stats["faults"].values()), stats["faults"]
END

# Sent, over both versions of IP, in its time; a signal ends it in order.
for address in 127.0.0.1 ::1; do
    "$starling" dump -p 26398 -M -w "$tmp/live" 2>/dev/null &
    receiver=$!
    eventually is_listening 26398
    start=$(date +%s%N)
    simulate --nodes 4 --containers 4 --polling 1 --sampling 20 --duration 2 --collector "[$address]:26398" 2>"$tmp/err"
    took=$((($(date +%s%N) - start) / 1000000))
    [ "$took" -ge 1900 ] || fail "two seconds took $took ms"
    sent=$(grep -oE '[0-9]+ of [0-9]+ datagrams sent' "$tmp/err" | cut -d' ' -f1)
    sleep 0.5
    kill -INT "$receiver"
    wait "$receiver"
    [ "$(tshark -n -r "$tmp/live" 2>/dev/null | wc -l)" = "$sent" ] || fail "not all that was sent has come: $sent"
done
"$starling" simulate --nodes 4 --collector localhost:26398 --truth "$tmp/cut" 2>"$tmp/err" &
pid=$!
eventually grep -q '4 nodes' "$tmp/err"
sleep 1
kill -INT "$pid"
wait "$pid"
grep -qE 'datagrams sent in [0-9.]+ s' "$tmp/err"
tail -1 "$tmp/cut" | grep -q '"type":"sent"'

# Without waiting.
simulate --nodes 30 --rate line --duration 3 --collector 127.0.0.1:26398 2>"$tmp/err"
grep -qE '[0-9]{7} packet samples' "$tmp/err"

refuses 64 '1 to 50000 nodes' --nodes 0
refuses 64 'value .x. is invalid' --rate x
refuses 64 'is no address' --collector 127.0.0.1:99999
refuses 64 'Either --collector or --write' --collector 127.0.0.1 --write "$tmp/x" --duration 1
refuses 64 '--write needs --duration' --write "$tmp/x"
refuses 64 'is no time' --start yesterday
refuses 64 'does not go with' --rate line --speed 2
refuses 1 'cannot write /nonexistent/x' --write /nonexistent/x --duration 1
refuses 1 'No space left' --write /dev/full --duration 1
refuses 1 'cannot send to no-such-host.invalid' --collector no-such-host.invalid:6343 --duration 1
