/// `yes` and `no`, and `true` and `false` that are accepted as the same.
package enum YesNo {
    package static func parse(_ text: String) -> Bool? {
        switch text {
        case "yes", "true": true
        case "no", "false": false
        default: nil
        }
    }

    /// What somebody who wrote `text` will have meant.
    package static func intended(by text: String) -> String? {
        switch text.lowercased() {
        case "yes", "true", "y", "on", "1": "yes"
        case "no", "false", "n", "off", "0": "no"
        default: nil
        }
    }
}

/// Whole numbers as they are written.
package enum WholeNumber {
    /// Digits with an optional minus sign before them, up to fifteen digits: nothing that is counted needs more, and
    /// sums of such numbers never overflow.
    package static func parse(_ text: some StringProtocol) -> Int? {
        var bytes = Substring(text).utf8
        let isNegative = bytes.first == 0x2D
        if isNegative { bytes.removeFirst() }
        guard !bytes.isEmpty, bytes.count <= 15 else { return nil }
        var value = 0
        for byte in bytes {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return isNegative ? -value : value
    }
}
