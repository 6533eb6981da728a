import Glibc
import Testing
import WaymarkBatch
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

/// A file that goes away with its owner.
private final class TemporaryFile {
    let descriptor: Int32
    let path: String

    init(_ bytes: [UInt8] = []) {
        var template = Array("/tmp/waymark-batch-XXXXXX".utf8CString)
        descriptor = mkstemp(&template)
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        var sent = 0
        while sent < bytes.count {
            sent += bytes.withUnsafeBytes { write(descriptor, $0.baseAddress.map { $0 + sent }, bytes.count - sent) }
        }
        lseek(descriptor, 0, SEEK_SET)
    }

    deinit {
        close(descriptor)
        unlink(path)
    }

    var contents: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Int(lseek(descriptor, 0, SEEK_END)))
        let count = pread(descriptor, &bytes, bytes.count, 0)
        return Array(bytes.prefix(max(0, count)))
    }
}

@Suite(.serialized) struct `A run over an input` {
    private static let rulebook = try? TestRulebook.load([("Rules/all.yaml", `Lines of a batch`.rulebook)])

    private static func run(_ input: Int32, _ output: Int32, threads: Int = 1) throws -> BatchRun.Result {
        let rulebook = try #require(rulebook)
        return BatchRun(input: input, output: output, threads: threads) { SummaryWorker(rulebook, date: Batch.date) }
            .run()
    }

    private static func run(_ bytes: [UInt8], threads: Int = 1) throws -> (output: [UInt8], result: BatchRun.Result) {
        let input = TemporaryFile(bytes)
        let output = TemporaryFile()
        let result = try run(input.descriptor, output.descriptor, threads: threads)
        return (output.contents, result)
    }

    /// About a megabyte, a wrong line now and then.
    private static let caseload: String = {
        var random = RandomSource(seed: 5)
        var text = ""
        for number in 0..<8_000 {
            switch random.int(0...60) {
            case 0: text += "{\"id\":\"p\(number)\",\"drug\":\n"
            case 1: text += "\n"
            case 2:
                text +=
                    "{\"id\":\"p\(number)\",\"remarks\":\"\(String(repeating: "x", count: random.int(0...4000)))\"}\r\n"
            default:
                let drug = random.pick(["heroin", "crack", "unknown"])
                text += "{\"id\":\"p\(number)\",\"age\":\(random.int(3...90)),\"drug\":\"\(drug)\",\"consents\":true}\n"
            }
        }
        return text
    }()

    @Test func `gives the same bytes with any number of threads`() throws {
        let rulebook = try #require(Self.rulebook)
        let expected = Batch.summaries(rulebook, Self.caseload).map { $0 + "\n" }.joined()
        for threads in [1, 2, 3, 8] {
            let (output, result) = try Self.run(Array(Self.caseload.utf8), threads: threads)
            #expect(output.elementsEqual(expected.utf8), "\(threads) threads")
            #expect(result.counts.cases == expected.utf8.count { $0 == 0x0A })
            #expect(result.counts.errors > 50)
            #expect(result.outputFailure == nil && result.inputFailure == nil && !result.isReaderGone)
        }
    }

    @Test func `gives the same through pipes that bring a few bytes at a time`() throws {
        let text = Array(Self.caseload.utf8.prefix(60_000)) + [0x0A]
        let (expected, _) = try Self.run(text)
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        let feeder = Feeder(text, into: ends[1])
        feeder.start()
        let output = TemporaryFile()
        _ = try Self.run(ends[0], output.descriptor, threads: 2)
        feeder.join()
        close(ends[0])
        #expect(output.contents == expected)
    }

    @Test func `does not keep a line waiting for those behind it`() throws {
        let rulebook = try #require(Self.rulebook)
        var input: [Int32] = [0, 0]
        var output: [Int32] = [0, 0]
        try #require(pipe(&input) == 0 && pipe(&output) == 0)
        let line = Array("{\"id\":\"first\",\"drug\":\"heroin\"}\n".utf8)
        let (from, to) = (input[0], output[1])
        let runner = Runner {
            _ = BatchRun(input: from, output: to, threads: 2) { SummaryWorker(rulebook, date: Batch.date) }.run()
        }
        runner.start()
        #expect(write(input[1], line, line.count) == line.count)
        var answer = [UInt8](repeating: 0, count: 200)
        let count = read(output[0], &answer, answer.count)
        #expect(String(decoding: answer.prefix(max(0, count)), as: UTF8.self).hasPrefix("{\"id\":\"first\""))
        close(input[1])
        runner.join()
        for end in [input[0], output[0], output[1]] { close(end) }
    }

