/// The arguments of `starling dump` in the spellings that sflowtool takes beside ours: several letters in one word, a value
/// in the same word as its letter, `+v`, and of several outputs the last one.
package enum SflowtoolArguments {
    /// An option of sflowtool that is not here: one line that says what to do instead.
    package struct Refusal: Error, Equatable, CustomStringConvertible {
        package let description: String
    }

    /// Arguments that the parser of the command line understands.
    package static func normalized(_ arguments: some Collection<String>) throws(Refusal) -> [String] {
        var words = split(Array(arguments))
        if let refusal = words.lazy.compactMap(\.refusal).first { throw Refusal(description: refusal) }
        let outputs = words.indices.filter { words[$0].isOutput }
        for index in outputs.dropLast().reversed() { words.remove(at: index) }
        return words.flatMap(\.arguments)
    }

    /// An option with its value, or something else.
    private struct Word {
        var arguments: [String]
        var isOutput = false
        var refusal: String?
    }

    private static func split(_ arguments: [String]) -> [Word] {
        var words: [Word] = [], rest = arguments[...]
        while let argument = rest.popFirst() {
            if argument == "--" {
                words.append(Word(arguments: ["--"] + rest))
                break
            }
            if argument.hasPrefix("--") {
                words.append(long(argument, &rest))
            } else if argument.utf8.count > 1, let sign = argument.first, sign == "-" || sign == "+" {
                words += short(argument, &rest)
            } else {
                words.append(Word(arguments: [argument]))
            }
        }
        return words
    }

    private static func long(_ argument: String, _ rest: inout ArraySlice<String>) -> Word {
        let (name, value) = halves(argument.dropFirst(2))
        guard let option = DumpOption.all.first(where: { $0.names.contains(name) }) else {
            return Word(arguments: [argument])
        }
        return word(option, value, &rest)
    }

    private static func halves(_ text: Substring) -> (name: String, value: String?) {
        guard let equals = text.firstIndex(of: "=") else { return (String(text), nil) }
        return (String(text[..<equals]), String(text[text.index(after: equals)...]))
    }

    /// The options whose letters are in a word; behind one that takes a value, the rest of the word is that.
    private static func short(_ argument: String, _ rest: inout ArraySlice<String>) -> [Word] {
        if argument.first == "+", argument != "+4", !argument.hasPrefix("+v") { return [Word(arguments: [argument])] }
        var letters = argument.dropFirst(), words: [Word] = []
        if argument.first == "+" { letters = (argument == "+4" ? "A" : "V") + letters.dropFirst() }
        while let letter = letters.popFirst() {
            guard let option = DumpOption.all.first(where: { $0.letter == letter }) else {
                words.append(Word(arguments: ["-\(letter)"]))
                continue
            }
            var value: String?
            if option.takesValue, !letters.isEmpty {
                value = String(letters)
                letters = ""
            }
            words.append(word(option, value, &rest))
        }
        return words
    }

    /// In one word with its value, so that the parser takes `-` and whatever else begins with a hyphen for that.
    private static func word(
        _ option: DumpOption,
        _ value: String?,
        _ rest: inout ArraySlice<String>
    ) -> Word {
        let name = "--" + option.names[0], text = value.map { "\(name)=\($0)" } ?? name
        guard option.takesValue, value == nil, let next = rest.popFirst() else {
            return Word(arguments: [text], isOutput: option.isOutput, refusal: option.refusal)
        }
        return Word(arguments: ["\(text)=\(next)"], isOutput: option.isOutput, refusal: option.refusal)
    }
}
