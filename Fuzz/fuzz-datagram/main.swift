import DatagramPrinting
import Fuzzing
import JSON
import SFlow

// Prints what comes as `starling dump` would: every sample, every record, every field, in every style. What is wrong with
// a datagram does not depend on the style, and JSON is JSON whatever the names in it are.

func printed(_ input: RawSpan, _ printer: consuming DatagramPrinter) -> (DatagramFault?, String) {
    let fault = printer.print(input, .captured(at: 1_700_000_000_000_000_000))
    return (fault, printer.text)
}

func check(_ input: RawSpan, _ style: PrintStyle, _ expected: DatagramFault?) {
    let (fault, text) = printed(input, DatagramPrinter(style: style))
    precondition(fault == expected, "a style makes a difference to what is wrong")
    guard style.form == .json || style.form == .indentedJSON, !text.isEmpty else { return }
    let limits = JSONLimits(bytes: 1 << 28, depth: 32, values: 1 << 24)
    precondition((try? JSONValue(text, limits: limits)) != nil, "what was printed is no JSON")
}

fuzz { input in
    let (fault, text) = printed(input, DatagramPrinter())
    precondition(fault != nil || !text.isEmpty, "a datagram without a fault was not printed")
    for style in [PrintStyle(.grep), .json, PrintStyle(.json, isTyped: true), PrintStyle(.indentedJSON)] {
        check(input, style, fault)
    }
    precondition(printed(input, DatagramPrinter(fields: ["agent", "srcIP", "hostname", "adaptor_0_MAC_0"])).0 == fault)
    var lines = LinePrinter()
    let isDamaged = lines.print(input) != nil
    precondition(!isDamaged || fault != nil, "a line printer finds a fault that is none")
}
