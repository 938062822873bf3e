import Glibc

/// The directories below the top of a hierarchy that are watched for groups that come and go in them.
struct WatchedTree: ~Copyable {
    let inotify = Inotify()
    /// At most so many: users may make groups too.
    private let limit: Int
    /// The watch of each path; negative: it has none.
    private var watches: [String: Int32] = [:]
    private var paths: [Int32: String] = [:]

    enum Addition { case watched, unwatched(errno: Int32), tooMany }

    init(limit: Int) { self.limit = limit }

    /// Whether something that is there is known only by looking again.
    var isIncomplete: Bool { watches.values.contains { $0 < 0 && $0 != -ENOENT } }

    /// Watches the group's `path`, whose directory is `directory`, if it does not yet. To be called before it is listed: what
    /// is made in between is told twice then, and never not at all.
    mutating func add(_ path: String, directory: String) -> Addition {
        guard watches.count < limit || watches[path] != nil else { return .tooMany }
        let watch = inotify.addDirectory(directory)
        watches[path] = watch
        if watch < 0 { return .unwatched(errno: -watch) }
        paths[watch] = path
        return .watched
    }

    /// The path of a directory's watch; `nil`: it is none of a directory, or has gone.
    func path(_ watch: Int32) -> String? { paths[watch] }

    /// The kernel has dropped the watch. Its path where that is not watched anew.
    mutating func dropped(_ watch: Int32) -> String? {
        guard let path = paths.removeValue(forKey: watch), watches[path] == watch else { return nil }
        watches[path] = nil
        return path
    }

    /// The directory is gone.
    mutating func forget(_ path: String) {
        guard let watch = watches.removeValue(forKey: path), watch >= 0 else { return }
        paths[watch] = nil
        inotify.remove(watch)
    }

    var count: Int { watches.count }

    /// Directories whose removal is not told.
    var unwatched: [String] { watches.filter { $0.value < 0 }.map(\.key) }
}
