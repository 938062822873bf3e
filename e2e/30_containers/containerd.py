"""A containerd of one's own, with CRI and a CNI bridge, and pods and containers in it.

    with Containerd(directory, subnet="10.97.3.0/24") as runtime:
        pod = runtime.run_pod("web-1", namespace="shop", labels={"app": "web"})
        container = runtime.run_container(pod, "server", ["/bin/sh", "-c", "exit 3"])
        runtime.wait_ended(container)           # 3

Everything that it makes is below `directory`, but for the shims' sockets in /run/containerd/s, the bridge and the control
groups; `stop` removes those again. Of Python's packages it needs grpcio.

As a program it does the same for a test that is not written in Python: `containerd.py DIRECTORY SUBNET` reads lines of
JSON, `["run_pod", {"name": "web-1"}]`, calls what they name, and writes each answer as a line; it stops containerd when its
input ends.
"""

import hashlib
import io
import ipaddress
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tarfile
import time
import uuid

import grpc

IMAGE = "starling.test/busybox:1"
CRI = "/runtime.v1.RuntimeService/"
NOT_THERE = (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.UNIMPLEMENTED, grpc.StatusCode.UNKNOWN)


def missing():
    """What this machine lacks for it; None: nothing."""
    if os.geteuid() != 0:
        return "needs root"
    for program in ("containerd", "ctr", "runc", "busybox"):
        if not shutil.which(program, path="/usr/sbin:/usr/bin:/sbin:/bin"):
            return f"needs {program}"
    if not pathlib.Path("/usr/lib/cni/bridge").exists():
        return "needs containernetworking-plugins"
    return None


