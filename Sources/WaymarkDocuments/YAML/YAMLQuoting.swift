/// How a text is written as a YAML scalar.
package enum YAMLQuoting {
    /// Where a text is to stand: brackets and commas end a text inside brackets, and a line of its own is not to be
    /// had.
    package enum Place: Sendable, Hashable {
        case block
        case flow
    }

    /// The text as a value on one line: bare if that can be read back, else in double quotes.
    package static func value(_ text: String, in place: Place) -> String {
        isPlain(text, in: place) ? text : doubleQuoted(text)
    }

    /// The text as a key.
    package static func key(_ text: String, in place: Place) -> String {
        // Without quotes it would merge mappings.
        text != "<<" && isPlain(text, in: place) ? text : doubleQuoted(text)
    }

    /// The text in double quotes, with what needs it escaped.
    package static func doubleQuoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            case _ where needsEscape(scalar):
                let digits = String(scalar.value, radix: 16, uppercase: true)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// The text in single quotes; nil where it holds what can only be written in double quotes.
    package static func singleQuoted(_ text: String) -> String? {
        var result = "'"
        for scalar in text.unicodeScalars {
            if scalar == "\n" || scalar == "\t" || scalar == "\r" || needsEscape(scalar) { return nil }
            result += scalar == "'" ? "''" : String(Character(scalar))
        }
        return result + "'"
    }

    /// Whether the text reads back as itself without quotes, on one line.
    package static func isPlain(_ text: String, in place: Place) -> Bool {
        let utf8 = Array(text.utf8)
        guard let first = utf8.first, let last = utf8.last, first != 0x20, last != 0x20, last != UInt8(ascii: ":")
        else {
            return false
        }
        switch first {
        case UInt8(ascii: "-"):
            guard utf8.count > 1, utf8[1] != 0x20, !text.hasPrefix("---") else { return false }
        case UInt8(ascii: "?"), UInt8(ascii: ":"):
            guard place == .block, utf8.count > 1, utf8[1] != 0x20 else { return false }
        case _ where ",[]{}#&*!|>'\"%@`".utf8.contains(first): return false
        default:
            if text.hasPrefix("...") { return false }
        }
        for index in utf8.indices {
            switch utf8[index] {
            case 0..<0x20, 0x7F: return false
            case UInt8(ascii: ":"):
                let next = utf8[index + 1]  // a text that ends in a colon was refused above
                if next == 0x20 || place == .flow && ",?[]{}".utf8.contains(next) { return false }
            case UInt8(ascii: "#"):
                if utf8[index - 1] == 0x20 { return false }  // nor does it begin with #
            case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"):
                if place == .flow { return false }
            default: break
            }
        }
        return !text.unicodeScalars.contains(where: needsEscape)
    }

    /// Whether other readers of YAML would take the bare text for a number, a date, a yes or no, or nothing: an editor
    /// that checks types sees the difference that quotes make, although the rulebook does not.
    static func looksTyped(_ text: String) -> Bool {
        switch text.lowercased() {
        case "yes", "no", "true", "false", "on", "off", "y", "n", "null", "~", ".inf", "-.inf", "+.inf", ".nan":
            return true
        default: break
        }
        let first = text.utf8.first { !"+-.".utf8.contains($0) }
        guard let first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return false }
        return text.utf8.allSatisfy { "0123456789abcdefABCDEFxXoO_+-.:TZ".utf8.contains($0) }
    }

    /// Characters that libyaml or our reader refuse as they are, and the byte order mark, which nobody sees.
    static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
        default: false
        }
    }
}
