import Glibc

/// Times of a piece of work.
enum Clock {
    /// Nanoseconds on a clock that only goes forward.
    static func now() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// The median seconds of one run of `work`, of at least `rounds` runs and as many more as fit in `seconds`. The
    /// first run warms up and does not count.
    static func median(rounds: Int = 5, within seconds: Double = 1, _ work: () throws -> Void) rethrows -> Double {
        try work()
        var times: [UInt64] = []
        let start = now()
        while times.count < rounds || (Double(now() - start) / 1e9 < seconds && times.count < 1000) {
            let before = now()
            try work()
            times.append(now() - before)
        }
        return Double(times.sorted()[times.count / 2]) / 1e9
    }

    /// The seconds of one run.
    static func once(_ work: () throws -> Void) rethrows -> Double {
        let before = now()
        try work()
        return Double(now() - before) / 1e9
    }
}
