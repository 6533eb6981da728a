import Foundation
import WaymarkStore

/// What is asked of the servers, and the table of what came out.
struct Load {
    let wrk: Wrk
    let hello: String
    let waymark: String

    func run(decisions: Int) throws {
        let rows: [(name: String, address: String, body: String?)] = [
            ("bare hello", hello, nil),
            ("/health", waymark + "/health", nil),
            ("decide, no trace", waymark + "/api/v1/decide?trace=none", "%s"),
            ("decide, short trace", waymark + "/api/v1/decide?trace=short", "%s"),
            ("decide, full trace", waymark + "/api/v1/decide?trace=full", "%s"),
            ("next question", waymark + "/api/v1/question", "%s"),
            ("decide and keep", waymark + "/api/v1/decisions", #"{"case": %s}"#),
        ]
        var bare: Wrk.Figures?
        print(
            "| \(wrk.connections) connections, \(wrk.seconds) s each | a second | of bare | p99, ms | of bare | failed |"
        )
        print("|---|--:|--:|--:|--:|--:|")
        for row in rows {
            let found = try wrk.measure(row.address, body: row.body)
            let bareFigures = bare ?? found
            bare = bareFigures
            print(
                String(
                    format: "| %@ | %.0f | 1/%.1f | %.2f | %.1f | %d |", row.name, found.requests,
                    bareFigures.requests / max(found.requests, 0.001), found.p99 * 1000, found.p99 / bareFigures.p99,
                    found.failures))
            fflush(nil)
        }
        if decisions > 0 { try memory(decisions) }
    }

    /// Resident memory while decisions are made, each tenth of the way.
    private func memory(_ count: Int) throws {
        var made = 0.0
        print("\n| decisions made | resident memory, MB |\n|--:|--:|")
        print("| 0 | \(Load.residentMegabytes()) |")
        while made < Double(count) {
            let found = try wrk.measure(waymark + "/api/v1/decide?trace=none", body: "%s", seconds: 5)
            guard found.requests > 0 else { return }
            made += found.requests * 5
            print("| \(Int(made)) | \(Load.residentMegabytes()) |")
            fflush(nil)
        }
    }

    /// Resident memory and the size of the record's files while decisions are kept, each tenth of the way.
    func keep(_ count: Int, in folder: String) throws {
        var kept = 0.0
        var reported = 0.0
        print("| decisions kept | a second | resident memory, MB | record, MB | its log, MB |\n|--:|--:|--:|--:|--:|")
        func report(_ pace: Double) {
            let path = folder + "/" + Store.fileName
            print(
                "| \(Int(kept)) | \(Int(pace)) | \(Load.residentMegabytes()) | \(Load.megabytes(path)) | \(Load.megabytes(path + "-wal")) |"
            )
            fflush(nil)
        }
        report(0)
        while kept < Double(count) {
            let found = try wrk.measure(waymark + "/api/v1/decisions", body: #"{"case": %s}"#, seconds: 5)
            guard found.requests > 0, found.failures == 0 else { throw Wrk.Missing() }
            kept += found.requests * 5
            if kept >= Double(count) || kept - reported >= Double(count) / 10 {
                reported = kept
                report(found.requests)
            }
        }
    }

    private static func megabytes(_ path: String) -> Int {
        let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
        return (size ?? 0) >> 20
    }

    private static func residentMegabytes() -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return (line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) / 1024
    }
}
