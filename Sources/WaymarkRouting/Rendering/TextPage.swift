import WaymarkDocuments

/// How text for people is laid out.
package struct TextStyle: Sendable {
    /// Columns of a line; lines are broken before they get longer, if a blank allows it.
    package var width: Int
    /// Whether the text may hold a terminal's colour codes.
    package var colour: Bool

    package init(width: Int = 80, colour: Bool = false) {
        self.width = max(40, width)
        self.colour = colour
    }
}

/// Lines of text for people, broken to a width and indented.
package struct TextPage {
    package enum Tone: String {
        case plain = ""
        case good = "1;32"
        case warning = "1;33"
        case bad = "1;31"
        case strong = "1"
        case faint = "2"
    }

    let style: TextStyle
    package private(set) var text = ""

    package init(_ style: TextStyle) {
        self.style = style
    }

    /// An empty line, unless there is one already or nothing stands before it.
    package mutating func gap() {
        if !text.isEmpty, !text.hasSuffix("\n\n") { text += "\n" }
    }

    /// A paragraph.
    ///
    /// - Parameters:
    ///   - indent: columns before the first line's mark.
    ///   - mark: stands before the text ("✓ "); further lines begin under the text after it.
    package mutating func line(
        _ words: String, indent: Int = 0, mark: String = "", tone: Tone = .plain, markTone: Tone? = nil
    ) {
        let hanging = indent + TextPage.columns(mark)
        // Deep indents on narrow screens still leave room for words.
        let room = max(24, style.width - hanging)
        for (number, part) in TextPage.broken(TextPage.plain(words), room).enumerated() {
            if number == 0 {
                text += String(repeating: " ", count: indent) + paint(mark, markTone ?? tone)
            } else {
                text += String(repeating: " ", count: hanging)
            }
            text += paint(part, tone) + "\n"
        }
    }

    /// A row of a table, as it stands: never broken.
    package mutating func row(_ words: String) {
        var end = words.endIndex
        while end > words.startIndex, words[words.index(before: end)] == " " { end = words.index(before: end) }
        text += TextPage.plain(String(words[..<end])) + "\n"
    }

    private func paint(_ words: String, _ tone: Tone) -> String {
        style.colour && tone != .plain && !words.isEmpty ? "\u{1B}[\(tone.rawValue)m\(words)\u{1B}[0m" : words
    }

    // MARK: - Breaking

    /// Names of cases may hold anything; what acts on a terminal is replaced.
    private static func plain(_ words: String) -> String {
        if words.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return words }
        var result = String.UnicodeScalarView()
        for scalar in words.unicodeScalars { result.append(scalar == "\n" || scalar == "\t" ? " " : scalar.shown) }
        return String(result)
    }

    private static func columns(_ words: some StringProtocol) -> Int {
        words.unicodeScalars.reduce(0) { $0 + $1.columns }
    }

    private static func broken(_ words: String, _ width: Int) -> [String] {
        if columns(words) <= width { return [words] }
        var lines: [String] = []
        var line = ""
        var length = 0
        for word in words.split(separator: " ") {
            let columns = columns(word)
            if length > 0, length + 1 + columns > width {
                lines.append(line)
                line = ""
                length = 0
            }
            if length > 0 {
                line += " "
                length += 1
            }
            line += word
            length += columns
        }
        lines.append(line)
        return lines
    }
}
