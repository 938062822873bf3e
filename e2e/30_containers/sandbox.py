"""A world of its own for a test that runs container runtimes.

    if __name__ == "__main__":
        sys.exit(inside(main))

`main` runs in mount, network, PID and control group namespaces of its own, with an empty /run. What a runtime leaves
there (bridges, firewall rules, mounts, sockets, shims, containers) ends with them, also when the test is killed, and no
other runtime of the machine is seen. Needs root.
"""

import ctypes
import os
import pathlib
import signal
import subprocess
import sys
import time

MOUNTS, GROUPS, PROCESSES, NETWORK = 0x00020000, 0x02000000, 0x20000000, 0x40000000  # CLONE_NEW…, <linux/sched.h>
PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG, <linux/prctl.h>
HIERARCHIES = pathlib.Path("/sys/fs/cgroup")

libc = ctypes.CDLL(None, use_errno=True)


def skip(reason):
    print(reason)
    sys.exit(77)


def inside(main):
    """Runs `main` in the namespaces; its exit status."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended by SIGTERM"))
    if os.geteuid() != 0:
        skip("needs root, for namespaces and container runtimes")
    groups = [mount.make_group() for mount in mounted_hierarchies()]
    try:
        child = start(lambda: enter(main, groups))
        try:
            return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        finally:
            end(child)
    finally:
        for group in groups:
            remove(group)


def start(body):
    """A child that runs `body`, and ends when its parent does."""
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        libc.prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL)
        status = body()
    except SystemExit as exit_:
        status = exit_.code if isinstance(exit_.code, int) else print(exit_.code) or 1
    except BaseException:  # what a test raises is its result, and goes no further than this process
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status or 0)


def end(child):
    """Kills it, if it is still there, and with it whatever is in its namespace."""
    try:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    except (ProcessLookupError, ChildProcessError):
        pass


# The steps into the namespaces: in the groups, then in all namespaces, then as the child of their first process.


def enter(main, groups):
    for group in groups:
        (group / "cgroup.procs").write_text(str(os.getpid()))
    if libc.unshare(MOUNTS | GROUPS | PROCESSES | NETWORK) != 0:
        raise OSError(ctypes.get_errno(), "unshare")
    first = start(lambda: run_first(main))
    try:
        return os.waitstatus_to_exitcode(os.waitpid(first, 0)[1])
    finally:
        end(first)


def run_first(main):
    """The first process of a PID namespace takes in orphans; the namespace ends with it."""
    prepare()
    test = start(main)
    while True:
        child, status = os.wait()
        if child == test:
            return os.waitstatus_to_exitcode(status)


def prepare():
    hierarchies = mounted_hierarchies()
    for words in (
        ["--make-rslave", "/"],
        ["-t", "proc", "proc", "/proc"],
        ["-t", "sysfs", "sysfs", "/sys"],  # its class/net is that of the mounter's network namespace
        ["-t", "tmpfs", "-o", "mode=755", "tmpfs", "/run"],
    ):
        subprocess.run(["mount", *words], check=True)
    if len(hierarchies) > 1:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", HIERARCHIES], check=True)
    for hierarchy in hierarchies:
        hierarchy.mount()
    subprocess.run(["ip", "link", "set", "dev", "lo", "up"], check=True)


class Hierarchy:
    """A mounted control group hierarchy."""

    def __init__(self, path, version, options):
        self.path = pathlib.Path(path)
        self.version = version
        self.options = ",".join(word for word in options.split(",") if word not in ("rw", "relatime"))

    def make_group(self):
        """A group below the one that this process is in; in version 2 below the root, as only the root may have both
        processes and groups that are counted."""
        group = self.path / self.own_group() / f"starling-e2e-{os.getpid()}"
        group.mkdir()
        for name in ("cpuset.cpus", "cpuset.mems"):
            if self.version == "cgroup" and (group / name).exists():
                (group / name).write_text((group.parent / name).read_text())
        return group

    def own_group(self):
        for line in open("/proc/self/cgroup"):
            number, names, path = line.rstrip("\n").split(":", 2)
            if self.version == "cgroup" and names and set(names.split(",")) <= set(self.options.split(",")):
                return path.lstrip("/")
        return ""

    def mount(self):
        """Mounts it again, with the groups of this namespace alone."""
        self.path.mkdir(exist_ok=True)
        options = ["-o", self.options] if self.version == "cgroup" and self.options else []
        subprocess.run(["mount", "-t", self.version, *options, "cgroup", self.path], check=True)
        controllers = self.path / "cgroup.controllers"
        if self.version == "cgroup2" and controllers.read_text().split():
            (self.path / "test").mkdir()
            for process in (self.path / "cgroup.procs").read_text().split():
                (self.path / "test/cgroup.procs").write_text(process)
            enabled = " ".join(f"+{name}" for name in controllers.read_text().split())
            (self.path / "cgroup.subtree_control").write_text(enabled)


def mounted_hierarchies():
    mounts = [line.split() for line in open("/proc/self/mounts")]
    return [Hierarchy(words[1], words[2], words[3]) for words in mounts if words[2] in ("cgroup", "cgroup2")]


def remove(group):
    """Removes a group and those below it; the kernel may need a moment to see that their processes have ended."""
    for directory, _, _ in os.walk(group, topdown=False):
        for _ in range(100):
            try:
                os.rmdir(directory)
                break
            except OSError:
                time.sleep(0.05)
