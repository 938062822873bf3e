"""A collector that keeps what agents say of containers, with a reader of its own for the structures."""

import socket
import struct
import threading
import time

RUNNING, PAUSED, ENDED, OUT_OF_MEMORY = 1, 3, 5, 6  # states of 0:2101, as libvirt numbers them


class Reader:
    """Bytes in the order of XDR."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, length):
        end = self.at + length
        if end > len(self.data):
            raise ValueError(f"{length} bytes wanted at {self.at} of {len(self.data)}")
        part, self.at = self.data[self.at : end], end
        return part

    def words(self, format_):
        return struct.unpack(f">{format_}", self.take(struct.calcsize(f">{format_}")))

    def word(self):
        return self.words("I")[0]

    def opaque(self):
        length = self.word()
        part = self.take(length)
        self.take(-length % 4)
        return part

    def text(self):
        return self.opaque().decode()

    def rest(self):
        return len(self.data) - self.at


def host_description(reader):
    name, uuid = reader.text(), reader.take(16).hex()
    machine, system = reader.words("II")
    return {"name": name, "uuid": uuid, "machine": machine, "system": system, "release": reader.text()}


def adapters(reader):
    result = []
    for _ in range(reader.word()):
        index, count = reader.words("II")
        result.append((index, [reader.take(8)[:6].hex(":") for _ in range(count)]))
    return result


def fixed(format_, *names):
    return lambda reader: dict(zip(names, reader.words(format_), strict=True))


RECORDS = {
    2000: host_description,
    2001: adapters,
    2002: lambda reader: reader.words("II"),
    2100: fixed("IIQQI", "mhz", "cpus", "memory", "free", "domains"),
    2101: fixed("III", "state", "cpuTime", "cpus"),
    2102: fixed("QQ", "memory", "limit"),
    2103: fixed("QQQIQIQI", "capacity", "allocation", "available", "reads", "bytesRead", "writes", "bytesWritten", "errors"),
    2104: fixed("QIIIQIII", *(f"{what}{way}" for way in ("In", "Out") for what in ("bytes", "packets", "errors", "drops"))),
}
METRIC_FORMATS = {1: "I", 2: "Q", 3: "I", 4: "Q", 5: "f", 6: "d"}
COUNTERS, EXPANDED_COUNTERS, METRICS = 2, 4, 4300 << 12 | 1002
RECEIVE_BUFFER_FORCE = 33  # SO_RCVBUFFORCE, <asm-generic/socket.h>


class Sample:
    """What one sample says of a data source: `records` by format, or `metrics` by name."""

    def __init__(self, source):
        self.time = time.monotonic()
        self.source, self.records, self.metrics = source, {}, {}

    def __repr__(self):
        return f"{self.source} {self.records or self.metrics}"

    @property
    def state(self):
        return self.records.get(2101, {}).get("state")


def counters_sample(reader, is_expanded):
    reader.word()  # sequence number
    source = reader.words("II") if is_expanded else divmod(reader.word(), 1 << 24)
    sample = Sample(tuple(source))
    for _ in range(reader.word()):
        format_ = reader.word()
        record = Reader(reader.opaque())
        if format_ in RECORDS:
            sample.records[format_] = RECORDS[format_](record)
            if record.rest():
                raise ValueError(f"{record.rest()} bytes more than 0:{format_} has")
    return sample


def metrics_sample(reader):
    kind, _, index = reader.text().partition(".")
    sample = Sample((int(kind), int(index)) if kind.isdigit() and index.isdigit() else (kind, index))
    for _ in range(reader.word()):
        name, type_ = reader.text(), reader.word()
        if name in sample.metrics:
            raise ValueError(f"{name} twice")
        sample.metrics[name] = reader.words(METRIC_FORMATS[type_])[0] if type_ else reader.text()
    return sample


def samples(datagram):
    reader = Reader(datagram)
    version, family = reader.words("II")
    if version != 5:
        raise ValueError(f"version {version}")
    reader.take(4 if family == 1 else 16)
    reader.words("III")  # sub-agent, sequence number, uptime
    for _ in range(reader.word()):
        type_ = reader.word()
        body = Reader(reader.opaque())
        if type_ in (COUNTERS, EXPANDED_COUNTERS):
            yield counters_sample(body, type_ == EXPANDED_COUNTERS)
        elif type_ == METRICS:
            yield metrics_sample(body)


class Seen:
    """What was said of one workload, in order."""

    def __init__(self, source):
        self.source, self.samples = source, []

    @property
    def counters(self):
        return [sample for sample in self.samples if sample.records]

    @property
    def metrics(self):
        return [sample.metrics for sample in self.samples if sample.metrics]

    @property
    def state(self):
        return self.counters[-1].state if self.counters else None

    @property
    def name(self):
        return self.counters[-1].records.get(2000, {}).get("name")

    @property
    def ends(self):
        """The final counters samples."""
        return [sample for sample in self.counters if sample.state in (ENDED, OUT_OF_MEMORY)]

    @property
    def farewells(self):
        """The metrics that say how it ended. An exit code that the runtime tells late comes with them once more."""
        return [metrics for metrics in self.metrics if "vir_complete" in metrics]

    @property
    def ended_once(self):
        codes = ["vir_exit_code" in metrics for metrics in self.farewells]
        return len(self.ends) == 1 and codes in ([True], [False], [False, True])

    def latest(self, format_):
        return next((s.records[format_] for s in reversed(self.counters) if format_ in s.records), None)

    def known(self):
        """The latest value of each metric."""
        result = {}
        for metrics in self.metrics:
            result.update(metrics)
        return result


class Collector:
    """Receives while the block runs."""

    def __init__(self):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.setsockopt(socket.SOL_SOCKET, RECEIVE_BUFFER_FORCE, 16 << 20)
        self.socket.bind(("127.0.0.1", 0))
        self.socket.settimeout(0.2)
        self.port = self.socket.getsockname()[1]
        self.lock = threading.Lock()
        self.everything, self.broken, self.is_open = [], [], True
        self.thread = threading.Thread(target=self.receive)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.is_open = False
        self.thread.join()

    def receive(self):
        while self.is_open:
            try:
                datagram = self.socket.recv(65536)
            except TimeoutError:
                continue
            try:
                found = list(samples(datagram))
            except (ValueError, KeyError, struct.error) as error:
                self.broken.append(f"{error}: {datagram.hex()}")
                continue
            with self.lock:
                self.everything += found

    def forget(self):
        """Starts over, as a collector that was just started."""
        with self.lock:
            self.everything.clear()

    def host(self):
        """What was said of the host."""
        result = Seen((2, 1))
        with self.lock:
            result.samples = [sample for sample in self.everything if sample.source == (2, 1)]
        return result

    def workloads(self):
        """What was said of workloads, by UUID. One may have the data source of another that has ended; metrics belong to
        the counters that come with them, or to those before."""
        seen, metrics, owners = {}, {}, {}
        with self.lock:
            for sample in self.everything:
                if sample.source[0] != 3:
                    continue
                if sample.metrics:
                    if sample.source in metrics:
                        self.give(seen, owners.get(sample.source), metrics[sample.source])
                    metrics[sample.source] = sample
                else:
                    owner = owners[sample.source] = sample.records[2000]["uuid"]
                    self.give(seen, owner, metrics.pop(sample.source, None), sample)
        for source, sample in metrics.items():
            self.give(seen, owners.get(source), sample)
        return seen

    @staticmethod
    def give(seen, owner, *found):
        for sample in found:
            if sample and owner:
                seen.setdefault(owner, Seen(sample.source)).samples.append(sample)

    def of(self, container):
        """What was said of a container, by Docker's or podman's identifier."""
        return self.workloads().get(container[:32]) or Seen(None)
