import Agent
import Testing

@testable import ControlGroups

private let id = containerID("a1"), uid = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"
private let slice = "kubepods-burstable-pod0f1e2d3c_4b5a_6978_8796_a5b4c3d2e1f0.slice"

@Suite struct GroupNameTests {
    struct Form {
        var path: String
        var runtime: Runtime?
        var podUID: String?

        init(_ path: String, _ runtime: Runtime?, _ podUID: String? = nil) {
            self.path = path
            self.runtime = runtime
            self.podUID = podUID
        }
    }

    private func name(_ path: String, services: Bool = false) -> GroupName? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let parent = parts.dropLast().joined(separator: "/")
        return GroupName(parts.last ?? "", below: parent.isEmpty ? "/" : parent, services: services)
    }

    @Test(arguments: [
        Form("/docker/\(id)", .docker), Form("/system.slice/docker-\(id).scope", .docker), Form("/ecs/task/\(id)", nil),
        Form("/user.slice/user-1000.slice/user@1000.service/docker-\(id).scope", .docker),
        Form("/k8s.io/\(id)", .containerd), Form("/default/\(id)", .containerd),
        Form("/system.slice/nerdctl-\(id).scope", .containerd),
        Form("/kubepods/burstable/pod\(uid)/\(id)", nil, uid), Form("/kubepods/pod\(uid)/crio-\(id)", .crio, uid),
        Form(
            "/kubepods/besteffort/pod\(containerID("b2").prefix(32))/\(id)",
            nil,
            String(containerID("b2").prefix(32))
        ),
        Form("/kubepods.slice/kubepods-burstable.slice/\(slice)/cri-containerd-\(id).scope", .containerd, uid),
        Form("/kubepods.slice/\(slice)/crio-\(id).scope", .crio, uid),
        Form("/kubepods.slice/\(slice)/docker-\(id).scope", .docker, uid),
        Form("/kubelet.slice/kubelet-\(slice)/cri-containerd-\(id).scope", .containerd, uid),
        Form("/system.slice/containerd.service/\(slice):cri-containerd:\(id)", .containerd, uid),
        Form("/system.slice:docker:\(id)", .docker), Form("/a:b:\(id)", nil),
        Form("/machine.slice/libpod-\(id).scope", .podman), Form("/libpod_parent/libpod-\(id)", .podman),
        Form("/machine.slice/machine-libpod_pod_\(containerID("c3")).slice/libpod-\(id).scope", .podman),
        Form("/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-\(id).scope", .podman),
    ])
    func containers(form: Form) throws {
        let found = try #require(name(form.path))
        #expect(found == GroupName(runtime: form.runtime, id: id, podUID: form.podUID, path: form.path))
    }

    @Test(arguments: [
        "/", "/docker", "/docker/\(id.dropLast())", "/docker/\(id)0", "/docker/\(id.uppercased())",
        "/docker/\(id.dropLast())g", "/docker/\(id.dropLast())\u{661}", "/docker/\(id).slice", "/docker/\(id).scope.d",
        "/system.slice/crio-conmon-\(id).scope", "/machine.slice/libpod-conmon-\(id).scope",
        "/system.slice/unknown-\(id).scope", "/system.slice/docker-\(id)-\(id).scope",
        "/system.slice/docker--\(id).scope",
        "/system.slice/-\(id).scope", "/system.slice/docker-.scope", "/system.slice/.scope", "/a:b:c:\(id)", "/::",
        "/\(id):b:c",
        "/\(String(repeating: "x", count: 250))-\(id)", "/\(String(repeating: "d/", count: 1100))\(id)",
        "/system.slice/nginx.service", "/docker/\(id)\n", "/docker/ \(id)",
    ])
    func others(path: String) { #expect(name(path) == nil) }

    @Test(arguments: [
        ("/system.slice/nginx.service", "nginx.service"),
        ("/system.slice/system-getty.slice/getty@tty1.service", "getty@tty1.service"),
        ("/system.slice/a\\x2db.service", "a\\x2db.service"),
    ])
    func services(path: String, id: String) throws {
        #expect(name(path, services: true) == GroupName(runtime: .systemd, id: id, path: path))
    }

    @Test(arguments: [
        "/nginx.service", "/user.slice/user@1000.service", "/system.slice/.service", "/system.slice/a.scope/b.service",
        "/system.slice/nginx.service.d", "/docker/system.slice/nginx.service",
    ])
    func noServices(path: String) { #expect(name(path, services: true) == nil) }

    @Test(arguments: [
        ("/podx/\(id)", nil), ("/kubepods/pod/\(id)", nil), ("/kubepods/pod\u{e9}/\(id)", nil),
        ("/kubepods/pod\(String(repeating: "a", count: 65))/\(id)", nil), ("/kubepods-pod.slice/\(id)", nil),
        ("/kubepods-poda b.slice/\(id)", nil), ("/a-podb.slice/\(id)", nil), ("/kubepods/podb/c/\(id)", "b"),
        ("/kubepods/podb/podc/\(id)", "c"),
    ])
    func podUIDs(path: String, expected: String?) throws { #expect(try #require(name(path)).podUID == expected) }
}
