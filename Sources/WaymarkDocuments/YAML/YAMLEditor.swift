/// Changes one thing in a YAML file at the place where it stands and leaves everything else as it is: other lines,
/// comments, blanks, the author's quotes.
///
/// Each method makes an edit of the text as it was read; after applying one, read the file again for the next. Nodes
/// and entries must come from `root`.
package struct YAMLEditor: Sendable {
    private let bytes: [UInt8]
    private let root: Node
    private let lineEnd: String

    /// - Parameter root: what reading `file` gave, without errors.
    package init(_ file: SourceFile, root: Node) {
        bytes = file.bytes
        self.root = root
        let first = file.bytes.firstIndex(of: 0x0A) ?? 0
        lineEnd = first > 0 && file.bytes[first - 1] == 0x0D ? "\r\n" : "\n"
    }

    // MARK: Texts and keys

    /// Replaces the text of a scalar; its quotes, or its `|`, stay where the new text can stand in them.
    /// - Returns: nil for a node that is no scalar.
    package func replaceText(of node: Node, with text: String) -> TextEdit? {
        guard case .scalar(_, let style) = node.kind else { return nil }
        let range = Int(node.span.start)..<Int(node.span.end)
        let place = self.place(of: range.lowerBound)
        switch style {
        case .literal, .folded:
            return replaceBlockText(node, with: text, style: style)
        default:
            return TextEdit(range, spelled(text, in: place, like: range.lowerBound, isKey: false))
        }
    }

    /// Replaces what stands in brackets by something else in brackets, on the same line.
    /// - Returns: nil for a node that is not in brackets.
    package func replaceBrackets(of node: Node, with value: YAMLValue) -> TextEdit? {
        node.isFlow ? TextEdit(Int(node.span.start)..<Int(node.span.end), value.flow()) : nil
    }

    /// Gives an entry another key.
    package func renameKey(of entry: Node.Entry, to key: String) -> TextEdit {
        let range = Int(entry.keySpan.start)..<Int(entry.keySpan.end)
        let spelled = spelled(key, in: place(of: range.lowerBound), like: range.lowerBound, isKey: true)
        // In brackets a quoted key may be followed by its value at once, a bare one not.
        let isTight =
            range.upperBound + 1 < bytes.count && bytes[range.upperBound] == UInt8(ascii: ":")
            && bytes[range.upperBound + 1] > 0x20
        return TextEdit(
            range,
            isTight && !spelled.hasPrefix("\"") && !spelled.hasPrefix("'") ? YAMLQuoting.doubleQuoted(key) : spelled)
    }

    // MARK: Entries and items

    /// Puts an entry into a mapping so that it becomes the one at `position`, on a line of its own in a block, within
    /// the brackets otherwise.
    package func addEntry(_ entry: YAMLValue.Entry, to mapping: Node, at position: Int) -> TextEdit? {
        guard let entries = mapping.entries, (0...entries.count).contains(position) else { return nil }
        if mapping.isFlow || entries.isEmpty {
            let starts = entries.map { Int($0.keySpan.start) }
            return addInBrackets(
                YAMLValue.flow(entry), to: mapping, at: position, starts: starts, ends: ends(of: mapping))
        }
        let column = YAMLGap.before(Int(mapping.span.start), in: bytes).column
        return addLines(YAMLValue.block(entry, indentation: column), to: mapping, at: position, column: column)
    }

    /// Puts an item into a list so that it becomes the one at `position`.
    package func addItem(_ item: YAMLValue, to list: Node, at position: Int) -> TextEdit? {
        guard let items = list.items, (0...items.count).contains(position) else { return nil }
        if list.isFlow || items.isEmpty {
            let starts = items.map { Int($0.span.start) }
            return addInBrackets(item.flow(), to: list, at: position, starts: starts, ends: ends(of: list))
        }
        let column = YAMLGap.before(Int(list.span.start), in: bytes).column
        return addLines(YAMLValue.list([item]).block(indentation: column), to: list, at: position, column: column)
    }

    /// Removes the entry at `position` with its lines. A comment on a line of its own before it goes along only where
    /// both stand in a paragraph of their own, between empty lines; otherwise it may speak of what follows as well.
    package func removeEntry(at position: Int, of mapping: Node) -> TextEdit? {
        guard let entries = mapping.entries, entries.indices.contains(position) else { return nil }
        return remove(position, of: mapping, empty: "{}")
    }

    /// Removes the item at `position`, as ``removeEntry(at:of:)`` does an entry.
    package func removeItem(at position: Int, of list: Node) -> TextEdit? {
        guard let items = list.items, items.indices.contains(position) else { return nil }
        return remove(position, of: list, empty: "[]")
    }
}

// MARK: - Texts

