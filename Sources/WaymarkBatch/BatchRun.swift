import Glibc

/// Sends the lines of an input through workers, each in a thread of its own, and writes what comes out in the order of
/// the input. Memory is bounded whatever the length of the input: each worker holds one text and its output.
package final class BatchRun {
    /// How it ended.
    package struct Result: Sendable, Equatable {
        package var counts = BatchCounts()
        /// Why the input could not be read to its end.
        package var inputFailure: String?
        /// Why the output could not be written; the reader's having gone is `isReaderGone` alone.
        package var outputFailure: String?
        package var isReaderGone = false
        /// The workers could not be made.
        package var isOutOfMemory = false
    }

    /// What is told while it runs: the input's bytes so far, its size if it has one, and the counts so far.
    package typealias Progress = (_ bytes: Int, _ size: Int?, _ counts: BatchCounts) -> Void

    private let state: RunState
    private let threads: Int
    private let makeWorker: @Sendable () -> (any BatchWorker)?

    /// - Parameters:
    ///   - isStopped: asked between texts and while nothing arrives; once true, nothing more is begun.
    ///   - progress: called by one thread at a time, after each text.
    package init(
        input: Int32, output: Int32, threads: Int, isStopped: @escaping () -> Bool = { false },
        progress: @escaping Progress = { _, _, _ in }, makeWorker: @escaping @Sendable () -> (any BatchWorker)?
    ) {
        state = RunState(
            input: BatchInput(descriptor: input, isStopped: isStopped), sink: BatchSink(descriptor: output),
            isStopped: isStopped, progress: progress)
        self.threads = max(1, threads)
        self.makeWorker = makeWorker
    }

    package func run() -> Result {
        var others: [pthread_t] = []
        for _ in 1..<threads {
            let job = Unmanaged.passRetained(Job(state, makeWorker))
            var thread = pthread_t()
            let problem = pthread_create(
                &thread, nil,
                { argument in
                    if let argument { Unmanaged<Job>.fromOpaque(argument).takeRetainedValue().run() }
                    return nil
                }, job.toOpaque())
            if problem == 0 { others.append(thread) } else { job.release() }
        }
        Job(state, makeWorker).run()
        for thread in others { pthread_join(thread, nil) }
        return state.result
    }
}

/// What one thread does.
private final class Job {
    private let state: RunState
    private let makeWorker: @Sendable () -> (any BatchWorker)?

    init(_ state: RunState, _ makeWorker: @escaping @Sendable () -> (any BatchWorker)?) {
        self.state = state
        self.makeWorker = makeWorker
    }

    func run() {
        guard let worker = makeWorker() else { return state.giveUp() }
        let text = InputBuffer(capacity: 2 * BatchInput.textSize)
        let output = OutputBuffer(capacity: BatchInput.textSize)
        while let ticket = state.take(text) {
            output.removeAll()
            let counts: BatchCounts
            if text.isTooLong {
                output.appendTooLong()
                counts = BatchCounts(cases: 1, errors: 1, lineEnds: text.tooLongLineEnds)
            } else {
                counts = worker.work(text.buffer, into: output)
            }
            state.put(output, ticket: ticket, counts)
        }
    }
}

/// What the threads of a run share. Everything below is only touched by the thread whose turn it is: reading under one
/// lock, writing in the order of the tickets under another, which is what `@unchecked` rests on.
private final class RunState: @unchecked Sendable {
    private let reading = Monitor()
    private let input: BatchInput
    private var nextTicket = 0
    private var isOver = false

    private let writing = Monitor()
    private let sink: BatchSink
    private var turn = 0
    private var hasGivenUp = false
    private var counts = BatchCounts()
    private let progress: BatchRun.Progress
    private let isStopped: () -> Bool

    init(
        input: BatchInput, sink: BatchSink, isStopped: @escaping () -> Bool, progress: @escaping BatchRun.Progress
    ) {
        self.input = input
        self.sink = sink
        self.isStopped = isStopped
        self.progress = progress
    }

    /// The next text of the input, with its place in the order; nil at the end.
    func take(_ text: InputBuffer) -> Int? {
        reading.lock()
        defer { reading.unlock() }
        if isOver || isStopped() || !input.next(into: text) {
            isOver = true
            return nil
        }
        defer { nextTicket += 1 }
        return nextTicket
    }

    /// Writes an output when all before it are written.
    func put(_ output: OutputBuffer, ticket: Int, _ more: BatchCounts) {
        writing.lock()
        while turn != ticket { writing.wait() }
        let isWritten = sink.write(output, base: counts.lineEnds)
        if isWritten {
            counts.cases += more.cases
            counts.errors += more.errors
            counts.lineEnds += more.lineEnds
            progress(input.bytesRead, input.size, counts)
        }
        turn += 1
        writing.wakeAll()
        writing.unlock()
        if !isWritten { stop() }
    }

    private func stop() {
        reading.lock()
        isOver = true
        reading.unlock()
    }

    func giveUp() {
        writing.lock()
        hasGivenUp = true
        writing.unlock()
        stop()
    }

    /// Once all threads are done.
    var result: BatchRun.Result {
        var result = BatchRun.Result(counts: counts, inputFailure: input.failure, isOutOfMemory: hasGivenUp)
        switch sink.failure {
        case .readerGone: result.isReaderGone = true
        case .other(let reason): result.outputFailure = reason
        case nil: break
        }
        return result
    }
}

/// A lock with a condition to wait for.
private final class Monitor {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>

    init() {
        mutex = .allocate(capacity: 1)
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
        condition = .allocate(capacity: 1)
        condition.initialize(to: pthread_cond_t())
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    func lock() { pthread_mutex_lock(mutex) }
    func unlock() { pthread_mutex_unlock(mutex) }
    func wait() { pthread_cond_wait(condition, mutex) }
    func wakeAll() { pthread_cond_broadcast(condition) }
}
