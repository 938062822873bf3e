import Engine
import ServiceLifecycle

/// Tells key functions, each second, whom addresses belong to.
struct AddressBookService: Service {
    let engine: Engine

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while true {
                try await Task.sleep(for: .seconds(1))
                engine.refreshAddressBook()
            }
        }
    }
}
