"""Programs under test and what they answer."""

import json
import os
import pathlib
import subprocess
import sys
import time
import urllib.error
import urllib.request

API = "http://127.0.0.1:8008"


def skip(reason):
    print(reason)
    sys.exit(77)


class Program:
    """A program under test, or another one by its whole path, ended when the block ends."""

    def __init__(self, name, *arguments):
        log = pathlib.Path(os.environ["E2E_TMP"], f"{pathlib.Path(name).name}.log")
        self.log = log.open("a")
        self.command = [str(pathlib.Path(os.environ["STARLING_BIN"], name)), *arguments]

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdout=self.log, stderr=self.log)
        return self

    def __exit__(self, failure, *_):
        self.process.terminate()
        self.process.wait(timeout=20)
        self.log.close()
        if failure:
            print(f"--- {self.command}\n{pathlib.Path(self.log.name).read_text()[-4000:]}")


def request(path, body=None):
    data = None if body is None else json.dumps(body).encode()
    question = urllib.request.Request(API + path, data=data, method="GET" if body is None else "PUT")
    with urllib.request.urlopen(question, timeout=10) as answer:
        text = answer.read()
    return json.loads(text) if text else None


def wait(what, condition, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if result := condition():
                return result
        except (urllib.error.URLError, ConnectionError):
            pass
        time.sleep(0.1)
    raise SystemExit(f"no {what} within {seconds} s")
