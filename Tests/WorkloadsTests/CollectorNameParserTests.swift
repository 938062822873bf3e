import Testing

@testable import Workloads

@Suite struct CollectorNameParserTests {
    private func text(_ name: String) -> String {
        CollectorNameParser.labels(of: name).map { "\($0.field.rawValue)=\($0.text)" }.joined(separator: " ")
    }

    @Test(arguments: [
        ("k8s_app_web-7d9_shop_1b9d6bcd_2", "k8s_namespace=shop k8s_name=web-7d9 k8s_container=app"),
        ("k8s__web-7d9_shop_u_a", "k8s_namespace=shop k8s_name=web-7d9"),
        ("k8s_app_web_shop_1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4b", "k8s_namespace=shop k8s_name=web k8s_container=app"),
        ("k8s_app_web_shop_u_0_9f2c", "k8s_namespace=shop k8s_name=web k8s_container=app"),
        ("k8s_POD_web_shop_u_0", ""),
        // The namespace may be cut: what is said is at least true.
        ("k8s_app_web_sho", "docker_name=k8s_app_web_sho"),
        ("k8s_app__shop_u_0", "docker_name=k8s_app__shop_u_0"),
        ("k8s_app_web__u_0", "docker_name=k8s_app_web__u_0"),
        ("k8s_", "docker_name=k8s_"),
        ("web.3.z9x8c7v6b5n4m3a2s1d0f9g8h", "swarm_name=web"),
        ("web.q1w2e3r4t5y6u7i8o9p0a1s2d.z9x8c7v6b5n4m3a2s1d0f9g8h", "swarm_name=web"),
        ("shop.web.12.z9x8c7v6b5n4m3a2s1d0f9g8h", "swarm_name=shop.web"),
        ("web.x.z9x8c7v6b5n4m3a2s1d0f9g8h", "docker_name=web.x.z9x8c7v6b5n4m3a2s1d0f9g8h"),
        (".3.z9x8c7v6b5n4m3a2s1d0f9g8h", "docker_name=.3.z9x8c7v6b5n4m3a2s1d0f9g8h"),
        ("web.3.Z9x8c7v6b5n4m3a2s1d0f9g8h", "docker_name=web.3.Z9x8c7v6b5n4m3a2s1d0f9g8h"),
        ("ssh.service", "systemd_service=ssh"), ("getty@tty1.service", "systemd_service=getty@tty1"),
        (".service", "docker_name=.service"),
        ("redis", "docker_name=redis"), ("redis_1", "docker_name=redis_1"), ("", ""),
    ])
    func namesAreSplit(name: String, labels: String) {
        #expect(text(name) == labels)
    }

    @Test(arguments: ["_", "k8s_____________", "........................", "\u{0}", "k8s_\u{0}_ü_漢_🦜_1"])
    func whateverComesIsTaken(name: String) {
        #expect(CollectorNameParser.labels(of: name).allSatisfy { !$0.text.isEmpty })
    }
}
