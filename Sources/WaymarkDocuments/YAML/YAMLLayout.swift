/// A node with the comments that belong to it, ready to be laid out anew.
struct YAMLPiece {
    enum Line: Equatable {
        case blank
        case comment(String)
    }

    enum Content {
        case text(String, wasQuoted: Bool)
        /// A `|` or `>` text, as it is written.
        case blockText(YAMLBlockText)
        /// Pieces with keys.
        case mapping([YAMLPiece])
        /// Pieces without.
        case list([YAMLPiece])
    }

    var key: (text: String, wasQuoted: Bool)?
    var content: Content
    /// Comments on lines of their own before the piece, and the empty lines among and after them.
    var leading: [Line] = []
    /// Comments on its line: behind the value, or, before a value of several lines, behind the key.
    var trailing: [String] = []
    /// Comments on lines of their own after the last piece inside.
    var tail: [Line] = []
    /// A collection in brackets.
    var isFlow = false

    var children: [YAMLPiece]? {
        get {
            switch content {
            case .mapping(let pieces), .list(let pieces): pieces
            case .text, .blockText: nil
            }
        }
        set {
            guard let newValue else { return }
            if case .list = content { content = .list(newValue) } else { content = .mapping(newValue) }
        }
    }

    /// Whether a comment stands anywhere inside.
    var holdsComments: Bool {
        if !tail.isEmpty { return true }
        return (children ?? []).contains { child in
            !child.trailing.isEmpty || child.leading.contains { $0 != .blank } || child.holdsComments
        }
    }
}

/// A `|` or `>` text as its lines stand in the source, without their indentation.
struct YAMLBlockText {
    var style: Character
    /// `-` or `+`, or nothing.
    var chomping: String
    var lines: [String]
    /// The first line with content begins with a space, so that the indentation must be told.
    var needsIndicator: Bool
    var comment: String?
    var keepsBlankLines: Bool { chomping == "+" }

    /// Nil where there is no line with content.
    init?(source: String, value: String) {
        // As bytes: to a string, a return and a line feed are one character.
        var lines = source.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
            String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
        }
        let header = lines.removeFirst()
        guard let first = lines.firstIndex(where: { $0.contains { $0 != " " } }),
            let valueLine = value.split(separator: "\n").first(where: { $0.contains { $0 != " " } })
        else { return nil }
        let spaces = { (text: Substring) in text.prefix { $0 == " " }.count }
        let own = spaces(valueLine)
        let indentation = spaces(lines[first][...]) - own
        guard indentation >= 0 else { return nil }
        style = header.first ?? "|"
        needsIndicator = own > 0 || lines[..<first].contains { $0.count > indentation }
        let sign = header.prefix { $0 != " " && $0 != "#" }.first { $0 == "-" || $0 == "+" }
        // At the end of a file without a line end the text has none either, and the file is about to get one.
        chomping = value.hasSuffix("\n") ? sign.map(String.init) ?? "" : "-"
        comment = header.firstIndex(of: "#").map { String(header[$0...]) }
        if let last = comment?.lastIndex(where: { $0 != " " && $0 != "\t" }) {
            comment = comment.map { String($0[...last]) }
        }
        self.lines = lines.map { String($0.dropFirst(indentation)) }
    }
}

/// Gives every comment of a file to the piece it belongs to.
struct YAMLLayoutBuilder {
    private let bytes: [UInt8]
    private let respell: ([String], String) -> String?
    /// Everything before this byte has been given out.
    private var cursor = 0
    private var path: [String] = []

    init(_ bytes: [UInt8], respell: @escaping ([String], String) -> String?) {
        self.bytes = bytes
        self.respell = respell
    }

    /// The whole file; what stands after its root is in the root's tail.
    mutating func document(_ root: Node) -> YAMLPiece {
        var piece = YAMLPiece(content: .mapping([]))
        read(root, into: &piece)
        piece.tail += lines(takeGap(to: bytes.count))
        return piece
    }

    /// The comments of a file that holds nothing else.
    mutating func comments() -> [YAMLPiece.Line] {
        lines(takeGap(to: bytes.count))
    }

    // MARK: Nodes

    /// Reads a node that begins at or after the cursor, and the comment on the line it ends on.
    private mutating func read(_ node: Node, into piece: inout YAMLPiece) {
        let start = Int(node.span.start)
        let gap = takeGap(to: start)
        var own: [YAMLPiece.Line] = []
        for comment in gap.comments {
            if comment.ownsLine { own += lines(comment) } else { piece.trailing.append(text(comment)) }
        }
        if gap.endsAfterBlank, !own.isEmpty { own.append(.blank) }
        piece.isFlow = node.isFlow
        switch node.kind {
        case .scalar(let text, let style):
            piece.leading += own
            piece.content = content(text, style, node)
            cursor = Int(node.span.end)
        case .mapping(let entries):
            if node.isFlow || entries.isEmpty {
                piece.leading += own
                own = []
            }
            children(entries.count, of: node, pending: own, piece: &piece) { builder, index, child in
                let entry = entries[index]
                let sign = builder.takeGap(to: Int(entry.keySpan.start))
                child.leading += sign.comments.map { .comment(builder.text($0)) }
                child.key = (entry.key, builder.isQuote(at: Int(entry.keySpan.start)))
                builder.cursor = Int(entry.keySpan.end)
                builder.path.append(entry.key)
                builder.read(entry.value, into: &child)
                builder.path.removeLast()
            } start: {
                Int(entries[$0].keySpan.start)
            }
        case .sequence(let items):
            if node.isFlow || items.isEmpty {
                piece.leading += own
                own = []
            }
            children(items.count, of: node, pending: own, piece: &piece) { builder, index, child in
                builder.read(items[index], into: &child)
            } start: { index in
                Int(items[index].span.start)
            }
        }
        let endsOnItsLine = node.isFlow || piece.children == nil
        if endsOnItsLine, let comment = takeEndOfLine() { piece.trailing.append(comment) }
    }