extension YAMLEditor {
    private func spelled(_ text: String, in place: YAMLQuoting.Place, like start: Int, isKey: Bool) -> String {
        switch bytes[start] {
        case UInt8(ascii: "\""): return YAMLQuoting.doubleQuoted(text)
        case UInt8(ascii: "'"): return YAMLQuoting.singleQuoted(text) ?? YAMLQuoting.doubleQuoted(text)
        default: return isKey ? YAMLQuoting.key(text, in: place) : YAMLQuoting.value(text, in: place)
        }
    }

    private func replaceBlockText(_ node: Node, with text: String, style: Node.ScalarStyle) -> TextEdit {
        let range = Int(node.span.start)..<Int(node.span.end)
        let source = String(decoding: bytes[range], as: UTF8.self)
        let block = YAMLBlockText(source: source, value: node.text ?? "")
        let header = bytes.nextLine(after: range.lowerBound)
        let indentation = bytes[min(header, range.upperBound)..<range.upperBound].prefix { $0 == 0x20 }.count
        let ends = text.hasSuffix("\n")
        let body = ends ? String(text.dropLast()) : text
        let lines = body.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
        // A `>` joins its lines, so only a text of one line is sure to come back.
        let canStay =
            block.map { !$0.needsIndicator } == true && indentation > 0
            && !body.hasSuffix("\n") && body.first != "\n" && body.first != " "
            && body.contains { $0 != " " && $0 != "\n" }
            && (style == .literal || lines.count == 1)
            && !text.unicodeScalars.contains(where: YAMLQuoting.needsEscape)
        guard canStay, let block else {
            return TextEdit(range, YAMLQuoting.doubleQuoted(text) + (block?.comment.map { "  " + $0 } ?? ""))
        }
        var result = String(block.style) + (ends ? "" : "-") + (block.comment.map { " " + $0 } ?? "")
        for line in lines {
            result += lineEnd + (line.isEmpty ? "" : String(repeating: " ", count: indentation) + line)
        }
        if ends, range.upperBound == bytes.count { result += lineEnd }
        return TextEdit(range, result)
    }

    /// Whether a byte of a node stands inside brackets.
    private func place(of offset: Int) -> YAMLQuoting.Place {
        var node = root
        while true {
            if node.isFlow { return .flow }
            let children =
                node.entries?.map { ($0.keySpan.start, $0.value) } ?? node.items?.map { ($0.span.start, $0) } ?? []
            guard let inner = children.last(where: { Int($0.0) <= offset })?.1, Int(inner.span.start) <= offset,
                offset < Int(inner.span.end)
            else { return .block }
            node = inner
        }
    }
}

// MARK: - Adding

extension YAMLEditor {
    /// Adds lines before the first or behind another piece of a block collection.
    private func addLines(_ lines: [String], to node: Node, at position: Int, column: Int) -> TextEdit {
        let blanks = String(repeating: " ", count: column)
        guard position > 0 else {
            let start = Int(node.span.start)
            return TextEdit(start..<start, lines.joined(separator: lineEnd) + lineEnd + blanks)
        }
        var end = ends(of: node)[position - 1]
        while end < bytes.count, bytes[end] != 0x0A { end += 1 }
        if end > 0, end < bytes.count, bytes[end - 1] == 0x0D { end -= 1 }
        return TextEdit(end..<end, lineEnd + blanks + lines.joined(separator: lineEnd))
    }

    private func addInBrackets(_ text: String, to node: Node, at position: Int, starts: [Int], ends: [Int]) -> TextEdit
    {
        let start = Int(node.span.start)
        if starts.isEmpty {
            return TextEdit(start + 1..<start + 1, text)
        }
        let edit =
            position > 0
            ? TextEdit(ends[position - 1]..<ends[position - 1], ", " + text)
            : TextEdit(starts[0]..<starts[0], text + ", ")
        guard case .mapping = node.kind, bytes[start] != UInt8(ascii: "{") else { return edit }
        // [a: b] holds a mapping without braces, which has room for one entry only.
        let range = start..<Int(node.span.end)
        let local = TextEdit(edit.range.lowerBound - start..<edit.range.upperBound - start, edit.replacement)
        return TextEdit(range, "{" + String(decoding: local.applied(to: Array(bytes[range])), as: UTF8.self) + "}")
    }

    /// Where each piece of a collection ends.
    private func ends(of node: Node) -> [Int] {
        node.entries?.map { Int($0.value.span.end) } ?? node.items?.map { Int($0.span.end) } ?? []
    }
}

// MARK: - Removing

extension YAMLEditor {
    private func remove(_ position: Int, of node: Node, empty: String) -> TextEdit {
        let ends = ends(of: node)
        let range = Int(node.span.start)..<Int(node.span.end)
        if ends.count == 1 {
            // In the column of its key an opening bracket would begin a key of its own.
            return TextEdit(range, node.isFlow ? empty : "  " + empty)
        }
        let starts = (0..<ends.count).map { start(of: $0, in: node, ends: ends) }
        return node.isFlow
            ? removeInBrackets(
                starts[position]..<ends[position], previous: position > 0 ? ends[position - 1] : nil,
                next: position + 1 < starts.count ? starts[position + 1] : nil)
            : removeLines(
                starts[position]..<ends[position], next: position + 1 < starts.count ? starts[position + 1] : nil)
    }

