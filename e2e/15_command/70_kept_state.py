#!/usr/bin/env python3
"""Definitions are there again after the next start: also after kill -9 at any moment, when each is the old or the new one,
and after a file was damaged."""

import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import threading
import time
import urllib.error

from programs import Program, request, wait

STATE = pathlib.Path(os.environ["E2E_TMP"], "definitions")
ROUNDS = 12
# Two versions of a group that takes a while to write.
VERSIONS = [{f"{label}{number}": [f"10.{number // 250}.{number % 250}.0/24"] for number in range(4000)} for label in "ab"]


def analyzer():
    return Program("starling", "analyze", "--state", str(STATE), "--sflow", "127.0.0.1:26363")


def started():
    wait("analyzer", lambda: request("/analyzer/json"))


def put_on_and_on(count):
    try:
        while True:
            request("/group/sites/json", VERSIONS[count[0] % 2])
            count[0] += 1
    except (OSError, urllib.error.URLError):
        pass


def kill_at_any_moment(program):
    count = [0]
    writer = threading.Thread(target=put_on_and_on, args=[count])
    writer.start()
    time.sleep(random.uniform(0.05, 0.4))
    program.process.kill()
    writer.join()
    return count[0]


def check_killed():
    changes = 0
    with analyzer():
        started()
        request("/flow/kept/json", {"keys": "ipsource", "value": "bytes"})
    for _ in range(ROUNDS):
        with analyzer() as program:
            started()
            group = request("/group/json").get("sites")
            assert group in (*VERSIONS, None if changes == 0 else 0), "a mix of two versions"
            assert list(request("/flow/json")) == ["kept"], "other definitions stay"
            changes += kill_at_any_moment(program)
    print(f"{changes} changes, killed {ROUNDS} times")
    assert changes > ROUNDS


def check_damaged():
    (STATE / "flow.json").write_bytes(b'{"kept":{"keys":"ipsou')
    with analyzer() as program:
        started()
        assert request("/flow/json") == {} and request("/group/json")["sites"] in VERSIONS
        [aside] = STATE.glob("flow.json.damaged-*")
        assert aside.read_bytes() == b'{"kept":{"keys":"ipsou' and aside.name in pathlib.Path(program.log.name).read_text()
        check_read_again(program)


def check_read_again(program):
    (STATE / "flow.json").write_text(json.dumps({"other": {"value": "frames"}}))
    program.process.send_signal(signal.SIGHUP)
    wait("definition that was read again", lambda: list(request("/flow/json")) == ["other"])


def check_one_at_a_time():
    with analyzer():
        started()
        command = [os.path.join(os.environ["STARLING_BIN"], "starling"), "analyze", "--state", str(STATE), "--http", "127.0.0.1:0"]
        other = subprocess.run(command, capture_output=True, text=True, timeout=20)
        assert other.returncode == 1 and "in use by another analyzer" in other.stderr, other


def main():
    check_killed()
    check_damaged()
    check_one_at_a_time()
    return 0


if __name__ == "__main__":
    sys.exit(main())
