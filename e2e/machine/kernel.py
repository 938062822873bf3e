"""Debian's current kernel, taken out of its package into a cache; it is never installed."""

import os
import pathlib
import re
import shutil
import subprocess
import tempfile

CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache", "starling", "kernel")
# The package that depends on the current one. The "cloud" kernel would be smaller, but has no 9p.
NEWEST = "linux-image-amd64"
# Hardware that the machine does not have: three quarters of the package.
LEFT_OUT = ["sound", *(f"drivers/{name}" for name in ("gpu", "infiniband/hw", "media", "net/ethernet", "net/wireless", "scsi"))]


class Unavailable(Exception):
    """The machine cannot be had here; says why, and what would help."""


class Kernel:
    """An extracted kernel: its release as `uname -r` says it, its image, its modules."""

    def __init__(self, directory):
        self.directory = directory
        self.modules = next(directory.glob("lib/modules/*"))
        self.release = self.modules.name
        self.image = directory / "boot" / f"vmlinuz-{self.release}"
        self.version = directory.name

    def needed(self, names):
        """The files of these modules and of what they depend on, in the order of loading."""
        dependencies = {}
        for line in (self.modules / "modules.dep").read_text().splitlines():
            file, others = line.split(":")
            dependencies[re.sub(r"\.ko.*", "", pathlib.Path(file).name).replace("-", "_")] = [*reversed(others.split()), file]
        files = [file for name in names for file in dependencies[name]]
        return [self.modules / file for file in dict.fromkeys(files)]


def current():
    """The newest kernel that Debian has now or, where there is no network, that the cache has."""
    if not shutil.which("apt-get") or not shutil.which("dpkg"):
        raise Unavailable("the kernel comes from a Debian package, and this is not Debian")
    if not shutil.which("depmod"):
        raise Unavailable("depmod is missing: dev/setup.sh test installs it")
    kept = sorted((path for path in CACHE.glob("linux-image-*") if path.is_dir()), key=lambda path: path.stat().st_mtime)
    name = newest([])
    if name and CACHE / name in kept:
        return Kernel(CACHE / name)
    problem = "the package lists do not name one" if not name else None
    with tempfile.TemporaryDirectory(prefix="starling-apt.") as lists:
        # What the system knows may be too old to be downloaded still; the lists can be had without being root.
        for options in [], apt_options(pathlib.Path(lists)):
            try:
                return fetch(options)
            except Unavailable as error:
                problem = problem or str(error)
    if kept:
        print(f"The current kernel cannot be had ({problem}); an older one is taken from {CACHE}.")
        return Kernel(kept[-1])
    raise Unavailable(f"no kernel to boot: {problem}")


def fetch(options):
    if options:
        run(["apt-get", "-qq", *options, "update"])
    name = newest(options)
    if not name:
        raise Unavailable(f"the package lists do not name what {NEWEST} depends on")
    directory = CACHE / name
    if not directory.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE) as temporary:
            extract(name, options, pathlib.Path(temporary))
            replace(pathlib.Path(temporary), directory)
    return Kernel(directory)


def newest(options):
    """The current package as `name=version`, or nothing."""
    command = ["apt-cache", *options, "show", "--no-all-versions", NEWEST]
    shown = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(r"^Depends: (linux-image-\S+) \(= (\S+?)\)", shown.stdout, re.MULTILINE)
    return f"{found[1]}={found[2]}" if found else None


def extract(name, options, directory):
    print(f"Fetching Debian's kernel {name} into {CACHE}")
    run(["apt-get", "-qq", *options, "download", name], cwd=directory)
    package = next(directory.glob("*.deb"))
    run(["dpkg", "-x", package, directory])
    package.unlink()
    modules = next(directory.glob("lib/modules/*"))
    for part in LEFT_OUT:
        shutil.rmtree(modules / "kernel" / part, ignore_errors=True)
    run(["depmod", "-b", directory, modules.name])


def replace(temporary, directory):
    """What is in `temporary` becomes `directory`, at once; older kernels go."""
    older = list(CACHE.glob("linux-image-*"))
    try:
        whole = temporary / "kernel"
        whole.mkdir()
        for part in "boot", "lib":
            (temporary / part).rename(whole / part)
        whole.rename(directory)
    except OSError:
        if not directory.exists():  # else another has been quicker
            raise
    for path in older:
        if path != directory:
            shutil.rmtree(path, ignore_errors=True)


def apt_options(directory):
    """Package lists of our own, beside the system's."""
    (directory / "partial").mkdir()
    return [f"-oDir::State::Lists={directory}", "-oDir::Cache::pkgcache=", "-oDir::Cache::srcpkgcache=", "-oDebug::NoLocking=1"]


def run(command, **options):
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines() or [f"exit status {done.returncode}"]
        raise Unavailable(f"{command[0]} failed: {lines[-1]}")
