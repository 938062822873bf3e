/// A controller whose files are read. In version 2 all of them are in one hierarchy.
enum Controller: Int, CaseIterable {
    // The first that is there is the one whose directories are watched.
    case cpuacct, cpu, memory, pids, blkio, cpuset

    var name: String { "\(self)" }
}