class Containerd:
    def __init__(self, directory, subnet="10.97.2.0/24"):
        self.directory = pathlib.Path(directory)
        self.socket = self.directory / "containerd.sock"
        self.subnet = ipaddress.ip_network(subnet)
        self.bridge = f"slc{int(self.subnet.network_address) & 0xFFFFFF:06x}"
        self.pods = {}
        self.process = None
        self.channel = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()

    # Life

    def start(self):
        """Starts it, or starts it again after `kill`, and waits until CRI answers."""
        is_new = not (self.directory / "config.toml").exists()
        if is_new:
            self._write_files()
        with open(self.directory / "containerd.log", "a") as log:
            command = ["containerd", "--config", str(self.directory / "config.toml")]
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        self._wait_until_ready()
        if is_new:
            self.ctr("-n", "k8s.io", "images", "import", str(self.directory / "image.tar"))
            self._wait("the image", lambda: IMAGE.encode() in self._call("/runtime.v1.ImageService/ListImages", []))

    def kill(self):
        """Ends it without warning; its containers go on."""
        self._end(signal.SIGKILL)

    def stop(self):
        """Removes every pod, ends it, and removes what it left."""
        if self.process is None:
            self.start()
        for pod in list(self.pods):
            self.remove_pod(pod)
        for namespace in self.ctr("namespaces", "list", "-q").split():
            self._remove_plain(namespace)
        self._end(signal.SIGTERM)
        subprocess.run(["ip", "link", "delete", self.bridge], check=False, stderr=subprocess.DEVNULL)
        self._unmount()
        for group in ("burstable", ""):
            remove_group(group)

    def _end(self, number):
        if self.channel:
            self.channel.close()
            self.channel = None
        self.process.send_signal(number)
        self.process.wait(timeout=20)
        self.process = None

    def _remove_plain(self, namespace):
        for container in self.ctr("-n", namespace, "containers", "list", "-q").split():
            subprocess.run(self._ctr("-n", namespace, "tasks", "delete", "--force", container), capture_output=True)
            subprocess.run(self._ctr("-n", namespace, "containers", "delete", container), capture_output=True)

    def _unmount(self):
        mounts = [line.split()[1] for line in open("/proc/self/mounts")]
        for mount in reversed([path for path in mounts if path.startswith(f"{self.directory}/")]):
            subprocess.run(["umount", "--lazy", mount], check=False)

    # Pods and containers

    def run_pod(self, name, namespace="default", uid=None, labels=None, host_network=False, attempt=0):
        """Runs a sandbox as kubelet would; its id."""
        uid = uid or str(uuid.uuid4())
        own = {"io.kubernetes.pod.name": name, "io.kubernetes.pod.namespace": namespace, "io.kubernetes.pod.uid": uid}
        network = 2 if host_network else 0  # NODE or POD
        config = [
            (1, [(1, name), (2, uid), (3, namespace), (4, attempt)]),
            (2, "" if host_network else name),
            (3, str(self.directory / "logs" / uid)),
            *pairs(6, own | (labels or {})),
            (8, [(1, f"/kubepods/burstable/pod{uid}"), (2, [(1, [(1, network)])])]),
        ]
        pod = text(fields(self.cri("RunPodSandbox", [(1, config)])), 1)
        self.pods[pod] = (config, own, network)
        return pod

    def create_container(self, pod, name, command, labels=None, attempt=0):
        """A container of a pod, not yet started; its id."""
        config, own, network = self.pods[pod]
        labels = own | {"io.kubernetes.container.name": name} | (labels or {})
        container = [
            (1, [(1, name), (2, attempt)]),
            (2, [(1, IMAGE)]),
            *((3, word) for word in command),
            *pairs(9, labels),
            (11, f"{name}-{attempt}.log"),
            (15, [(2, [(3, [(1, network), (2, 1)])])]),
        ]
        return text(fields(self.cri("CreateContainer", [(1, pod), (2, container), (3, config)])), 1)

    def start_container(self, container):
        self.cri("StartContainer", [(1, container)])

    def run_container(self, pod, name, command, labels=None, attempt=0):
        container = self.create_container(pod, name, command, labels, attempt)
        self.start_container(container)
        return container

    def container_status(self, container):
        """Its state (0 created, 1 running, 2 ended), exit code, first process (0: none) and the moments, in nanoseconds
        since 1970, at which it started and ended."""
        answer = fields(self.cri("ContainerStatus", [(1, container), (2, 1)]))
        status = fields(answer[1][0])
        info = dict((text(fields(entry), 1), text(fields(entry), 2)) for entry in answer.get(2, []))
        process = json.loads(info.get("info", "{}")).get("pid", 0)
        first = lambda number: status.get(number, [0])[0]
        return {"state": first(3), "exit_code": first(7), "pid": process, "started": first(5), "ended": first(6)}

    def wait_ended(self, container, seconds=30):
        """Waits for its end; its exit code."""
        self._wait("end of a container", lambda: self.container_status(container)["state"] == 2, seconds)
        return self.container_status(container)["exit_code"]

    def pod_address(self, pod):
        status = fields(fields(self.cri("PodSandboxStatus", [(1, pod)]))[1][0])
        return text(fields(status[5][0]), 1) if 5 in status else ""

    def stop_container(self, container, grace=0):
        self.cri("StopContainer", [(1, container), (2, grace)])

    def remove_container(self, container):
        self.cri("RemoveContainer", [(1, container)])

    def stop_pod(self, pod):
        self.cri("StopPodSandbox", [(1, pod)])

    def remove_pod(self, pod):
        """Ends it with its containers and removes all of them."""
        _, own, _ = self.pods.pop(pod)
        self.cri("StopPodSandbox", [(1, pod)])
        self.cri("RemovePodSandbox", [(1, pod)])
        remove_group(f"burstable/pod{own['io.kubernetes.pod.uid']}")

    def run_plain(self, namespace, name, command, labels=None):
        """A container that no CRI knows, in a namespace of containerd's own; its id, which is `name`."""
        if IMAGE not in self.ctr("-n", namespace, "images", "list", "-q").split():
            self.ctr("-n", namespace, "images", "import", str(self.directory / "image.tar"))
        marks = [word for key, value in (labels or {}).items() for word in ("--label", f"{key}={value}")]
        self.ctr("-n", namespace, "run", "--detach", *marks, IMAGE, name, *command)
        return name

    # Calls

    def cri(self, method, request):
        """A call of CRI's runtime service, as (field number, value) pairs; the answer's bytes."""
        return self._call(CRI + method, request)

    def ctr(self, *words):
        return subprocess.run(self._ctr(*words), check=True, capture_output=True, text=True).stdout

    def _ctr(self, *words):
        return ["ctr", "--address", str(self.socket), *words]

    def _call(self, method, request):
        if self.channel is None:
            self.channel = grpc.insecure_channel(f"unix://{self.socket}")
        return self.channel.unary_unary(method)(encode(request), timeout=30)

    def _wait_until_ready(self):
        def answers():
            try:
                return self._call(CRI + "Version", [])
            except grpc.RpcError as error:
                # An old channel pauses before it tries again; a new one does not.
                self.channel.close()
                self.channel = None
                if error.code() not in NOT_THERE:
                    raise
                return None

        self._wait("answer of containerd", answers)

    def _wait(self, what, condition, seconds=30):
        end = time.monotonic() + seconds
        while not (result := condition()):
            if time.monotonic() > end or self.process.poll() is not None:
                raise RuntimeError(f"no {what}:\n" + (self.directory / "containerd.log").read_text()[-2000:])
            time.sleep(0.02)
        return result

    # Files

    def _write_files(self):
        for name in ("cni", "logs"):
            (self.directory / name).mkdir(parents=True, exist_ok=True)
        (self.directory / "config.toml").write_text(CONFIGURATION.format(at=self.directory, image=IMAGE))
        network = {
            "cniVersion": "0.4.0",
            "name": self.bridge,
            "plugins": [
                {
                    "type": "bridge",
                    "bridge": self.bridge,
                    "isGateway": True,
                    "ipam": {
                        "type": "host-local",
                        "dataDir": str(self.directory / "addresses"),
                        "ranges": [[{"subnet": str(self.subnet)}]],
                        "routes": [{"dst": "0.0.0.0/0"}],
                    },
                }
            ],
        }
        (self.directory / "cni" / "10-test.conflist").write_text(json.dumps(network))
        write_image(self.directory / "image.tar")