    private mutating func children(
        _ count: Int, of node: Node, pending: [YAMLPiece.Line], piece: inout YAMLPiece,
        read: (inout YAMLLayoutBuilder, Int, inout YAMLPiece) -> Void, start: (Int) -> Int
    ) {
        var children: [YAMLPiece] = []
        for index in 0..<count {
            var child = YAMLPiece(content: .mapping([]))
            if index == 0 { child.leading = pending }
            // In a block the piece begins with its dash, or with the sign of a long key.
            let own = start(index)
            let sign = YAMLGap(bytes, min(cursor, own)..<own, toFirstSign: true).firstSign
            let gap = takeGap(to: node.isFlow ? own : sign)
            for comment in gap.comments {
                if comment.ownsLine {
                    child.leading += lines(comment)
                } else if children.isEmpty {
                    piece.trailing.append(text(comment))
                } else {
                    children[children.count - 1].trailing.append(text(comment))
                }
            }
            if gap.endsAfterBlank { child.leading.append(.blank) }
            read(&self, index, &child)
            children.append(child)
        }
        let rest = node.isFlow ? takeGap(to: max(cursor, Int(node.span.end))).comments : takeTail(of: node)
        for comment in rest {
            if comment.ownsLine {
                piece.tail += lines(comment)
            } else if children.isEmpty {
                piece.trailing.append(text(comment))
            } else {
                children[children.count - 1].trailing.append(text(comment))
            }
        }
        if case .sequence = node.kind { piece.content = .list(children) } else { piece.content = .mapping(children) }
    }

    private func content(_ text: String, _ style: Node.ScalarStyle, _ node: Node) -> YAMLPiece.Content {
        if style == .literal || style == .folded {
            let source = String(decoding: bytes[Int(node.span.start)..<Int(node.span.end)], as: UTF8.self)
            if let block = YAMLBlockText(source: source, value: text) { return .blockText(block) }
            return .text(text, wasQuoted: true)
        }
        return .text(respell(path, text) ?? text, wasQuoted: style != .plain)
    }

    private func isQuote(at offset: Int) -> Bool {
        bytes[offset] == UInt8(ascii: "\"") || bytes[offset] == UInt8(ascii: "'")
    }

    // MARK: Comments

    private mutating func takeGap(to end: Int) -> YAMLGap {
        let gap = YAMLGap(bytes, min(cursor, end)..<end)
        cursor = max(cursor, end)
        return gap
    }

    /// The comment on the line that holds the cursor, where nothing but a comma stands between.
    private mutating func takeEndOfLine() -> String? {
        var at = cursor
        var hasComma = false
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: ","), !hasComma {
                hasComma = true
            } else if bytes[at] != 0x20, bytes[at] != 0x09 {
                break
            }
            at += 1
        }
        guard at < bytes.count, bytes[at] == UInt8(ascii: "#") else { return nil }
        let end = max(at, bytes.nextLine(after: at))
        guard let comment = YAMLGap(bytes, at..<end).comments.first else { return nil }
        cursor = comment.range.upperBound
        return text(comment)
    }

    /// The comments that follow a block collection and stand as far right as what is in it: further than what comes
    /// next.
    private mutating func takeTail(of node: Node) -> [YAMLGap.Comment] {
        let gap = YAMLGap(bytes, cursor..<bytes.count, toFirstSign: true)
        let own = YAMLGap.before(Int(node.span.start), in: bytes).column
        let next = gap.firstSign < bytes.count ? YAMLGap.before(gap.firstSign, in: bytes).column : -1
        let taken = gap.comments.prefix { $0.column >= own && $0.column > next }
        if let last = taken.last { cursor = last.range.upperBound }
        return Array(taken)
    }

    private func text(_ comment: YAMLGap.Comment) -> String {
        String(decoding: bytes[comment.range], as: UTF8.self)
    }

    private func lines(_ comment: YAMLGap.Comment) -> [YAMLPiece.Line] {
        (comment.isAfterBlank ? [.blank] : []) + [.comment(text(comment))]
    }

    private func lines(_ gap: YAMLGap) -> [YAMLPiece.Line] {
        gap.comments.flatMap(lines)
    }
}
