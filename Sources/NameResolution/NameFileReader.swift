import Enrichment
import Glibc
import Synchronization

/// Something to be told about a file.
package struct NameFileNotice: Equatable, Sendable {
    package enum Weight: Sendable {
        /// It was read.
        case read
        /// A file that would have been used is not there or not usable, but nobody has asked for it.
        case missing
        /// What was asked for cannot be had.
        case problem
    }

    package var weight: Weight
    package var text: String
}

/// Reads the files that name addresses into `NameSources`, and again when they change. What cannot be read is told once for
/// each change, and what was read before stays in force.
package final class NameFileReader: Sendable {
    private let settings: NameFileSettings
    private let sources: NameSources
    private let marks = Mutex<[Kind: [String: FileMark?]]>([:])

    /// What files are for.
    private enum Kind: CaseIterable { case country, autonomousSystems, vendors, ports }

    package init(_ settings: NameFileSettings, into sources: NameSources) {
        self.settings = settings
        self.sources = sources
    }

    /// Reads what is new or has changed since the last time. Meant for one thread at a time; takes as long as disks do.
    package func refresh() -> (hasChanged: Bool, notices: [NameFileNotice]) {
        var hasChanged = false, notices: [NameFileNotice] = []
        for kind in Kind.allCases {
            let files = files(of: kind)
            guard !files.isEmpty else { continue }
            let found = Dictionary(files.map { ($0, FileMark($0)) }, uniquingKeysWith: { first, _ in first })
            guard marks.withLock({ $0[kind] }) != found else { continue }
            do throws(FileProblem) {
                notices.append(NameFileNotice(weight: .read, text: try read(kind, files)))
                hasChanged = true
            } catch {
                notices.append(notice(kind, error))
            }
            marks.withLock { $0[kind] = found }
        }
        return (hasChanged, notices)
    }

    private func files(of kind: Kind) -> [String] {
        switch kind {
        case .country: settings.country.isEmpty ? [] : [settings.country]
        case .autonomousSystems: settings.autonomousSystems.isEmpty ? [] : [settings.autonomousSystems]
        case .vendors: vendorFiles(settings.vendors)
        case .ports: settings.ports.isEmpty ? [] : [settings.ports]
        }
    }

    private func notice(_ kind: Kind, _ problem: FileProblem) -> NameFileNotice {
        let defaults = NameFileSettings()
        let (what, isDefault) =
            switch kind {
            case .country: ("countries of addresses are", false)
            case .autonomousSystems: ("autonomous systems of addresses are", false)
            case .vendors: ("vendors of MAC addresses are", settings.vendors == defaults.vendors)
            case .ports: ("names of ports are", settings.ports == defaults.ports)
            }
        let state = isKnown(kind) ? "what they were" : "not known"
        return NameFileNotice(weight: isDefault ? .missing : .problem, text: "\(what) \(state): \(problem)")
    }

    private func isKnown(_ kind: Kind) -> Bool {
        let files = sources.current
        return switch kind {
        case .country: files.country != nil
        case .autonomousSystems: files.autonomousSystem != nil
        case .vendors: files.vendors != nil
        case .ports: files.ports != nil
        }
    }

    private func read(_ kind: Kind, _ files: [String]) throws(FileProblem) -> String {
        switch kind {
        case .country:
            let database = try maxMind(files[0])
            sources.update { $0.country = database }
            return "countries: \(database.type), made \(database.made.dateText), \(files[0])"
        case .autonomousSystems:
            let database = try maxMind(files[0])
            sources.update { $0.autonomousSystem = database }
            return "autonomous systems: \(database.type), made \(database.made.dateText), \(files[0])"
        case .vendors:
            let vendors = try vendorNames(files)
            sources.update { $0.vendors = vendors }
            return "vendors of MAC addresses: \(vendors.count)"
        case .ports:
            let ports = PortNames(try bytes(files[0]))
            sources.update { $0.ports = ports }
            return "names of ports: \(ports.count)"
        }
    }

    private func bytes(_ path: String) throws(FileProblem) -> [UInt8] {
        do throws(FileProblem) {
            return try contents(of: path).bytes
        } catch {
            throw FileProblem("\(path): \(error)")
        }
    }

    private func maxMind(_ path: String) throws(FileProblem) -> MaxMindDatabase {
        let bytes = try bytes(path)
        do throws(MaxMindError) {
            return try MaxMindDatabase(bytes)
        } catch {
            throw FileProblem("\(path): \(error)")
        }
    }

    private func vendorNames(_ paths: [String]) throws(FileProblem) -> VendorNames {
        var files = VendorFiles()
        for path in paths where files.take(try bytes(path)) == 0 {
            throw FileProblem("\(path): no assignments of the IEEE are in it")
        }
        return files.finish()
    }
}

/// The files of a list or, for a folder, those that Debian's package ieee-data keeps there: the comma-separated ones or else
/// the texts. A folder without any is asked for its first.
private func vendorFiles(_ setting: String) -> [String] {
    setting.split(separator: ",").flatMap { part -> [String] in
        let path = String(part)
        guard isFolder(path) else { return [path] }
        let files = ["oui", "mam", "oui36", "iab"].compactMap { (name: String) -> String? in
            let candidates: [String] = ["csv", "txt"].map { (end: String) -> String in "\(path)/\(name).\(end)" }
            return candidates.first { access($0, F_OK) == 0 }
        }
        return files.isEmpty ? ["\(path)/oui.csv"] : files
    }
}

private func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

extension Int {
    /// Of seconds since 1970: `2026-01-31`.
    fileprivate var dateText: String {
        var seconds = time_t(self), parts = tm()
        guard gmtime_r(&seconds, &parts) != nil else { return "at no known time" }
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
    }
}
