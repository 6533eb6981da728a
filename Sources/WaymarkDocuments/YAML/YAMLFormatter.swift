/// Writes a file of the rulebook anew in its one canonical layout, comments kept.
///
/// Two spaces for each level, lists two further than their key; brackets stay brackets where they fit on a line of 100
/// columns and hold no comment; a text is bare, or in double quotes where it must be; texts longer than the line are
/// folded; `|` and `>` texts keep their lines. One empty line stands between outermost keys that take several lines, at
/// most one anywhere else. A comment on a line of its own stays before what it stood before, one behind a value
/// behind it.
package enum YAMLFormatter {
    /// Columns that a line should not pass.
    package static let width = 100

    /// - Parameters:
    ///   - root: the tree that reading the file gave, without errors; nil for a file that holds nothing.
    ///   - respell: another spelling for a text (`yes` for `true`), given the keys that lead to it, lists passed
    ///   through.
    /// - Returns: the new bytes. Should they not read back as the same tree, the bytes of the file.
    package static func format(
        _ file: SourceFile, root: Node?,
        respell: @escaping (_ path: [String], _ text: String) -> String? = { _, _ in nil }
    ) -> [UInt8] {
        let result = layout(file, root: root, respell: respell)
        guard let root else { return result }
        return readsBack(result, as: root, respell: respell) ? result : file.bytes
    }

    /// The new bytes, whatever they read as.
    static func layout(
        _ file: SourceFile, root: Node?, respell: @escaping ([String], String) -> String? = { _, _ in nil }
    ) -> [UInt8] {
        var builder = YAMLLayoutBuilder(file.bytes, respell: respell)
        var printer = Printer()
        if let root {
            printer.document(builder.document(root))
        } else {
            printer.lines(builder.comments(), indentation: 0, isFirst: true)
        }
        return Array(printer.text.utf8)
    }

    private static func readsBack(_ bytes: [UInt8], as root: Node, respell: ([String], String) -> String?) -> Bool {
        var sources = SourceSet()
        let number = sources.add(SourceFile(path: "", bytes: bytes))
        var diagnostics = Diagnostics()
        guard let again = YAMLReader.read(number, of: sources, into: &diagnostics), !diagnostics.hasErrors else {
            return false
        }
        return isSame(again, root, path: [], respell: respell)
    }

    private static func isSame(
        _ new: Node, _ old: Node, path: [String], respell: ([String], String) -> String?
    ) -> Bool {
        switch (new.kind, old.kind) {
        case (.scalar(let a, _), .scalar(let b, let style)):
            return a == (style == .literal || style == .folded ? b : respell(path, b) ?? b)
        case (.mapping(let a), .mapping(let b)):
            return a.count == b.count
                && zip(a, b).allSatisfy {
                    $0.key == $1.key && isSame($0.value, $1.value, path: path + [$1.key], respell: respell)
                }
        case (.sequence(let a), .sequence(let b)):
            return a.count == b.count && zip(a, b).allSatisfy { isSame($0, $1, path: path, respell: respell) }
        default: return false
        }
    }
}

private struct Printer {
    private(set) var text = ""

    mutating func document(_ root: YAMLPiece) {
        var root = root
        if isBroken(root, column: 0) {
            // An opening bracket that goes takes the comment on its line along.
            lines(root.leading + root.trailing.map(YAMLPiece.Line.comment), indentation: 0, isFirst: true)
            outermost(root.children ?? [])
        } else {
            root.leading += settle(&root)
            lines(root.leading, indentation: 0, isFirst: true)
            value(root, indentation: -2, column: 0)
        }
        lines(root.tail, indentation: 0, isFirst: text.isEmpty)
    }

    /// The pieces of the root: one empty line stands between two of which one takes several lines.
    private mutating func outermost(_ pieces: [YAMLPiece]) {
        var wasLong = false
        var keptBlankLines = false
        for (index, piece) in pieces.enumerated() {
            var printer = Printer()
            var bare = piece
            printer.hoist(&bare, column: 0)
            let leading = bare.leading
            bare.leading = []
            printer.piece(bare, indentation: 0, isFirst: true)
            let isLong = printer.text.utf8.count { $0 == 0x0A } > 1
            let rest = Array(leading.drop { $0 == .blank })
            let wantsBlank = rest.count < leading.count || piece.key != nil && (isLong || wasLong)
            if index > 0, wantsBlank, !keptBlankLines { text += "\n" }
            lines(rest, indentation: 0, isFirst: true)
            text += printer.text
            wasLong = isLong
            keptBlankLines = Self.endsInKeptLines(piece)
        }
    }

