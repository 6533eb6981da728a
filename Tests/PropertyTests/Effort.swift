import Glibc

/// How much work the property tests do.
enum Effort {
    /// 1, or what the environment variable `WAYMARK_EFFORT` says: long runs try that many times as much.
    static var factor: Int {
        guard let text = getenv("WAYMARK_EFFORT"), let factor = Int(String(cString: text)) else { return 1 }
        return max(1, factor)
    }

    /// Where seeds begin; `WAYMARK_SEED` moves it, so that long runs need not repeat one another.
    static var firstSeed: UInt64 {
        guard let text = getenv("WAYMARK_SEED"), let seed = UInt64(String(cString: text)) else { return 1 }
        return seed
    }
}