CONFIGURATION = """version = 2
root = "{at}/root"
state = "{at}/state"
disabled_plugins = [
    "io.containerd.internal.v1.opt", "io.containerd.internal.v1.tracing", "io.containerd.snapshotter.v1.aufs",
    "io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.devmapper", "io.containerd.snapshotter.v1.zfs",
]
[grpc]
address = "{at}/containerd.sock"
[plugins."io.containerd.grpc.v1.cri"]
sandbox_image = "{image}"
disable_apparmor = true
restrict_oom_score_adj = true
stats_collect_period = 3600
[plugins."io.containerd.grpc.v1.cri".cni]
bin_dir = "/usr/lib/cni"
conf_dir = "{at}/cni"
"""


def remove_group(path):
    """Removes a control group below /kubepods, which runc leaves to kubelet, where nothing is in it."""
    for mount in pathlib.Path("/sys/fs/cgroup").iterdir():
        try:
            (mount / "kubepods" / path).rmdir()
        except OSError:
            pass


def write_image(path):
    """An image of a static busybox with its words as links; as it is, it sleeps, so that it does for sandboxes too."""
    layer = io.BytesIO()
    with tarfile.open(fileobj=layer, mode="w") as tar:
        for name in ("bin", "tmp", "proc", "etc"):
            entry = tarfile.TarInfo(name)
            entry.type, entry.mode = tarfile.DIRTYPE, 0o755
            tar.addfile(entry)
        tar.add(shutil.which("busybox", path="/bin:/usr/bin"), "bin/busybox", filter=lambda entry: entry)
        for word in ("sh", "sleep", "true", "false", "dd", "nc", "cat", "usleep", "kill", "wget"):
            entry = tarfile.TarInfo(f"bin/{word}")
            entry.type, entry.linkname = tarfile.SYMTYPE, "busybox"
            tar.addfile(entry)
    layer = layer.getvalue()
    config = {
        "architecture": {"x86_64": "amd64", "aarch64": "arm64"}.get(os.uname().machine, os.uname().machine),
        "os": "linux",
        "config": {"Env": ["PATH=/bin"], "Cmd": ["/bin/sleep", "1000000000"]},
        "rootfs": {"type": "layers", "diff_ids": ["sha256:" + hashlib.sha256(layer).hexdigest()]},
    }
    files = {
        "layer.tar": layer,
        "config.json": json.dumps(config).encode(),
        "manifest.json": json.dumps([{"Config": "config.json", "RepoTags": [IMAGE], "Layers": ["layer.tar"]}]).encode(),
    }
    with tarfile.open(path, "w") as tar:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))


# Protocol buffers, as far as these calls go


def encode(message):
    """(field number, value) pairs, where a value is a number, text, bytes or a list of such pairs."""
    return b"".join(field(number, value) for number, value in message)


def field(number, value):
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    content = encode(value) if isinstance(value, list) else value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(content)) + content


def varint(value):
    result = bytearray()
    while value > 127:
        result.append(value & 127 | 128)
        value >>= 7
    return bytes(result) + bytes([value])


def pairs(number, values):
    """A map's entries."""
    return [(number, [(1, key), (2, value)]) for key, value in values.items()]


def fields(content):
    """A message's values by field number: numbers and bytes."""
    result, at = {}, 0

    def number():
        nonlocal at
        value = shift = 0
        while True:
            byte = content[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while at < len(content):
        key = number()
        if key & 7 == 0:
            value = number()
        elif key & 7 == 2:
            length = number()
            value = content[at : at + length]
            at += length
        else:
            length = 8 if key & 7 == 1 else 4
            value = content[at : at + length]
            at += length
        result.setdefault(key >> 3, []).append(value)
    return result


def text(message, number):
    return message.get(number, [b""])[0].decode()


def serve(directory, subnet):
    """Does what lines of JSON on standard input say."""
    with Containerd(directory, subnet) as runtime:
        print(json.dumps({"socket": str(runtime.socket)}), flush=True)
        for line in sys.stdin:
            method, arguments = json.loads(line)
            try:
                answer = {"answer": getattr(runtime, method)(**arguments)}
            except (grpc.RpcError, subprocess.CalledProcessError, RuntimeError, OSError) as error:
                answer = {"error": str(error)}
            print(json.dumps(answer, default=repr), flush=True)


if __name__ == "__main__":
    if reason := missing():
        sys.exit(reason)
    serve(*sys.argv[1:])
