import Foundation

/// Threads for work that blocks: the record, passwords, the engine. Swift's own few threads stay free for connections, so
/// that the server answers that it is alive whatever else it does. What waits is bounded: beyond that a request is told
/// to come again rather than left to hang.
package final class BlockingPool: Sendable {
    private let queue: Queue

    /// - Parameters:
    ///   - threads: that work at a time; each is started when there is work for it.
    ///   - waiting: pieces of work that may wait for a thread.
    package init(threads: Int = max(4, ProcessInfo.processInfo.activeProcessorCount), waiting: Int = 256) {
        queue = Queue(threads: threads, waiting: waiting)
    }

    deinit { queue.close() }

    /// Runs something on a thread of the pool.
    ///
    /// - Throws: what it throws; ``Problem/busy`` where too much waits already, and then it is not run.
    package func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let isTaken = queue.add { continuation.resume(with: Result { try work() }) }
            if !isTaken { continuation.resume(throwing: Problem.busy) }
        }
    }

    /// Work and the threads that do it. The threads know it alone, so that a pool that nobody uses any more ends them.
    private final class Queue: @unchecked Sendable {
        /// Guards everything below.
        private let condition = NSCondition()
        private var work: [@Sendable () -> Void] = []
        /// Work before this was begun.
        private var first = 0
        private var threads = 0
        /// Threads that have nothing to do, or are only just being started.
        private var idle = 0
        private var isClosed = false
        private let threadLimit: Int
        private let waitingLimit: Int

        init(threads: Int, waiting: Int) {
            threadLimit = max(1, threads)
            waitingLimit = waiting
        }

        /// - Returns: whether it will be done.
        func add(_ piece: @escaping @Sendable () -> Void) -> Bool {
            condition.lock()
            defer { condition.unlock() }
            let waiting = work.count - first
            if isClosed || waiting >= idle + threadLimit - threads + waitingLimit { return false }
            work.append(piece)
            // Idle threads take what waits already; only for more than that is another worth starting.
            if waiting >= idle, threads < threadLimit { start() } else { condition.signal() }
            return true
        }

        func close() {
            condition.lock()
            isClosed = true
            condition.broadcast()
            condition.unlock()
        }

        private func start() {
            threads += 1
            idle += 1
            let thread = Thread { [self] in serve() }
            // Deep rulebooks are walked recursively; a thread of Foundation has half a megabyte otherwise.
            thread.stackSize = 8 << 20
            thread.start()
        }

        private func serve() {
            while let piece = next() {
                piece()
                condition.lock()
                idle += 1
                condition.unlock()
            }
        }

        /// The next piece of work; nil when the pool is closed and nothing is left.
        private func next() -> (@Sendable () -> Void)? {
            condition.lock()
            defer { condition.unlock() }
            while first == work.count {
                if isClosed { return nil }
                condition.wait()
            }
            let piece = work[first]
            idle -= 1
            first += 1
            if first == work.count || first > 1024 {
                work.removeFirst(first)
                first = 0
            }
            return piece
        }
    }
}
