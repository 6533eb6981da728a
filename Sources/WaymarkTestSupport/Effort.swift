import Glibc

/// How much work the property tests do.
package enum Effort {
    /// 1, or what the environment variable `WAYMARK_EFFORT` says: long runs try that many times as much.
    package static var factor: Int {
        guard let text = getenv("WAYMARK_EFFORT"), let factor = Int(String(cString: text)) else { return 1 }
        return max(1, factor)
    }

    /// Where seeds begin; `WAYMARK_SEED` moves it, so that long runs need not repeat one another.
    package static var firstSeed: UInt64 {
        guard let text = getenv("WAYMARK_SEED"), let seed = UInt64(String(cString: text)) else { return 1 }
        return seed
    }

    /// Seeds for `count` runs of a test, times ``factor``.
    package static func seeds(_ count: Int) -> ClosedRange<UInt64> {
        firstSeed...(firstSeed + UInt64(count * factor) - 1)
    }
}
