import NetTypes

/// The host names by which collectors know workloads: the `hostname` of a `host_descr`, which has at most 64 bytes.
package enum CollectorName {
    /// Bytes that the structure holds.
    package static let limit = 64

    /// The name of a container or pod of Kubernetes, in the form that the kubelet gave to Docker's containers, which
    /// analyzers split at each `_`: `k8s_<container>_<pod>_<namespace>_<uid>_<attempt>`. The container of the pod itself is empty.
    ///
    /// What does not fit gives way in this order: the container, the UID (all but its first eight characters), the end of
    /// the pod's name and then of the namespace, in whose place a hash of the whole stands. The labels of the workload have
    /// it all. Characters that no DNS label has become `-`, so that there are always six fields.
    package static func kubernetes(
        container: String = "",
        pod: String,
        namespace: String,
        uid: String,
        attempt: UInt32
    ) -> String {
        let whole = KubernetesFields(
            container: label(container),
            pod: label(pod),
            namespace: label(namespace),
            uid: label(uid),
            attempt: attempt
        )
        let forms = [whole, whole.withoutContainer, whole.withShortUID, whole.withShortUID.withoutContainer]
        return (forms.first { $0.text.utf8.count <= limit } ?? whole.shortened(to: limit)).text
    }

    /// The name of any other workload. `isShared`: another one has the same name, so that the start of the `id` tells them
    /// apart. A workload without a name is called by its `id`.
    package static func plain(_ name: String, id: String, isShared: Bool = false) -> String {
        guard !name.isEmpty else { return cut(id, to: limit) }
        let suffix = isShared ? "." + cut(id, to: 12) : ""
        return cut(name, to: limit - suffix.utf8.count) + suffix
    }

    /// Letters, digits, `-` and `.` as they are.
    private static func label(_ text: String) -> String {
        String(
            decoding: text.utf8.map { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e: byte
                default: UInt8(ascii: "-")
                }
            },
            as: UTF8.self
        )
    }

    /// The start of a text: whole characters of at most `count` bytes in UTF-8.
    private static func cut(_ text: String, to count: Int) -> String {
        guard text.utf8.count > count else { return text }
        var bytes = text.utf8.prefix(count + 1)
        // The first byte that is left out must not be one that continues a character.
        while let last = bytes.popLast(), last & 0xc0 == 0x80 {}
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// What the name of a Kubernetes container is made of: ASCII without `_`.
private struct KubernetesFields {
    var container: String
    var pod: String
    var namespace: String
    var uid: String
    var attempt: UInt32

    var text: String { "k8s_\(container)_\(pod)_\(namespace)_\(uid)_\(attempt)" }

    var withoutContainer: KubernetesFields {
        var fields = self
        fields.container = ""
        return fields
    }

    var withShortUID: KubernetesFields {
        var fields = self
        fields.uid = String(uid.prefix(8))
        return fields
    }

    /// What the name of a pod keeps however long its namespace is: nine characters and a hash.
    private static let leastPod = 18

    func shortened(to limit: Int) -> KubernetesFields {
        var fields = withShortUID.withoutContainer
        let room = limit - (fields.text.utf8.count - pod.utf8.count - namespace.utf8.count)
        fields.namespace = hashed(namespace, to: room - min(pod.utf8.count, Self.leastPod))
        fields.pod = hashed(pod, to: room - fields.namespace.utf8.count)
        return fields
    }

    /// At most `count` characters, of which the last nine are `-` and a hash of the text where it is longer.
    private func hashed(_ text: String, to count: Int) -> String {
        guard text.utf8.count > count else { return text }
        return text.prefix(count - 9) + "-" + hexText(UInt64(nameHash(text.utf8)), digits: 8)
    }
}