    /// Whether a `|+` text ends the piece, to which every empty line that follows would belong.
    private static func endsInKeptLines(_ piece: YAMLPiece) -> Bool {
        if case .blockText(let block) = piece.content { return block.keepsBlankLines }
        guard piece.tail.isEmpty, let last = piece.children?.last else { return false }
        return endsInKeptLines(last)
    }

    // MARK: Pieces

    private mutating func pieces(_ pieces: [YAMLPiece], indentation: Int) {
        var keptBlankLines = false
        for (index, piece) in pieces.enumerated() {
            self.piece(piece, indentation: indentation, isFirst: index == 0 || keptBlankLines)
            keptBlankLines = Self.endsInKeptLines(piece)
        }
    }

    /// An entry or item with the comments before it.
    private mutating func piece(_ piece: YAMLPiece, indentation: Int, isFirst: Bool) {
        var piece = piece
        hoist(&piece, column: indentation)
        lines(piece.leading, indentation: indentation, isFirst: isFirst)
        text += String(repeating: " ", count: indentation)
        inline(piece, indentation: indentation)
    }

    /// An entry or item whose indentation is written already and whose leading comments are.
    private mutating func inline(_ piece: YAMLPiece, indentation: Int) {
        var piece = piece
        guard let key = piece.key else {
            text += "- "
            if isBroken(piece, column: indentation + 2) {
                var children = piece.children ?? []
                children[0].leading = []
                inline(children[0], indentation: indentation + 2)
                let keptBlankLines = Self.endsInKeptLines(children[0])
                for (index, child) in children.dropFirst().enumerated() {
                    self.piece(child, indentation: indentation + 2, isFirst: index == 0 && keptBlankLines)
                }
                lines(piece.tail, indentation: indentation + 2, isFirst: false)
            } else {
                value(piece, indentation: indentation, column: indentation + 2)
            }
            return
        }
        let spelled = Self.spelled(key.text, wasQuoted: key.wasQuoted, isKey: true, place: .block)
        text += spelled + ":"
        let column = indentation + Self.columns(spelled) + 2
        guard isBroken(piece, column: column) else {
            text += " "
            value(piece, indentation: indentation, column: column)
            return
        }
        endLine(piece.trailing.popLast())
        pieces(piece.children ?? [], indentation: indentation + 2)
        lines(piece.tail, indentation: indentation + 2, isFirst: false)
    }

    /// A value that begins on the current line, in `column`; `indentation` is that of its entry.
    private mutating func value(_ piece: YAMLPiece, indentation: Int, column: Int) {
        switch piece.content {
        case .blockText(let block):
            text += String(block.style) + (block.needsIndicator ? "2" : "") + block.chomping
            endLine(block.comment)
            for line in block.lines {
                text += line.isEmpty ? "\n" : String(repeating: " ", count: max(2, indentation + 2)) + line + "\n"
            }
        case .text(let content, let wasQuoted):
            let spelled = Self.spelled(content, wasQuoted: wasQuoted, isKey: false, place: .block)
            text += Self.folded(spelled, column: column, indentation: max(2, indentation + 2))
            endLine(piece.trailing.last)
        case .mapping, .list:
            text += Self.flow(piece)
            endLine(piece.trailing.last)
        }
    }

    /// Moves the comments that have no place on the line of a piece before it: all of its trailing ones but the last,
    /// and, where a list's dash stands before a first piece, that piece's own.
    private mutating func hoist(_ piece: inout YAMLPiece, column: Int) {
        if piece.key == nil, isBroken(piece, column: column + 2), var children = piece.children {
            hoist(&children[0], column: column + 2)
            piece.leading += piece.trailing.map(YAMLPiece.Line.comment)
            piece.trailing = []
            piece.leading += children[0].leading.drop { $0 == .blank }
            children[0].leading = []
            piece.children = children
        } else {
            piece.leading += settle(&piece)
        }
    }

