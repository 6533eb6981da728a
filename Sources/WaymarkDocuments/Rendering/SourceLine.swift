/// A line of a source file as a terminal shows it, with what each of its bytes takes there.
struct SourceLine {
    /// What stands in one or more columns.
    private struct Cell {
        var offset: Int
        var text: String
        var width: Int
    }

    private let cells: [Cell]
    private let end: Int
    private let isCutBefore: Bool
    private let isCutAfter: Bool

    /// - Parameters:
    ///   - range: the bytes of the line, without its line end.
    ///   - focus: the byte that must be shown; of a very long line only what surrounds it is looked at.
    init(_ bytes: [UInt8], _ range: Range<Int>, focus: Int) {
        var start = max(range.lowerBound, focus - 600)
        while start > range.lowerBound, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        let end = max(start, min(range.upperBound, focus + 1200))
        self.end = end
        isCutBefore = start > range.lowerBound
        isCutAfter = end < range.upperBound
        cells = bytes.withUnsafeBufferPointer { Self.cells($0, start..<end) }
    }

    private static func cells(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> [Cell] {
        let line = UnsafeBufferPointer(rebasing: bytes[..<range.upperBound])
        var cells: [Cell] = []
        var offset = range.lowerBound
        var joins = false
        while offset < range.upperBound {
            guard let (value, length) = UTF8Decoding.scalar(in: line, at: offset), let scalar = Unicode.Scalar(value)
            else {
                cells.append(Cell(offset: offset, text: "\u{FFFD}", width: 1))
                offset += 1
                continue
            }
            let width = scalar.columns
            if value == 0xFEFF {
                // A byte order mark takes no place.
            } else if value == 0x09 {
                cells.append(Cell(offset: offset, text: "    ", width: 4))
            } else if !cells.isEmpty, joins || width == 0 {
                cells[cells.count - 1].text.unicodeScalars.append(scalar.shown)
            } else {
                cells.append(Cell(offset: offset, text: String(Character(scalar.shown)), width: width))
            }
            joins = value == 0x200D
            offset += length
        }
        return cells
    }

    /// The line, and below it marks under the bytes from `start` to `stop`, at least one; cut to about `width` columns
    /// around the marks.
    func shown(from start: Int, to stop: Int, mark: Character, width: Int) -> (line: String, marks: String) {
        let first = cells.lastIndex { $0.offset <= start && start < end } ?? cells.count
        let last = max(first + 1, cells.firstIndex { $0.offset >= stop } ?? cells.count)
        var from = 0
        var to = cells.count
        if columns(0..<cells.count) > width {
            // A third of the room before the marks, the rest for them and what follows.
            from = first
            while from > 0, columns(from - 1..<first) <= width / 3 { from -= 1 }
            to = min(first, cells.count)
            while to < cells.count, columns(from..<to + 1) <= width { to += 1 }
        }
        var line = cells[from..<to].map(\.text).joined()
        let isCut = from > 0 || isCutBefore
        if isCut { line = "…" + line }
        if to < cells.count || isCutAfter { line += "…" }
        let before = columns(from..<min(first, cells.count)) + (isCut ? 1 : 0)
        let under = max(1, columns(min(first, to)..<min(last, to)))
        return (line, String(repeating: " ", count: before) + String(repeating: mark, count: under))
    }

    private func columns(_ range: Range<Int>) -> Int {
        cells[range].reduce(0) { $0 + $1.width }
    }
}

extension Unicode.Scalar {
    /// Columns in a terminal: none for marks that combine with the character before, two for wide characters.
    package var columns: Int {
        if value < 0x300 { return 1 }
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        case .format: return isDirectionControl ? 1 : 0
        default: break
        }
        switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF,
            0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF,
            0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }

    /// Itself, or a stand-in where it would act on the terminal instead of showing.
    package var shown: Unicode.Scalar {
        properties.generalCategory == .control || properties.generalCategory == .lineSeparator
            || properties.generalCategory == .paragraphSeparator || isDirectionControl ? "\u{FFFD}" : self
    }

    /// Turns the direction of the text around it, so that a reader sees something else than what stands there.
    private var isDirectionControl: Bool {
        (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
    }
}
