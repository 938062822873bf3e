import Foundation

/// The processor seconds of the processes that this namespace has with one of these names.
func processorSeconds(ofAll names: Set<String>) throws -> Double {
    let processes = try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { Int32($0) }
    let named = processes.filter { process in
        let name = (try? String(contentsOfFile: "/proc/\(process)/comm", encoding: .utf8)) ?? ""
        return names.contains(name.trimmingCharacters(in: .newlines))
    }
    return try named.reduce(0) { $0 + (try processorSeconds(of: $1)) }
}

/// The processor seconds of a process's threads, to the nanosecond: `stat` counts in hundredths of a second, too coarse
/// for hundreds of processes that do little.
func processorSeconds(of process: Int32) throws -> Double {
    let threads = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")
    return try threads.reduce(0) { sum, thread in
        // A thread may end meanwhile.
        guard let text = try? String(contentsOfFile: "/proc/\(process)/task/\(thread)/schedstat", encoding: .utf8)
        else {
            return sum
        }
        guard let nanoseconds = text.split(separator: " ").first.flatMap({ Double($0) }) else {
            throw BenchError("/proc/\(process)/task/\(thread)/schedstat is not as expected")
        }
        return sum + nanoseconds / 1e9
    }
}
