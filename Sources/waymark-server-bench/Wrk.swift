import Foundation

/// The client: wrk, with a script that sends the people one after another.
struct Wrk {
    struct Figures {
        /// A second.
        var requests: Double
        var p99: Double
        /// Answers other than 2xx and 3xx, and broken connections.
        var failures: Int
    }

    struct Missing: Error, CustomStringConvertible {
        var description: String { "wrk could not be started: install Debian's package wrk" }
    }

    let seconds: Int
    let connections: Int
    let token: String
    let people: People

    /// - Parameter body: what is sent, with `%s` for the case; nil for a GET.
    func measure(_ address: String, body: String?, seconds: Int? = nil) throws -> Figures {
        let script = people.file + ".lua"
        try text(body).write(toFile: script, atomically: true, encoding: .utf8)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "wrk", "--latency", "-t1", "-c\(connections)", "-d\(seconds ?? self.seconds)s", "-s", script, address,
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        do { try process.run() } catch { throw Missing() }
        let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0,
            let line = said.split(separator: "\n").last(where: { $0.hasPrefix("figures ") })
        else { throw Missing() }
        let numbers = line.split(separator: " ").dropFirst().compactMap { Double($0) }
        return Figures(requests: numbers[0], p99: numbers[1] / 1_000_000, failures: Int(numbers[2]))
    }

    private func text(_ body: String?) -> String {
        let send =
            body.map { body in
                """
                local people = {}
                for line in io.lines("\(people.file)") do people[#people + 1] = string.format([[\(body)]], line) end
                local number = 0
                wrk.headers["Content-Type"] = "application/json"
                request = function()
                  number = number % #people + 1
                  return wrk.format("POST", nil, nil, people[number])
                end
                """
            } ?? ""
        return """
            \(send)
            wrk.headers["Cookie"] = "waymark_session=\(token)"
            done = function(summary, latency, requests)
              local errors = summary.errors
              local failures = errors.connect + errors.read + errors.write + errors.timeout + errors.status
              print(string.format("figures %.1f %.1f %d", summary.requests / (summary.duration / 1e6), latency:percentile(99), failures))
            end
            """
    }
}
