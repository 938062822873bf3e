import DatagramPrinting
import NetTypes
import SFlow
import XDR

/// Where a datagram is from.
struct DatagramOrigin: Sendable {
    var arrival: Arrival
    var source: SocketAddress
    var destination: SocketAddress
}

/// Shows datagrams, into memory until they are written out.
protocol DatagramOutput: ~Copyable {
    /// Shows a datagram as far as it can be read; returns what was wrong with it.
    mutating func show(_ datagram: RawSpan, _ origin: DatagramOrigin) -> DatagramFault?

    /// Bytes that are to be written.
    var pending: Int { get }

    /// Writes them.
    mutating func flush(to file: borrowing OutputFile) throws(OutputError)

    /// Adds what belongs to the end.
    mutating func finish()

    /// What could not be shown, a line each.
    var notes: [String] { get }
}

extension DatagramOutput where Self: ~Copyable {
    mutating func finish() {}
    var notes: [String] { [] }
}

/// Which samples are shown: those that it returns true for, asked with a reader that stands before their records.
typealias SampleChoice = (Sample, DatagramReader) -> Bool

/// Text, lines for grep, JSON, or values of chosen fields.
struct PrintedOutput: DatagramOutput, ~Copyable {
    private var printer: DatagramPrinter
    private let accepts: SampleChoice?

    init(_ printer: consuming DatagramPrinter, _ accepts: SampleChoice?) {
        self.printer = printer
        self.accepts = accepts
    }

    mutating func show(_ datagram: RawSpan, _ origin: DatagramOrigin) -> DatagramFault? {
        printer.print(datagram, origin.arrival, where: accepts)
    }

    var pending: Int { printer.bytes.byteCount }

    mutating func flush(to file: borrowing OutputFile) throws(OutputError) {
        try file.write(printer.bytes)
        printer.removeAll()
    }
}

/// Lines of comma-separated values.
struct LineOutput: DatagramOutput, ~Copyable {
    private var printer = LinePrinter()
    private let accepts: SampleChoice?

    init(_ accepts: SampleChoice?) { self.accepts = accepts }

    mutating func show(_ datagram: RawSpan, _ origin: DatagramOrigin) -> DatagramFault? {
        printer.print(datagram, where: accepts)
    }

    var pending: Int { printer.bytes.byteCount }

    mutating func flush(to file: borrowing OutputFile) throws(OutputError) {
        try file.write(printer.bytes)
        printer.removeAll()
    }
}

/// Shows nothing and reads nothing.
struct NoOutput: DatagramOutput, ~Copyable {
    mutating func show(_ datagram: RawSpan, _ origin: DatagramOrigin) -> DatagramFault? { nil }
    var pending: Int { 0 }
    mutating func flush(to file: borrowing OutputFile) throws(OutputError) {}
}