    @Test func `takes a byte order mark, foreign line ends and a last line without an end`() throws {
        let lines = ["{\"id\":\"a\",\"drug\":\"heroin\"}", "", "{\"id\":\"b\",\"drug\":\"no\"}"]
        let (output, result) = try Self.run([0xEF, 0xBB, 0xBF] + Array(lines.joined(separator: "\r\n").utf8))
        let made = String(decoding: output, as: UTF8.self)
        #expect(
            made.hasPrefix(
                "{\"id\":\"a\",\"eligible\":[\"heroin\"],\"primary\":\"heroin\"}\n{\"id\":\"b\",\"line\":3,\"error\":"))
        #expect(made.hasSuffix("}\n"))
        #expect(result.counts == BatchCounts(cases: 2, errors: 1, lineEnds: 2))
        for nothing in [[], [0xEF, 0xBB, 0xBF], [0x0A, 0x0A], [0x20]] as [[UInt8]] {
            let (output, result) = try Self.run(nothing)
            #expect(output.isEmpty && result.counts.cases == 0)
        }
    }

    @Test(arguments: [1, 3]) func `refuses a line that is too long and goes on`(threads: Int) throws {
        let good = Array("{\"id\":\"a\",\"drug\":\"heroin\"}\n".utf8)
        let long =
            Array("{\"id\":\"long\",\"remarks\":\"".utf8) + [UInt8](repeating: 0x78, count: 17 << 20)
            + Array("\"}\n".utf8)
        let limit = CaseLineReader.lengthLimit
        let head = Array("{\"id\":\"b\",\"remarks\":\"".utf8)
        let longest = head + [UInt8](repeating: 0x78, count: limit - head.count - 2) + Array("\"}\n".utf8)
        let tooLong = head + [UInt8](repeating: 0x78, count: limit - head.count - 1) + Array("\"}\n".utf8)
        let (output, result) = try Self.run(good + long + good + longest + tooLong + long.dropLast(), threads: threads)
        let lines = String(decoding: output, as: UTF8.self).split(separator: "\n")
        let refused = "\"error\":\"\(CaseLineReader.tooLong)\"}"
        try #require(lines.count == 6)
        #expect(lines[0] == "{\"id\":\"a\",\"eligible\":[\"heroin\"],\"primary\":\"heroin\"}")
        #expect(lines[1] == "{\"id\":null,\"line\":2,\(refused)")
        #expect(lines[2] == lines[0])
        #expect(lines[3] == "{\"id\":\"b\",\"eligible\":[],\"primary\":null}")
        #expect(lines[4] == "{\"id\":null,\"line\":5,\(refused)")
        #expect(lines[5] == "{\"id\":null,\"line\":6,\(refused)")
        #expect(result.counts == BatchCounts(cases: 6, errors: 3, lineEnds: 5))
    }

    @Test(arguments: [1, 4]) func `stops when its reader has gone`(threads: Int) throws {
        signal(SIGPIPE, SIG_IGN)
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        close(ends[0])
        let input = TemporaryFile(Array(Self.caseload.utf8))
        let result = try Self.run(input.descriptor, ends[1], threads: threads)
        close(ends[1])
        #expect(result.isReaderGone && result.counts.cases == 0)
    }

    @Test func `says why an input cannot be read`() throws {
        let folder = open("/", O_RDONLY)
        let output = TemporaryFile()
        let result = try Self.run(folder, output.descriptor)
        close(folder)
        #expect(result.inputFailure != nil && output.contents.isEmpty)
    }
}

/// Work in a thread of its own.
private final class Runner: @unchecked Sendable {
    private let work: @Sendable () -> Void
    private var thread = pthread_t()

    init(_ work: @escaping @Sendable () -> Void) { self.work = work }

    func start() {
        pthread_create(
            &thread, nil,
            { argument in
                if let argument { Unmanaged<Runner>.fromOpaque(argument).takeRetainedValue().work() }
                return nil
            }, Unmanaged.passRetained(self).toOpaque())
    }

    func join() { pthread_join(thread, nil) }
}

/// Writes bytes a few at a time and closes.
private struct Feeder {
    private let runner: Runner

    init(_ bytes: [UInt8], into descriptor: Int32) {
        runner = Runner {
            var random = RandomSource(seed: 3)
            var sent = 0
            while sent < bytes.count {
                let count = min(bytes.count - sent, random.pick([1, 7, 300, 4000]))
                let done = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress.map { $0 + sent }, count) }
                if done <= 0 { break }
                sent += done
            }
            close(descriptor)
        }
    }

    func start() { runner.start() }
    func join() { runner.join() }
}
