import Agent

/// What the forms of directories' names say; runtimes choose them, systemd's when they make groups through it (scopes).
///
///     /docker/ID   /kubepods/burstable/podUID/ID   /k8s.io/ID        made by the runtime itself
///     /system.slice/docker-ID.scope                                   made by systemd
///     /kubepods.slice/…/kubepods-burstable-podUID.slice/cri-containerd-ID.scope
///     /machine.slice/libpod-ID.scope   /libpod_parent/libpod-ID       podman; in user.slice/… without root
///     /system.slice/containerd.service/kubepods-podUID.slice:cri-containerd:ID    systemd's form without systemd
extension GroupName {
    /// The longest name of a directory and the longest path that are looked at.
    static let maximumNameBytes = 255, maximumPathBytes = 2048

    /// The workload whose group is the directory `name` below the path `parent`; `nil` where it is none.
    init?(_ name: String, below parent: String, services: Bool) {
        let path = (parent == "/" ? "" : parent) + "/" + name
        guard name.utf8.count <= Self.maximumNameBytes, path.utf8.count <= Self.maximumPathBytes else { return nil }
        if let (runtime, id, slice) = containerParts(name) {
            let parents = parent.split(separator: "/")
            self.init(
                runtime: runtime ?? runtimeOfParent(parents.last),
                id: id,
                podUID: slice.flatMap(kubernetesUID(ofSlice:)) ?? kubernetesUID(parents),
                path: path
            )
        } else if services, name.utf8.count > 8, name.hasSuffix(".service"), isInSystemSlice(parent) {
            self.init(runtime: .systemd, id: name, path: path)
        } else {
            return nil
        }
    }
}

private let prefixes: [(text: String, runtime: Runtime)] = [
    ("docker", .docker), ("cri-containerd", .containerd), ("nerdctl", .containerd), ("crio", .crio),
    ("libpod", .podman),
]

/// The runtime, the container's id and the slice where the name has one.
private func containerParts(_ name: String) -> (Runtime?, id: String, slice: Substring?)? {
    if isContainerID(name[...]) { return (nil, name, nil) }
    let colons = name.split(separator: ":", omittingEmptySubsequences: false)
    if colons.count == 3, isContainerID(colons[2]) {
        return (prefixes.first { $0.text == colons[1] }?.runtime, String(colons[2]), colons[0])
    }
    let stem = name.hasSuffix(".scope") ? name.dropLast(6) : name[...]
    for prefix in prefixes where stem.hasPrefix(prefix.text + "-") {
        // What keeps a container company has a further word before the id: crio-conmon-ID.
        let id = stem.dropFirst(prefix.text.count + 1)
        if isContainerID(id) { return (prefix.runtime, String(id), nil) }
    }
    return nil
}

private func isContainerID(_ text: Substring) -> Bool {
    text.utf8.count == 64 && text.utf8.allSatisfy { 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 }
}

/// Runtimes' own parents of groups whose names are nothing but an id.
private func runtimeOfParent(_ parent: Substring?) -> Runtime? {
    switch parent {
    case "docker": .docker
    case "k8s.io", "default": .containerd
    default: nil
    }
}

private func isInSystemSlice(_ parent: String) -> Bool {
    let parents = parent.split(separator: "/")
    return parents.first == "system.slice" && parents.allSatisfy { $0.hasSuffix(".slice") }
}

/// Of the nearest pod's group among `parents`.
private func kubernetesUID(_ parents: [Substring]) -> String? {
    for (index, parent) in parents.enumerated().reversed() {
        if let uid = kubernetesUID(ofSlice: parent) { return uid }
        if parent.hasPrefix("pod"), parents[..<index].contains(where: { $0.hasPrefix("kubepods") }) {
            if let uid = kubernetesUID(parent.dropFirst(3)) { return uid }
        }
    }
    return nil
}

/// systemd takes the dash for a step down, so that the UID has underscores there.
private func kubernetesUID(ofSlice name: Substring) -> String? {
    guard name.hasSuffix(".slice") else { return nil }
    let words = name.dropLast(6).split(separator: "-", omittingEmptySubsequences: false)
    guard words.contains("kubepods"), let last = words.last, last.hasPrefix("pod") else { return nil }
    return kubernetesUID(last.dropFirst(3)[...]).map { String($0.map { $0 == "_" ? "-" : $0 }) }
}

/// A UUID, or of a static pod a hash.
private func kubernetesUID(_ text: Substring) -> String? {
    let isUsual = text.utf8.allSatisfy {
        0x30...0x39 ~= $0 || 0x61...0x7a ~= $0 || 0x41...0x5a ~= $0 || $0 == 0x2d || $0 == 0x5f
    }
    return isUsual && 1...64 ~= text.utf8.count ? String(text) : nil
}