    /// Where a piece begins: with its dash or its key, or the sign before a long key.
    private func start(of position: Int, in node: Node, ends: [Int]) -> Int {
        let first = Int(node.span.start)
        let from = position > 0 ? ends[position - 1] : node.isFlow && !isBare(node) ? first + 1 : first
        let to =
            node.entries.map { Int($0[position].keySpan.start) } ?? node.items.map { Int($0[position].span.start) }
            ?? from
        var start = YAMLGap(bytes, from..<to, toFirstSign: true).firstSign
        if node.isFlow, start < to, bytes[start] == UInt8(ascii: ",") {
            start = YAMLGap(bytes, start + 1..<to, toFirstSign: true).firstSign
        }
        return start
    }

    /// A mapping within brackets that has no braces of its own.
    private func isBare(_ node: Node) -> Bool {
        node.entries != nil && bytes[Int(node.span.start)] != UInt8(ascii: "{")
    }

    private func removeInBrackets(_ piece: Range<Int>, previous: Int?, next: Int?) -> TextEdit {
        if let previous, YAMLGap(bytes, previous..<piece.lowerBound).comments.isEmpty {
            return TextEdit(previous..<piece.upperBound, "")
        }
        if let next {
            if YAMLGap(bytes, piece.upperBound..<next).comments.isEmpty { return TextEdit(piece.lowerBound..<next, "") }
            // Up to and with the comma; the comments stay.
            let comma = YAMLGap(bytes, piece.upperBound..<next, toFirstSign: true)
            if comma.comments.isEmpty { return TextEdit(piece.lowerBound..<comma.firstSign + 1, "") }
            return TextEdit(piece, "").removingComma(at: comma.firstSign, in: bytes)
        }
        // The last piece, with comments before it: a comma may stay before the bracket.
        return TextEdit(piece, "").removingComma(after: piece.upperBound, in: bytes)
    }

    private func removeLines(_ piece: Range<Int>, next: Int?) -> TextEdit {
        let (column, ownsLine) = YAMLGap.before(piece.lowerBound, in: bytes)
        guard ownsLine else {
            // The first piece behind a dash: the next takes its place, unless comments stand between.
            let end = next ?? piece.upperBound
            let gap = YAMLGap(bytes, piece.upperBound..<end)
            if gap.comments.allSatisfy({ !$0.ownsLine }) { return TextEdit(piece.lowerBound..<end, "") }
            let line = gap.comments.first.flatMap { $0.ownsLine ? nil : $0.range.upperBound } ?? piece.upperBound
            return TextEdit(piece.lowerBound..<line, "")
        }
        var end = bytes.nextLine(after: piece.upperBound)
        // Comments that stand further right than the piece belong to what is inside it.
        let after = YAMLGap(bytes, piece.upperBound..<bytes.count, toFirstSign: true)
        for comment in after.comments where comment.ownsLine {
            guard comment.column > column else { break }
            end = bytes.nextLine(after: comment.range.upperBound)
        }
        var start = bytes.lineStart(of: piece.lowerBound)
        if start == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
        if let paragraph = paragraph(before: start, column: column), isBlankLine(at: end) {
            start = paragraph
            // Of the two empty lines around it one stays.
            if end < bytes.count { end = bytes.nextLine(after: end) }
        }
        return TextEdit(start..<end, "")
    }

    /// Where the comments begin that stand directly above a line in its column, if an empty line stands above them.
    private func paragraph(before line: Int, column: Int) -> Int? {
        var start = line
        while start > 0 {
            let above = bytes.lineStart(of: start - 1)
            if isBlankLine(at: above) { return start }
            guard let comment = YAMLGap(bytes, above..<start).comments.first, comment.ownsLine, comment.column == column
            else {
                return nil
            }
            start = above
        }
        return nil
    }

    /// Whether the line that begins at `offset` is empty, or is the end of the file.
    private func isBlankLine(at offset: Int) -> Bool {
        bytes[offset...].prefix { $0 != 0x0A }.allSatisfy { $0 == 0x20 || $0 == 0x0D }
    }
}

extension TextEdit {
    /// The removal goes on to a comma behind it; what stands between stays.
    fileprivate func removingComma(after offset: Int, in bytes: [UInt8]) -> TextEdit {
        let sign = YAMLGap(bytes, offset..<bytes.count, toFirstSign: true).firstSign
        return removingComma(at: sign, in: bytes)
    }

    fileprivate func removingComma(at offset: Int, in bytes: [UInt8]) -> TextEdit {
        guard offset < bytes.count, bytes[offset] == UInt8(ascii: ",") else { return self }
        let between = String(decoding: bytes[range.upperBound..<offset], as: UTF8.self)
        return TextEdit(range.lowerBound..<offset + 1, between)
    }
}
