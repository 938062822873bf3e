"""What the tests of containers share: the agent and the analyzer in the sandbox, and the program that does known work."""

import contextlib
import os
import pathlib
import shutil
import subprocess

from programs import Program, request, skip, wait  # noqa: F401, tests take all of them from here

ANALYZER_PORT = 6343
OWN_INDICES = range(100_000, 150_000)


def work_program():
    """The program that does known work, built without what its container would have to have."""
    compiler = shutil.which("clang") or shutil.which("gcc") or skip("needs clang, which comes with Swift, or gcc")
    program = pathlib.Path(os.environ["E2E_TMP"], "work")
    source = pathlib.Path(__file__).with_name("work.c")
    subprocess.run([compiler, "-O2", "-Wall", "-Wextra", "-Werror", "-static", "-o", program, source], check=True)
    return program


def analyzer():
    return Program("starling", "analyze", "--http", "127.0.0.1:8008", "--sflow", f"127.0.0.1:{ANALYZER_PORT}")


def agent(collector, runtimes="containers = on", polling=1, arguments=(), ports=()):
    """The agent, sending to the collector and to these ports, with these blocks of runtimes, or as it finds them."""
    directory = pathlib.Path(os.environ["E2E_TMP"])
    configuration = directory / "agent.conf"
    collectors = "\n".join(f"  collector {{ ip = 127.0.0.1 udpport = {port} }}" for port in (collector.port, *ports))
    configuration.write_text(
        f"sflow {{\n  agentIP = 192.0.2.1\n  polling = {polling}\n{collectors}\n  {runtimes}\n}}\n"
    )
    return Program("starling-agent", "-f", str(configuration), "--state", str(directory / "state"), *arguments)


class Complaints:
    """What was found to be wrong; a test goes on, to find the rest."""

    def __init__(self):
        self.lines = []

    def expect(self, condition, what):
        if not condition:
            self.lines.append(str(what))
        return condition

    def near(self, what, found, truth, share, allowance=0):
        """Within `share` of the truth, and `allowance` more."""
        print(f"{what}: {found} of {truth}")
        return self.expect(
            found is not None and abs(found - truth) <= truth * share + allowance, f"{what}: {found} instead of {truth}"
        )

    @contextlib.contextmanager
    def of(self, topic):
        """A part of the test: that it cannot go on does not stop the others."""
        try:
            yield
        except (SystemExit, OSError, LookupError, TypeError) as failure:
            self.lines.append(f"{topic}: {type(failure).__name__} {failure}")

    def status(self):
        """The test's; the first complaints are printed, as many often have one cause."""
        for line in self.lines[:20]:
            print(f"WRONG {line}")
        print(f"{len(self.lines)} complaints")
        return 1 if self.lines else 0
