import Foundation
import HTTPTypes
import Hummingbird
import Synchronization
import Testing
import WaymarkStore

@testable import WaymarkServer

/// Work that ends only when it is told to.
private final class Gatekeeper: Sendable {
    private let begun = Mutex(0)
    private let semaphore = DispatchSemaphore(value: 0)

    /// Blocks its thread.
    func hold() {
        begun.withLock { $0 += 1 }
        semaphore.wait()
    }

    func release(_ count: Int) { for _ in 0..<count { semaphore.signal() } }

    /// Comes back once so many are held.
    func waitUntilHeld(_ count: Int) async {
        while begun.withLock({ $0 }) < count { await Task.yield() }
    }
}

/// Numbers that many threads add.
private final class Numbered: Sendable {
    private let numbers = Mutex<[Int]>([])
    func append(_ number: Int) { numbers.withLock { $0.append(number) } }
    var sorted: [Int] { numbers.withLock { $0.sorted() } }
}

/// A number that many threads change.
private final class Counter: Sendable {
    private let state = Mutex((now: 0, most: 0))

    func add(_ count: Int) {
        state.withLock { state in
            state.now += count
            state.most = max(state.most, state.now)
        }
    }

    var now: Int { state.withLock { $0.now } }
    var most: Int { state.withLock { $0.most } }
}

@Suite("Blocking work has threads of its own, and what waits for them is bounded")
struct BlockingPoolTests {
    @Test("what it runs comes back, and so does what is thrown there")
    func results() async throws {
        struct Wrong: Error, Equatable {}
        let pool = BlockingPool(threads: 2, waiting: 2)
        #expect(try await pool.run { 6 * 7 } == 42)
        await #expect(throws: Wrong.self) { try await pool.run { throw Wrong() } }
        #expect(try await pool.run { "after" } == "after")
    }

    @Test("it runs on its threads, at most so many at a time, and never on Swift's own")
    func threads() async throws {
        let pool = BlockingPool(threads: 3, waiting: 100)
        let gate = Gatekeeper()
        let running = Counter()
        try await withThrowingTaskGroup { group in
            for _ in 0..<20 {
                group.addTask {
                    try await pool.run {
                        running.add(1)
                        gate.hold()
                        running.add(-1)
                    }
                }
            }
            await gate.waitUntilHeld(3)
            gate.release(20)
            try await group.waitForAll()
        }
        #expect(running.most == 3)
    }

    @Test("all of it is done, once each, however much comes at once")
    func all() async throws {
        let pool = BlockingPool(threads: 4, waiting: 5000)
        let done = Numbered()
        try await withThrowingTaskGroup { group in
            for number in 0..<5000 {
                group.addTask { try await pool.run { done.append(number) } }
            }
            try await group.waitForAll()
        }
        #expect(done.sorted == Array(0..<5000))
    }

    @Test("beyond what may wait it says that it is busy, and takes more once there is room")
    func bounded() async throws {
        let pool = BlockingPool(threads: 2, waiting: 3)
        let gate = Gatekeeper()
        let accepted = (0..<5).map { _ in Task { try await pool.run { gate.hold() } } }
        await gate.waitUntilHeld(2)
        // The other three may still be on their way into the queue; whoever finds it full is told so.
        let refused = Counter()
        var extra: [Task<Void, Never>] = []
        while refused.now == 0 {
            extra.append(
                Task {
                    do { try await pool.run { gate.hold() } } catch {
                        let problem = error as? Problem
                        #expect(problem?.status == .serviceUnavailable && problem?.retryAfter != nil)
                        refused.add(1)
                    }
                })
            for _ in 0..<100 { await Task.yield() }
        }
        gate.release(5 + extra.count)
        for task in accepted { _ = try? await task.value }
        for task in extra { await task.value }
        #expect(try await pool.run { true })
    }

    @Test("a pool that nobody uses any more finishes what it has begun")
    func closing() async throws {
        var pool: BlockingPool? = BlockingPool(threads: 1, waiting: 10)
        let done = Counter()
        let tasks = (0..<3).map { [pool] _ in
            Task { try await pool?.run { done.add(1) } }
        }
        pool = nil
        for task in tasks { _ = try await task.value }
        #expect(done.now == 3)
    }
}

@Suite("A server with more to do than it can still says that it is alive")
struct BusyServerTests {
    /// Holds every thread of the pool and fills its queue while `body` asks the server.
    private func whileBusy(_ body: @escaping @Sendable (TestSite) async throws -> Void) async throws {
        let pool = BlockingPool(threads: 2, waiting: 62)
        let gate = Gatekeeper()
        let site = try TestSite(pool: pool)
        // As 64 interviews that the engine takes long over.
        let refused = Counter()
        let slow = (0..<80).map { _ in
            Task {
                do { try await pool.run { gate.hold() } } catch {
                    refused.add(1)
                }
            }
        }
        await gate.waitUntilHeld(2)
        while refused.now < 80 - 64 { await Task.yield() }
        do { try await site.visit(body) } catch {
            gate.release(80)
            throw error
        }
        gate.release(80)
        for task in slow { await task.value }
        // And goes on as if nothing had been.
        try await site.visit { site in
            let ready = try await site.get("/ready")
            #expect(ready.status == .ok)
        }
    }

    @Test("64 slow interviews do not hold up /health, nor what browsers and programs that watch it need")
    func health() async throws {
        try await whileBusy { site in
            let health = try await site.get("/health")
            #expect(health.status == .ok && site.text(health) == "ok\n")
            #expect(try await site.get("/assets/waymark.svg").status == .ok)
            #expect(try await site.get("/api/v1/openapi.json").status == .ok)
            #expect(try await site.get("/no-such-page").status == .notFound)
            // Who is not logged in is sent on without waiting for anybody.
            #expect(try await site.get("/triage").status == .seeOther)
        }
    }

    @Test("what has to wait too long is told when to come again, in the words of who asked")
    func busy() async throws {
        try await whileBusy { site in
            try await site.logIn()
            let page = try await site.get("/triage")
            let json = try await site.post("/api/v1/decide", "{}", type: "application/json")
            let line = try await site.get("/ready")
            for response in [page, json, line] {
                #expect(response.status == .serviceUnavailable && response.headers[.retryAfter] == "5")
                #expect(site.text(response).contains("Waymark has too much to do at this moment"))
            }
            #expect(site.text(page).contains("<h1>Waymark has too much to do at this moment</h1>"))
            #expect(json.headers[.contentType] == "application/problem+json")
        }
    }

    @Test("only what uses neither record nor engine nor passwords answers without waiting")
    func immediate() {
        let immediate = Routes.all.filter { !$0.isBlocking }.map(\.name)
        #expect(
            Set(immediate) == ["GET /health", "GET /metrics", "GET /assets/{name}", "GET /api/v1/openapi.json"])
    }
}
