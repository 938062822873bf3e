import Testing

@testable import Workloads

@Suite struct CollectorNameTests {
    private static let uid = "8d5f1b2c-3e4a-4f6b-9c7d-0e1f2a3b4c5d"

    @Test(
        arguments: [
            // Everything fits, to the last byte.
            ("web", "web-0", "default", "k8s_web_web-0_default_\(uid)_1"),
            ("", "web-0", "default", "k8s__web-0_default_\(uid)_1"),
            ("web", "web-012345", "prod12", "k8s_web_web-012345_prod12_\(uid)_1"),
            // One byte more: without the container.
            ("web", "web-012345", "prod123", "k8s__web-012345_prod123_\(uid)_1"),
            // The pod and its namespace are worth more than the end of the UID, and then so is the container.
            ("web", "web-7c5ddbdf54-x2kfq", "default", "k8s_web_web-7c5ddbdf54-x2kfq_default_8d5f1b2c_1"),
            ("", "coredns-668d6bf9bc-4kq7x", "kube-system", "k8s__coredns-668d6bf9bc-4kq7x_kube-system_8d5f1b2c_1"),
            (
                "config-reloader-sidecar", "prometheus-stack-operator-0", "monitoring",
                "k8s__prometheus-stack-operator-0_monitoring_8d5f1b2c_1"
            ),
            // The name of the pod is the last to be cut.
            (
                "server", "kube-prometheus-stack-prometheus-node-exporter-8wlq2", "monitoring",
                "k8s__kube-prometheus-stack-promet-c474376f_monitoring_8d5f1b2c_1"
            ),
        ] as [(String, String, String, String)]
    )
    func kubernetes(container: String, pod: String, namespace: String, expected: String) {
        let name = CollectorName.kubernetes(
            container: container,
            pod: pod,
            namespace: namespace,
            uid: Self.uid,
            attempt: 1
        )
        #expect(name == expected)
    }

    private static let lengths = [0, 1, 9, 18, 19, 36, 63, 253]

    @Test(arguments: lengths, [0, 1, 15, 36, 63])
    func alwaysSixFieldsInSixtyFourBytes(pod: Int, namespace: Int) {
        for container in Self.lengths {
            for (uid, attempt) in [("", 0), (Self.uid, UInt32.max), (String(repeating: "é", count: 99), 7)] {
                let name = CollectorName.kubernetes(
                    container: String(repeating: "c", count: container),
                    pod: String(repeating: "p", count: pod),
                    namespace: String(repeating: "n", count: namespace),
                    uid: uid,
                    attempt: attempt
                )
                #expect(name.utf8.count <= 64)
                let fields = name.split(separator: "_", omittingEmptySubsequences: false)
                #expect(fields.count == 6)
                #expect((fields[0], fields[5]) == ("k8s", Substring("\(attempt)")))
                #expect(fields[2].isEmpty == (pod == 0))
                #expect(fields[3].isEmpty == (namespace == 0))
            }
        }
    }

    @Test func longNamesStayApart() {
        let start = String(repeating: "a", count: 252)
        let names = ["a", "b", "c"].flatMap { pod in
            ["x", "y"].map { namespace in
                CollectorName.kubernetes(
                    pod: start + pod,
                    namespace: String(repeating: "n", count: 62) + namespace,
                    uid: Self.uid,
                    attempt: .max
                )
            }
        }
        #expect(Set(names).count == 6)
        #expect(names.allSatisfy { $0.utf8.count == 64 })
    }

    @Test(arguments: ["a_b", "a b", "a/b", "a\nb", "a\u{0}b"])
    func whatNoLabelHasDoesNotBreakTheSplit(text: String) {
        let name = CollectorName.kubernetes(container: text, pod: text, namespace: text, uid: text, attempt: 0)
        #expect(name == "k8s_a-b_a-b_a-b_a-b_0")
    }

    private static let id = "4e37a6eb9c5d1f2a4e37a6eb9c5d1f2a4e37a6eb9c5d1f2a4e37a6eb9c5d1f2a"

    @Test(
        arguments: [
            ("web", false, "web"),
            ("web", true, "web.4e37a6eb9c5d"),
            ("", false, id),
            ("", true, id),
            (String(repeating: "w", count: 65), false, String(repeating: "w", count: 64)),
            (String(repeating: "w", count: 64), true, String(repeating: "w", count: 51) + ".4e37a6eb9c5d"),
            // Characters of two and of four bytes are not cut in two.
            ("w" + String(repeating: "é", count: 32), false, "w" + String(repeating: "é", count: 31)),
            (String(repeating: "é", count: 32), false, String(repeating: "é", count: 32)),
            ("www" + String(repeating: "🐳", count: 16), false, "www" + String(repeating: "🐳", count: 15)),
        ]
    )
    func plain(name: String, isShared: Bool, expected: String) {
        #expect(CollectorName.plain(name, id: Self.id, isShared: isShared) == expected)
    }

    @Test func whatHasNeitherNameNorIDHasNone() { #expect(CollectorName.plain("", id: "", isShared: true) == "") }

    /// The published values of FNV-1a, and one that the sign of its bytes changes.
    @Test func hashes() {
        #expect(nameHash([]) == 0x811c_9dc5)
        #expect(nameHash("a".utf8) == 0xe40c_292c)
        #expect(nameHash("foobar".utf8) == 0xbf9c_f968)
        #expect(nameHash([0x80]) == 0x04f3_b29f)
    }
}
