"""A Docker Engine of one's own, in the sandbox, asked through its API: its command line takes ten times as long."""

import http.client
import io
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tarfile
import urllib.parse

from sandbox import skip
from testbed import wait

IMAGE = "starling/work:latest"
ADDRESS = "10.97.3.1"  # of the bridge
OUT = "/out"  # in a container, where reports go


class Connection(http.client.HTTPConnection):
    def __init__(self, path, timeout):
        super().__init__("engine", timeout=timeout)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


class EngineError(Exception):
    """It refused."""


class Engine:
    """What Docker's and podman's daemons have in common: the API on a unix socket."""

    def __init__(self, path):
        self.path = str(path)
        self.out = pathlib.Path(os.environ["E2E_TMP"], "out")
        self.out.mkdir(exist_ok=True)

    def ask(self, method, path, body=None, kind="application/json", timeout=60, **query):
        """The answer's body, from JSON. What is asked is not in the path goes into `query`."""
        connection = Connection(self.path, timeout)
        try:
            if query:
                path += "?" + urllib.parse.urlencode(query)
            data = json.dumps(body).encode() if isinstance(body, dict) else body
            connection.request(method, path, data, {"Content-Type": kind})
            answer = connection.getresponse()
            text = answer.read()
        finally:
            connection.close()
        if answer.status >= 400:
            raise EngineError(f"{method} {path}: {answer.status} {text[:300]}")
        return json.loads(text) if text.startswith((b"{", b"[")) else text

    def answers(self):
        try:
            return bool(self.ask("GET", "/_ping", timeout=2))
        except (OSError, http.client.HTTPException, EngineError):
            return False

    def load_image(self, program):
        """Makes the image, of busybox and the work program."""
        tree = io.BytesIO()
        with tarfile.open(fileobj=tree, mode="w") as tar:
            tar.add("/bin/busybox", "bin/busybox")
            tar.add(program, "work")
            for name in ("sh", "sleep", "ip"):
                link = tarfile.TarInfo(f"bin/{name}")
                link.type, link.linkname = tarfile.SYMTYPE, "busybox"
                tar.addfile(link)
        repository, tag = IMAGE.split(":")
        query = {"fromSrc": "-", "repo": repository, "tag": tag}
        self.ask("POST", "/images/create", tree.getvalue(), kind="application/x-tar", **query)

    # Containers

    def create(self, name, steps, network="none", **settings):
        """A container, not yet started, that takes these steps; its id."""
        host = {"NetworkMode": network, "Binds": [f"{self.out}:{OUT}"], **settings.pop("HostConfig", {})}
        body = {"Image": IMAGE, "Cmd": ["/work", *map(str, steps)], "HostConfig": host, **settings}
        return self.ask("POST", "/containers/create", body, name=name)["Id"]

    def start(self, container):
        self.ask("POST", f"/containers/{container}/start")

    def run(self, name, steps, **settings):
        container = self.create(name, steps, **settings)
        self.start(container)
        return container

    def wait_ended(self, container):
        """Waits for its end; its exit code."""
        return self.ask("POST", f"/containers/{container}/wait")["StatusCode"]

    def inspect(self, container):
        return self.ask("GET", f"/containers/{container}/json")

    def remove(self, container):
        self.ask("DELETE", f"/containers/{container}", force="true")

    def do(self, container, what, **query):
        """kill, stop, pause, unpause, rename, restart"""
        self.ask("POST", f"/containers/{container}/{what}", **query)

    def running(self):
        return {container["Id"] for container in self.ask("GET", "/containers/json")}


class Docker(Engine):
    """dockerd with its default places in /run, and its data in the test's own directory."""

    def __init__(self, *options):
        for program in ("dockerd", "containerd", "runc", "busybox"):
            if not shutil.which(program):
                skip(f"needs {program}")
        super().__init__("/run/docker.sock")
        data = pathlib.Path(os.environ["E2E_TMP"], "docker")
        self.log = pathlib.Path(os.environ["E2E_TMP"], "dockerd.log")
        self.command = [
            "dockerd", "--data-root", str(data), "--bip", f"{ADDRESS}/24", "--userland-proxy=false",
            "-H", f"unix://{self.path}", *options,
        ]  # fmt: skip
        self.process = None

    def __enter__(self):
        self.launch()
        return self

    def __exit__(self, *_):
        self.end(signal.SIGTERM)

    def launch(self):
        with self.log.open("a") as log:
            self.process = subprocess.Popen(self.command, stdout=log, stderr=log)
        try:
            wait("answer of dockerd", self.answers, 60)
        except SystemExit:
            print(f"--- dockerd\n{self.log.read_text()[-2000:]}")
            raise

    def end(self, number):
        """Ends it with a signal: after SIGKILL its containers go on."""
        if self.process:
            self.process.send_signal(number)
            self.process.send_signal(signal.SIGCONT)
            self.process.wait(timeout=60)
            self.process = None
