import Synchronization
import WaymarkStore

/// Slows wrong passwords down. Nobody is ever locked out for good: waits grow to a quarter of an hour and no further,
/// and a browser from which somebody has logged in before is counted by itself. So guesses at an account from any
/// number of addresses hold up strangers, not its owner at the usual desk (OWASP, "Slow Down Online Guessing Attacks
/// with Device Cookies"). Counts live in memory; a restart forgets them.
package final class LogInThrottle: Sendable {
    /// What tries are counted by.
    enum Counted: Hashable {
        /// Everyone who tries this account from a browser that it has not logged in from before.
        case account(String)
        /// A browser that the account logged in from before, by what marks it.
        case browser(String)
        /// Where requests come from: one that tries many accounts. Generous, since a whole station may be one address.
        /// See ``network(of:)``.
        case peer(String)

        /// - Parameter address: of a version 6 address its first half counts, which is one customer's: the rest is theirs
        ///   to choose anew for every try.
        static func network(of address: String) -> Counted {
            guard address.contains(":"), !address.contains(".") else { return .peer(address) }
            func groups(_ text: Substring) -> [String] {
                text.split(separator: ":").map { group in String(group.drop { $0 == "0" }).lowercased() }
            }
            guard let gap = address.firstRange(of: "::") else {
                return .peer(groups(address[...]).prefix(4).joined(separator: ":"))
            }
            let (before, after) = (groups(address[..<gap.lowerBound]), groups(address[gap.upperBound...]))
            let zeros = Array(repeating: "", count: max(0, 8 - before.count - after.count))
            return .peer((before + zeros + after).prefix(4).joined(separator: ":"))
        }

        /// Tries before waiting begins.
        var free: Int {
            switch self {
            case .account, .browser: 5
            case .peer: 50
            }
        }
    }

    /// What is to be done with a try.
    enum Admission: Hashable {
        /// The password may be looked at.
        /// - startsWaiting: should it be wrong, the next try at this account has to wait, for the first time.
        case go(startsWaiting: Bool)
        /// It may not; so many seconds are left.
        case wait(seconds: Int)
    }

    private struct Tries {
        var count = 0
        var last: Moment
    }

    private static let firstWait: Int64 = 30
    private static let longestWait: Int64 = 15 * 60
    /// After so many seconds without a try all is forgotten.
    private static let memory: Int64 = 60 * 60
    /// More than this are not remembered; the oldest are forgotten first.
    private static let limit = 20_000

    private let tries: Mutex<[Counted: Tries]> = Mutex([:])

    package init() {}

    /// Counts a try before its password is looked at, so that many at once are counted too. Who has to wait is not counted.
    func admit(_ counted: [Counted], at now: Moment) -> Admission {
        tries.withLock { tries in
            let left = counted.compactMap { key in tries[key].map { LogInThrottle.left(key, $0, now) } }.max() ?? 0
            if left > 0 { return .wait(seconds: Int(left)) }
            var startsWaiting = false
            for key in counted {
                var known = tries[key] ?? Tries(last: now)
                if now.milliseconds - known.last.milliseconds > LogInThrottle.memory * 1000 { known.count = 0 }
                known.count += 1
                known.last = now
                tries[key] = known
                if case .peer = key { continue }
                if known.count == key.free { startsWaiting = true }
            }
            if tries.count > LogInThrottle.limit { LogInThrottle.forget(&tries, now) }
            return .go(startsWaiting: startsWaiting)
        }
    }

    /// The password was right: the try does not count, nor do those before it at this account from there.
    func succeeded(_ counted: [Counted]) {
        tries.withLock { tries in
            for key in counted {
                if case .peer = key { tries[key]?.count -= 1 } else { tries[key] = nil }
            }
        }
    }

    /// Seconds that are left to wait, rounded up.
    private static func left(_ key: Counted, _ tries: Tries, _ now: Moment) -> Int64 {
        let over = tries.count - key.free
        guard over >= 0 else { return 0 }
        let wait = min(longestWait, firstWait << Int64(min(over, 10)))
        let passed = now.milliseconds - tries.last.milliseconds
        return max(0, (wait * 1000 - passed + 999) / 1000)
    }

    private static func forget(_ tries: inout [Counted: Tries], _ now: Moment) {
        let ages = tries.values.map(\.last).sorted()
        let middle = ages[ages.count / 2]
        tries = tries.filter { $0.value.last > middle }
    }

    /// How long, in words.
    static func words(seconds: Int) -> String {
        if seconds < 60 { return seconds == 1 ? "1 second" : "\(seconds) seconds" }
        let minutes = (seconds + 59) / 60
        return minutes == 1 ? "1 minute" : "\(minutes) minutes"
    }
}
