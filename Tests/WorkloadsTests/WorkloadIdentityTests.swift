import NetTypes
import Testing

@testable import Workloads

@Suite struct WorkloadIdentityTests {
    private static let host: UInt128 = 0x4c4c4544_0042_3510_8051_b7c04f4b4d32

    @Test(
        arguments: [
            (
                "122c597083bd438b7f6d72af75d02594a0a1a2a3a4a5a6a7a8a9aaabacadaeaf",
                "122c5970-83bd-438b-7f6d-72af75d02594"
            ),
            ("D0F631CA1DDBA8DB3BCFCB9E057CDC98", "d0f631ca-1ddb-a8db-3bcf-cb9e057cdc98"),
            // uuid5(host, id)
            ("d0f631ca1ddba8db3bcfcb9e057cdc9", "dccf26ee-6ebf-59d9-8d75-8ea189055306"),
            ("00000000000000000000000000000000ff", "5f085e26-95b1-52e4-97c5-d81b2ad627c6"),
            ("122c597083bd438b7f6d72af75d0259g", "c7a9e0b9-197e-5cfd-a1c1-1942dc9ae7f7"),
            ("my-task", "4ee2decb-1e4b-51bf-a565-3e6f734d81b0"),
            ("", "2ff98b26-0c0c-5005-9e45-fccfe8480cd3"),
        ]
    )
    func containers(id: String, expected: String) {
        #expect(uuidText(WorkloadIdentity.container(id, host: Self.host)) == expected)
    }

    @Test(
        arguments: [
            ("8d5f1b2c-3e4a-4f6b-9c7d-0e1f2a3b4c5d", "8d5f1b2c-3e4a-4f6b-9c7d-0e1f2a3b4c5d"),
            ("0123456789abcdef0123456789abcdef", "01234567-89ab-cdef-0123-456789abcdef"),
            // uuid5(host, "kube-system/etcd-a/…")
            ("uid-1", "b092ad4a-238a-519d-b366-34c5e2e36349"),
            ("", "94bab8b7-2fff-5562-a761-917219e4278d"),
            ("00000000-0000-0000-0000-000000000000", "4af32cb5-b062-5ff1-8190-2479a1486fa1"),
        ]
    )
    func pods(uid: String, expected: String) {
        let uuid = WorkloadIdentity.pod(namespace: "kube-system", name: "etcd-a", uid: uid, host: Self.host)
        #expect(uuidText(uuid) == expected)
    }

    @Test func services() {
        let uuid = WorkloadIdentity.service("ssh.service", host: Self.host)
        #expect(uuidText(uuid) == "53e735bf-78b7-5a70-b43c-dc6f54b34746")
    }

    @Test func hostsTellTheirsApart() {
        #expect(WorkloadIdentity.service("ssh.service", host: 1) != WorkloadIdentity.service("ssh.service", host: 2))
    }
}
