import Fuzzing
import SFlow

// Prints what comes as `starling dump` would: every sample, every record, every field.

fuzz { input in
    for style in [PrintStyle.text, .json] {
        var printer = DatagramPrinter(style: style)
        if printer.print(input) == nil {
            precondition(!printer.bytes.isEmpty, "a datagram without a fault was not printed")
        }
    }
}
