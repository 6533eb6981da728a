import Synchronization

/// What the server did, as numbers without people in them (Prometheus text, version 0.0.4).
package final class Metrics: Sendable {
    private struct Key: Hashable, Comparable {
        var route: String
        var status: Int

        static func < (a: Key, b: Key) -> Bool { (a.route, a.status) < (b.route, b.status) }
    }

    private struct State {
        var answers: [Key: Int] = [:]
        var reloads = 0
        var refusals = 0
    }

    private let state = Mutex(State())

    package init() {}

    /// - Parameter route: the pattern of the route, never the address asked for.
    func answered(_ route: String, status: Int) {
        state.withLock { $0.answers[Key(route: route, status: status), default: 0] += 1 }
    }

    /// A changed rulebook was taken.
    func reloaded() { state.withLock { $0.reloads += 1 } }

    /// A changed rulebook has problems and was not taken.
    func refused() { state.withLock { $0.refusals += 1 } }

    func text(version: Int, isRefused: Bool) -> String {
        let state = state.withLock { $0 }
        var lines = ["# TYPE waymark_requests_total counter"]
        for (key, count) in state.answers.sorted(by: { $0.key < $1.key }) {
            lines.append("waymark_requests_total{route=\"\(key.route)\",status=\"\(key.status)\"} \(count)")
        }
        lines += [
            "# TYPE waymark_rulebook_version gauge", "waymark_rulebook_version \(version)",
            "# TYPE waymark_rulebook_refused gauge", "waymark_rulebook_refused \(isRefused ? 1 : 0)",
            "# TYPE waymark_rulebook_reloads_total counter", "waymark_rulebook_reloads_total \(state.reloads)",
            "# TYPE waymark_rulebook_refusals_total counter", "waymark_rulebook_refusals_total \(state.refusals)",
        ]
        return lines.joined(separator: "\n") + "\n"
    }
}
