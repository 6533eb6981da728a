import Glibc

/// A line on standard error that says how far a long work has got; nothing at all where that is no terminal.
final class ProgressBar {
    /// What is counted: "cases".
    private let noun: String
    private let isShown = isatty(STDERR_FILENO) == 1
    private let start = ProgressBar.now
    private var last: Double
    private var hasShown = false
    private static let interval = 0.25
    private static let width = 24

    init(_ noun: String) {
        self.noun = noun
        last = start
    }

    /// - Parameters:
    ///   - count: how many are done.
    ///   - bytes: of the input so far.
    ///   - size: of the whole input, if it is known.
    func show(_ count: Int, bytes: Int = 0, of size: Int? = nil) {
        if !isShown { return }
        let now = ProgressBar.now
        if now - last < ProgressBar.interval { return }
        last = now
        hasShown = true
        var line = "\r\u{1B}[K"
        if let size, size > 0 {
            let share = min(1, Double(bytes) / Double(size))
            let full = Int(share * Double(ProgressBar.width))
            line += "[" + String(repeating: "#", count: full)
            line += String(repeating: ".", count: ProgressBar.width - full) + "] \(Int(share * 100)) %, "
        }
        let rate = Int(Double(count) / max(now - start, 0.001))
        line += "\(ProgressBar.grouped(count)) \(noun), \(ProgressBar.grouped(rate)) a second"
        write(line)
    }

    /// Takes the line away.
    func clear() {
        if hasShown { write("\r\u{1B}[K") }
        hasShown = false
    }

    private func write(_ text: String) {
        let bytes = Array(text.utf8)
        _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
    }

    private static func grouped(_ number: Int) -> String {
        let digits = Array(String(number))
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += "," }
            text.append(digit)
        }
        return text
    }

    private static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
