package import Hummingbird
import NIOCore

/// Reads a body whole, or says why not. It has to come within some time: a connection that drips holds nothing up.
package struct BodyReader: Sendable {
    /// In bytes.
    package var limit: Int
    package var patience: Duration

    package init(limit: Int, patience: Duration) {
        self.limit = limit
        self.patience = patience
    }

    /// - Throws: ``Problem`` where it is too large, too slow, breaks off or is no HTTP.
    package func read(_ body: RequestBody) async throws -> [UInt8] {
        try await withThrowingTaskGroup(of: [UInt8].self) { group in
            group.addTask {
                do {
                    return Array(try await body.collect(upTo: limit).readableBytesView)
                } catch is NIOTooManyBytesError {
                    throw Problem.tooLarge
                } catch {
                    throw Problem.unreadable
                }
            }
            group.addTask {
                try await Task.sleep(for: patience)
                throw Problem.tooSlow
            }
            defer { group.cancelAll() }
            guard let read = try await group.next() else { throw Problem.unreadable }
            return read
        }
    }
}