    /// Takes from a piece the comments that its line has no room for.
    private func settle(_ piece: inout YAMLPiece) -> [YAMLPiece.Line] {
        var moved: [YAMLPiece.Line] = []
        let room: Int
        if case .blockText = piece.content { room = 0 } else { room = 1 }
        while piece.trailing.count > room { moved.append(.comment(piece.trailing.removeFirst())) }
        if piece.children?.isEmpty == true {
            moved += piece.tail
            piece.tail = []
        }
        return moved
    }

    /// Whether a collection takes lines of its own: it did, or it holds comments, or it would not fit.
    private func isBroken(_ piece: YAMLPiece, column: Int) -> Bool {
        guard let children = piece.children, !children.isEmpty else { return false }
        return !piece.isFlow || piece.holdsComments || column + Self.columns(Self.flow(piece)) > YAMLFormatter.width
    }

    // MARK: Lines

    /// Comments and empty lines; no two empty ones together, and none at the start of a block.
    mutating func lines(_ lines: [YAMLPiece.Line], indentation: Int, isFirst: Bool) {
        var wasBlank = isFirst
        for line in lines {
            switch line {
            case .blank:
                if !wasBlank { text += "\n" }
                wasBlank = true
            case .comment(let comment):
                text += String(repeating: " ", count: indentation) + comment + "\n"
                wasBlank = false
            }
        }
    }

    private mutating func endLine(_ comment: String?) {
        if let comment { text += "  " + comment }
        text += "\n"
    }

    // MARK: Spelling

    private static func spelled(_ text: String, wasQuoted: Bool, isKey: Bool, place: YAMLQuoting.Place) -> String {
        if wasQuoted, YAMLQuoting.looksTyped(text) { return YAMLQuoting.doubleQuoted(text) }
        return isKey ? YAMLQuoting.key(text, in: place) : YAMLQuoting.value(text, in: place)
    }

    private static func flow(_ piece: YAMLPiece) -> String {
        switch piece.content {
        case .text(let text, let wasQuoted):
            return spelled(text, wasQuoted: wasQuoted, isKey: false, place: .flow)
        case .blockText(let block):
            return YAMLQuoting.doubleQuoted(block.lines.joined(separator: "\n"))  // cannot stand in brackets
        case .mapping(let entries):
            let inner = entries.map { entry in
                let key = spelled(
                    entry.key?.text ?? "", wasQuoted: entry.key?.wasQuoted ?? false, isKey: true, place: .flow)
                return key + ": " + flow(entry)
            }
            return "{" + inner.joined(separator: ", ") + "}"
        case .list(let items):
            return "[" + items.map(flow).joined(separator: ", ") + "]"
        }
    }

    /// A text on as many lines as it needs, broken where single spaces stand.
    private static func folded(_ spelled: String, column: Int, indentation: Int) -> String {
        guard column + columns(spelled) > YAMLFormatter.width else { return spelled }
        var result = ""
        var at = column
        var isFirst = true
        for word in words(spelled) {
            let size = columns(word)
            if isFirst {
                result = word
            } else if at + 1 + size > YAMLFormatter.width {
                result += "\n" + String(repeating: " ", count: indentation) + word
                at = indentation + size
                continue
            } else {
                result += " " + word
                at += 1
            }
            at += size
            isFirst = false
        }
        return result
    }

    /// The parts between spaces at which a line may be broken: single ones, and not behind a backslash.
    private static func words(_ text: String) -> [String] {
        var words: [[UInt8]] = [[]]
        let bytes = Array(text.utf8)
        for (index, byte) in bytes.enumerated() {
            let isBreak =
                byte == 0x20 && index > 0 && index + 1 < bytes.count && bytes[index + 1] != 0x20
                && bytes[index - 1] != 0x20 && bytes[index - 1] != UInt8(ascii: "\\")
                && !(index == 1 && bytes[0] == UInt8(ascii: "\""))
                && !(index + 2 == bytes.count && bytes[index + 1] == UInt8(ascii: "\""))
            if isBreak { words.append([]) } else { words[words.count - 1].append(byte) }
        }
        return words.map { String(decoding: $0, as: UTF8.self) }
    }

    private static func columns(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + $1.columns }
    }
}
