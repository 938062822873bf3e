"""The first root file system of the machine: busybox, the modules that reach the host's files, and guest/init."""

import lzma
import pathlib
import shlex
import shutil
import stat

from kernel import Unavailable

GUEST = pathlib.Path(__file__).parent / "guest"
MODULES = ["virtio_pci", "virtio_console", "virtio_blk", "virtio_rng", "9p", "9pnet_virtio", "overlay"]
APPLETS = ["cp", "hostname", "insmod", "ln", "mkdir", "mount", "poweroff", "sh", "switch_root"]


def write(path, kernel, settings, command):
    """`settings`: shell variables for guest/init. `command`: the shell script that the machine is to run."""
    busybox = shutil.which("busybox")
    if not busybox:
        raise Unavailable("busybox is missing: dev/setup.sh test installs it")
    archive = Archive()
    for directory in "bin", "dev", "machine", "modules", "proc":
        archive.directory(directory)
    archive.device("dev/console", 5, 1)  # the kernel opens it before anything can be mounted
    archive.file("bin/busybox", pathlib.Path(busybox).read_bytes(), 0o755)
    for applet in APPLETS:
        archive.link(f"bin/{applet}", "busybox")
    modules = kernel.needed(MODULES)
    for number, module in enumerate(modules):
        archive.file(f"modules/{number:02}.ko", decompressed(module), 0o644)
    variables = "".join(f"{name}={shlex.quote(str(value))}\n" for name, value in settings.items())
    archive.file("machine/settings", variables.encode(), 0o644)
    archive.file("machine/command", command.encode(), 0o644)
    for name in "run", "machine.service":
        archive.file(f"machine/{name}", (GUEST / name).read_bytes(), 0o644)
    archive.file("init", (GUEST / "init").read_bytes(), 0o755)
    path.write_bytes(archive.end())


def decompressed(module):
    data = module.read_bytes()
    return lzma.decompress(data) if module.suffix == ".xz" else data


class Archive:
    """A cpio archive as the kernel reads it: `newc`, Documentation/driver-api/early-userspace/buffer-format.rst."""

    def __init__(self):
        self.data = bytearray()
        self.count = 0

    def directory(self, name):
        self.add(name, stat.S_IFDIR | 0o755)

    def device(self, name, major, minor):
        self.add(name, stat.S_IFCHR | 0o600, device=(major, minor))

    def file(self, name, data, mode):
        self.add(name, stat.S_IFREG | mode, data)

    def link(self, name, target):
        self.add(name, stat.S_IFLNK | 0o777, target.encode())

    def end(self):
        self.add("TRAILER!!!", 0)
        return bytes(self.data)

    def add(self, name, mode, data=b"", device=(0, 0)):
        self.count += 1
        fields = [self.count, mode, 0, 0, 1, 0, len(data), 0, 0, *device, len(name) + 1, 0]
        self.data += b"070701" + b"".join(b"%08X" % field for field in fields) + name.encode() + b"\0"
        self.pad()
        self.data += data
        self.pad()

    def pad(self):
        self.data += bytes(-len(self.data) % 4)
