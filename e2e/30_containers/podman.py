"""podman's service, in the sandbox, with what it keeps in the test's own directory."""

import os
import pathlib
import shutil
import subprocess

from docker import Engine
from sandbox import skip
from testbed import wait

# Its default limits are above what a virtual machine may have; crun refuses hybrid control groups.
CONFIGURATION = """[containers]
default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
"""


class Podman(Engine):
    def __init__(self):
        for program in ("podman", "conmon", "runc", "busybox"):
            if not shutil.which(program):
                skip(f"needs {program}")
        pathlib.Path("/run/podman").mkdir()
        super().__init__("/run/podman/podman.sock")
        directory = pathlib.Path(os.environ["E2E_TMP"])
        self.log = directory / "podman.log"
        configuration = directory / "containers.conf"
        configuration.write_text(CONFIGURATION)
        self.environment = {**os.environ, "CONTAINERS_CONF": str(configuration)}
        self.command = ["podman", "--root", str(directory / "podman"), "--runroot", "/run/containers"]
        self.command += ["--tmpdir", "/run/libpod", "--network-config-dir", str(directory / "networks")]
        self.process = None

    def __enter__(self):
        with self.log.open("a") as log:
            command = [*self.command, "system", "service", "--time", "0", f"unix://{self.path}"]
            self.process = subprocess.Popen(command, stdout=log, stderr=log, env=self.environment)
        wait("answer of podman", self.answers, 60)
        return self

    def __exit__(self, failure, *_):
        self.process.terminate()
        self.process.wait(timeout=20)
        if failure:
            print(f"--- podman\n{self.log.read_text()[-2000:]}")
