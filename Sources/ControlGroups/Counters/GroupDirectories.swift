import Glibc

/// The directories of one group in all hierarchies, held open: what is read through them is of this group and of no later
/// one with the same path.
struct GroupDirectories: ~Copyable {
    private var descriptors = InlineArray<6, Int32>(repeating: -1)
    /// The system has refused a descriptor: this process, or the system, has too many.
    private(set) var isShort = false

    deinit { for index in descriptors.indices where descriptors[index] >= 0 { close(descriptors[index]) } }

    /// Opens the group's directory in a hierarchy if it is not open yet, as some are made a little later than others.
    mutating func open(_ place: Int, _ path: @autoclosure () -> String, _ budget: DescriptorBudget) -> Bool {
        if descriptors[place] >= 0 { return true }
        let descriptor = unsafe Glibc.open(path(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if descriptor < 0 { note(errno) }
        descriptors[place] = budget.kept(descriptor)
        if descriptor >= 0, descriptors[place] < 0 { note(EMFILE) }
        return descriptors[place] >= 0
    }

    /// Reads a file of the group. How many bytes; `nil`: there is none.
    mutating func read(_ place: Int, _ file: String, _ buffer: inout [UInt8]) -> Int? {
        guard descriptors[place] >= 0 else { return nil }
        let descriptor = unsafe openat(descriptors[place], file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            note(errno)
            return nil
        }
        defer { close(descriptor) }
        return readAll(descriptor, &buffer)
    }

    private mutating func note(_ code: Int32) { if code == EMFILE || code == ENFILE { isShort = true } }
}
