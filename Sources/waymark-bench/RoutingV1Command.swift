import ArgumentParser
import Glibc
import WaymarkBatch
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

/// Evaluation alone of the routing-v1 workload, as the harness that compares rules engines asks for it: cases in
/// memory in, results in memory out. Prints one JSON object with the rates.
struct RoutingV1Command: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "routing-v1", abstract: "Measures evaluation alone on the routing-v1 workload.",
        discussion: "Example: waymark-bench routing-v1 persons.ndjson results.ndjson 3 0.5")

    @Argument(help: "Persons, one JSON object a line.") var input: String
    @Argument(help: "Where the results of a timed pass go.") var output: String
    @Argument(help: "How many measurements.") var repeats: Int
    @Argument(help: "How long each takes at least, in seconds.") var seconds: Double
    @Option(help: "The folder of the rulebook.") var rulebook = "Examples/routing-v1"

    func run() throws {
        var problems = Diagnostics()
        let start = Clock.now()
        let (loaded, sources) = Rulebook.load(folder: rulebook, into: &problems)
        guard let book = loaded else { throw ValidationError(DiagnosticRenderer(sources: sources).text(problems)) }
        // Any date will do: nothing in the workload begins or ends.
        guard let date = Day(year: 2026, month: 1, day: 1), Caseload(book, text: [], date: date) != nil else {
            throw ValidationError("the rules could not be prepared")
        }
        let load = Double(Clock.now() - start) / 1e9
        guard let caseload = Caseload(book, text: try read(), date: date), caseload.count > 0 else {
            throw ValidationError("“\(input)” holds something else than persons of routing-v1")
        }
        let one = try warmUp(caseload)
        let passes = Int(seconds / one) + 1
        var rates: [String] = []
        var processorRates: [String] = []
        for _ in 0..<repeats {
            let wall = Clock.now()
            let processor = clock()
            for _ in 0..<passes { try pass(caseload) }
            let people = Double(passes * caseload.count)
            rates.append("\(Int(people / (Double(Clock.now() - wall) / 1e9)))")
            processorRates.append("\(Int(people / (Double(clock() - processor) / Double(CLOCKS_PER_SEC))))")
        }
        try write(caseload.lines())
        let form =
            "\(caseload.bytesPerCase) bytes of cells per person, in columns of \(512) -> a set of bits per person"
        print(
            """
            {"load_s":\(load),"rates":[\(rates.joined(separator: ","))],\
            "cpu_rates":[\(processorRates.joined(separator: ","))],"n":\(caseload.count),"form":"\(form)",\
            "threads":"1","note":""}
            """)
    }

    private func pass(_ caseload: Caseload) throws {
        guard caseload.decide() else { throw ValidationError("a person is impossible") }
    }

    /// The seconds of one pass, once the processor has got going.
    private func warmUp(_ caseload: Caseload) throws -> Double {
        let start = Clock.now()
        var one = 1.0
        repeat {
            one = try Clock.once { try pass(caseload) }
        } while Clock.now() - start < 300_000_000
        return one
    }

    private func read() throws -> [UInt8] {
        let descriptor = open(input, O_RDONLY)
        guard descriptor >= 0 else { throw ValidationError("“\(input)” could not be opened") }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: Int(lseek(descriptor, 0, SEEK_END)))
        lseek(descriptor, 0, SEEK_SET)
        var got = 0
        while got < bytes.count {
            let count = bytes.withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress.map { $0 + got }, $0.count - got)
            }
            if count <= 0 { throw ValidationError("“\(input)” could not be read") }
            got += count
        }
        return bytes
    }

    private func write(_ bytes: [UInt8]) throws {
        let descriptor = open(output, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        guard descriptor >= 0 else { throw ValidationError("“\(output)” could not be opened") }
        defer { close(descriptor) }
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress.map { $0 + sent }, $0.count - sent)
            }
            if count <= 0 { throw ValidationError("“\(output)” could not be written") }
            sent += count
        }
    }
}
