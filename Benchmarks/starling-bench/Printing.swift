import DatagramPrinting
import NetTypes
import SFlow

/// Time per flow sample and allocations per datagram of what `starling dump` prints, one thread, in memory.
extension DataPlane {
    func printing(into report: inout Report) throws {
        let lines = try Cost.perItem(of: samples, runs: runs, printLines)
        add("print lines", lines, &report)
        for (name, style) in [
            ("print text", PrintStyle.text), ("print JSON", .json),
            ("print typed JSON", PrintStyle(.json, isTyped: true)),
        ] {
            add(name, try Cost.perItem(of: samples, runs: runs) { try print(style) }, &report)
        }
        add("print chosen fields", try Cost.perItem(of: samples, runs: runs, printFields), &report)
    }

    private func add(_ name: String, _ cost: Cost, _ report: inout Report) {
        report.add("printing", name, cost.nanoseconds, "ns a sample")
        let perDatagram = cost.allocations * Double(Traffic.samplesPerDatagram)
        report.add("printing", "\(name): allocations", perDatagram, "a datagram")
    }

    private func printLines() throws {
        var printer = LinePrinter()
        load.forEachDatagram { datagram in
            printer.print(datagram)
            if printer.bytes.byteCount > 1 << 16 { printer.removeAll() }
        }
    }

    private func print(_ style: PrintStyle) throws {
        var printer = DatagramPrinter(style: style)
        print(&printer)
    }

    private func printFields() throws {
        var printer = DatagramPrinter(fields: ["agent", "srcIP", "dstIP", "sampledPacketSize"])
        print(&printer)
    }

    private func print(_ printer: inout DatagramPrinter) {
        load.forEachDatagram { datagram in
            printer.print(datagram, .captured(at: 1_700_000_000_000_000_000))
            if printer.bytes.byteCount > 1 << 16 { printer.removeAll() }
        }
    }
}
