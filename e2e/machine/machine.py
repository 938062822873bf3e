#!/usr/bin/env python3
"""A machine with Debian's current kernel and cgroup v2, emulated by QEMU, that runs one command as root.

    e2e/machine/machine.py [--init systemd] [--seconds 60] [--share DIRECTORY] … COMMAND…

It sees this host's files as they are, and what it changes is gone afterwards, except below the shared directory, which has
the same path inside. What the command prints comes out as it is printed. The exit status is the command's, 124 if it was not
done in time, 77 if there can be no machine here (the reason is the last line). There is no network but what the command makes. The
kernel loads its modules as usual.
"""

import argparse
import ctypes
import os
import pathlib
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import threading

import initramfs
import kernel
from kernel import Unavailable

QEMU = "qemu-system-x86_64"
# Quick rather than safe. Without a watchdog the emulated TSC is the clock; others cost an exit from the emulation each time.
KERNEL_ARGUMENTS = "console=ttyS0 quiet panic=-1 mitigations=off nokaslr audit=0 tsc=reliable no_timer_check fstab=no"
TIMED_OUT = 124


class Machine:
    """One machine for one command.

    `share`: a directory that the command may write to. `log`: a file for what the kernel and init say. `environment`: what
    the command finds set. `disk`: the size in MiB of an empty /dev/vda.
    """

    def __init__(self, init="none", memory=1024, processors=2, share=None, log=None, environment=None, disk=0):
        if not shutil.which(QEMU):
            raise Unavailable(f"{QEMU} is missing: dev/setup.sh test installs it")
        self.kernel = kernel.current()
        self.init, self.memory, self.processors, self.disk = init, memory, processors, disk
        self.share = pathlib.Path(share).resolve() if share else None
        self.log = log
        self.environment = environment or {}

    def run(self, command, seconds, output=None):
        """Runs a shell script for at most so many seconds, booting included; returns its exit status.

        `output`: takes the bytes that it prints, as they come; without it they go to this process's output.
        """
        with tempfile.TemporaryDirectory(prefix="starling-machine.", dir=os.environ.get("E2E_TMP")) as directory:
            place = pathlib.Path(directory)
            settings = {
                "INIT": self.init,
                "RELEASE": self.kernel.release,
                "MODULES": self.kernel.modules.resolve(),
                "SHARE": self.share or "",
            }
            initramfs.write(place / "initramfs", self.kernel, settings, self.script(command))
            ended = self.emulate(place, seconds, output or to_stdout)
            status = (place / "status").read_text().strip()
        if not ended:
            return TIMED_OUT
        if not status:
            raise RuntimeError(f"the machine ended before its command did{self.last_words()}")
        return int(status)

    def script(self, command):
        path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        variables = {"HOME": "/root", "PATH": path, **self.environment}
        lines = [f"export {name}={shlex.quote(str(value))}" for name, value in variables.items()]
        return "\n".join([*lines, f"cd {shlex.quote(os.getcwd())} || cd /", command, ""])

    def emulate(self, place, seconds, output):
        """Whether the machine ended in time."""
        reading, writing = os.pipe()
        command = self.command_line(place, writing)
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=2, pass_fds=[writing], preexec_fn=end_with_parent
        )
        os.close(writing)
        copier = threading.Thread(target=copy, args=(reading, output))
        copier.start()
        try:
            process.wait(timeout=seconds)
            return True
        except subprocess.TimeoutExpired:
            return False
        finally:
            process.kill()
            process.wait()
            copier.join()

    def command_line(self, place, output):
        command = [QEMU, "-machine", "q35", "-accel", "tcg,thread=multi", "-cpu", "max,la57=off"]
        command += ["-smp", self.processors, "-m", self.memory]
        command += ["-nodefaults", "-no-user-config", "-display", "none", "-no-reboot"]
        command += ["-kernel", self.kernel.image, "-initrd", place / "initramfs", "-append", KERNEL_ARGUMENTS]
        command += ["-serial", f"file:{self.log or place / 'console'}"]
        command += ["-device", "virtio-rng-pci", "-device", "virtio-serial-pci"]
        command += port(1, "output", f"/proc/self/fd/{output}") + port(2, "status", place / "status")
        command += shared("root", "/", "readonly=on")
        if self.share:
            command += shared("share", self.share, "readonly=off")
        if self.disk:
            with open(place / "disk", "wb") as file:
                file.truncate(self.disk << 20)
            command += ["-drive", f"if=virtio,format=raw,file={place / 'disk'}"]
        return [str(word) for word in command]

    def last_words(self):
        return f": see {self.log}" if self.log else ""


def port(number, name, path):
    """What is written to /dev/machine-NAME inside goes to the file."""
    device = f"virtserialport,nr={number},chardev={name},name={name}"
    return ["-chardev", f"file,id={name},path={path}", "-device", device]


def shared(name, path, access):
    return ["-virtfs", f"local,path={path},mount_tag={name},security_model=none,multidevs=remap,{access}"]


def end_with_parent():
    """So that no machine outlives a test that is killed."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def copy(source, output):
    with open(source, "rb", buffering=0) as file:
        while data := file.read(65536):
            output(data)


def to_stdout(data):
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--init", choices=["none", "systemd"], default="none", help="what is process 1 beside the command")
    parser.add_argument("--seconds", type=float, default=60, help="how long it may take, booting included")
    parser.add_argument("--share", metavar="DIRECTORY", help="a directory that the command may write to")
    parser.add_argument("--log", metavar="FILE", help="where to put what the kernel and init say")
    parser.add_argument("--memory", type=int, default=1024, metavar="MIB")
    parser.add_argument("--disk", type=int, default=0, metavar="MIB", help="the size of an empty /dev/vda")
    parser.add_argument("--env", action="append", default=[], metavar="NAME", help="an environment variable to pass on")
    parser.add_argument("command", nargs="+", help="one word: a shell script; more: a command and its arguments")
    options = parser.parse_args()
    command = options.command[0] if len(options.command) == 1 else shlex.join(options.command)
    try:
        machine = Machine(
            options.init, options.memory, share=options.share, log=options.log, disk=options.disk,
            environment={name: os.environ[name] for name in options.env if name in os.environ},
        )
        print(f"Booting {machine.kernel.version}", file=sys.stderr)
        return machine.run(command, options.seconds)
    except Unavailable as reason:
        print(reason)
        return 77


if __name__ == "__main__":
    sys.exit(main())
