@testable import WaymarkDocuments

/// A random tree and one of the many ways to write it, with comments that are all different.
struct RandomDocument {
    let tree: Tree
    private(set) var text = ""
    private(set) var comments: [String] = []
    private var random: SeededGenerator
    /// Directly behind a `|` or `>` text, a `#` from its column on would be part of it.
    private var blockTextColumn: Int?

    init(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        tree = Self.tree(depth: 0, &random)
        self.random = random
        if self.random.chance(10) { text += "---\n" }
        ownLines(column: 0)
        switch tree {
        case .text: scalar(tree, parent: -2)
        default: value(tree, column: 0, isInline: false)
        }
        let endsInBlockText = blockTextColumn != nil
        ownLines(column: 0)
        // The last line end of a `|` text is part of it.
        if self.random.chance(10), !endsInBlockText { while text.hasSuffix("\n") { text.removeLast() } }
        // Every tenth file comes from an editor on Windows.
        if self.random.chance(10) { text = text.replacing("\n", with: "\r\n") }
        if self.random.chance(5) { text = "\u{FEFF}" + text }
    }

    // MARK: Trees

    private static let words = [
        "a", "age_years", "under 18", "yes", "no", "12", "2026-01-01", "not: this", "a #b", "a#b", "x:y", "- dash",
        "-5", "?q", "is it?",
        "it's", "say \"hi\"", "back\\slash", "[", "a, b", "{x}", "a]b", "@home", "%", "&c", "*d", "!e", "|", ">", "`f`",
        "é 日本",
        " lead", "trail ", "two  spaces", "", "tab\tin", "~", "null", "<<", "#", ":", "-", "---", "...", "a:", "x: ",
        "👩‍👧", "\u{FEFF}z",
        "line\nbreak", "para\n\ngraph\n", "  indented\nfirst\n", "ends\n\n", "\n", "\nstarts", "tr \ning \n",
        "\u{2028}sep", "bell\u{7}",
        "Please ask the person again when they can decide and nothing else is going on in the suite that might put them off now",
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen: nineteen twenty",
    ]

    static func tree(depth: Int, _ random: inout SeededGenerator) -> Tree {
        let isLeaf = depth > 4 || depth > 0 && random.chance(45)
        if isLeaf || random.chance(2) { return .text(words.randomElement(using: &random) ?? "") }
        let count = random.chance(7) ? 0 : Int.random(in: 1...5, using: &random)
        guard random.chance(60) else { return .list((0..<count).map { _ in tree(depth: depth + 1, &random) }) }
        var pairs: [Tree.Pair] = []
        for _ in 0..<count {
            let key =
                random.chance(70)
                ? "key_\(Int.random(in: 0..<30, using: &random))" : words.randomElement(using: &random) ?? ""
            if !pairs.contains(where: { $0.key == key }) {
                pairs.append(.init(key: key, value: tree(depth: depth + 1, &random)))
            }
        }
        return .mapping(pairs)
    }

    // MARK: Comments and blanks

    private mutating func comment() -> String {
        comments.append("# c\(comments.count) is: [a \"comment\"")
        return comments[comments.count - 1]
    }

    private mutating func ownLines(column: Int) {
        while random.chance(20) {
            guard random.chance(66) else {
                text += "\n"
                continue
            }
            var column = random.chance(50) ? column : Int.random(in: 0...8, using: &random)
            if let content = blockTextColumn { column = min(column, content - 1) }
            blockTextColumn = nil
            text += blanks(column) + comment() + (random.chance(30) ? "  \n" : "\n")
        }
        blockTextColumn = nil
    }

    private mutating func endLine() {
        if random.chance(15) { text += blanks(Int.random(in: 1...3, using: &random)) + comment() }
        if random.chance(5) { text += "  " }
        text += "\n"
    }

    private func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }

    // MARK: Blocks

    /// A collection on lines of its own in `column`; its first line is indented already if it is inline.
    private mutating func value(_ tree: Tree, column: Int, isInline: Bool, isBlock: Bool = false) {
        var isInline = isInline
        func indent(_ document: inout RandomDocument) {
            if !isInline { document.text += document.blanks(column) }
            isInline = false
        }
        switch tree {
        case .mapping(let pairs) where !pairs.isEmpty && random.chance(80):
            for pair in pairs {
                if !isInline { ownLines(column: column) }
                indent(&self)
                if random.chance(4) {
                    text += "? "
                    if random.chance(30) { text += comment() + "\n" + blanks(column + 1) }
                    text += key(pair.key, inFlow: false)
                    endLine()
                    text += blanks(column)
                } else {
                    text += key(pair.key, inFlow: false)
                }
                text += ":"
                after(pair.value, column: column)
            }
        case .list(let items) where isBlock || !items.isEmpty && random.chance(80):
            for item in items {
                if !isInline { ownLines(column: column) }
                indent(&self)
                text += "-"
                if case .text = item {
                    scalar(item, parent: column)
                } else if random.chance(20) {
                    endLine()
                    let inner = column + Int.random(in: 1...4, using: &random)
                    ownLines(column: inner)
                    value(item, column: inner, isInline: false)
                } else {
                    let gap = Int.random(in: 1...3, using: &random)
                    text += blanks(gap)
                    value(item, column: column + 1 + gap, isInline: true)
                }
            }
        default:
            if !isInline { text += blanks(column) }
            flow(tree, column: column)
            endLine()
        }
    }

    /// What follows a key and its colon.
    private mutating func after(_ tree: Tree, column: Int) {
        switch tree {
        case .text: scalar(tree, parent: column)
        case .mapping(let pairs) where pairs.isEmpty || random.chance(25):
            text += " "
            flow(tree, column: column + 2)
            endLine()
        case .list(let items) where items.isEmpty || random.chance(40):
            text += " "
            flow(tree, column: column + 2)
            endLine()
        default:
            endLine()
            var inner = column + Int.random(in: 1...4, using: &random)
            if case .list(let items) = tree, !items.isEmpty, random.chance(30) { inner = column }
            ownLines(column: inner)
            // An opening bracket in the column of the parent's keys would be a key.
            value(tree, column: inner, isInline: false, isBlock: inner == column)
        }
    }

    private mutating func scalar(_ tree: Tree, parent: Int) {
        guard case .text(let content) = tree else { return }
        let inner = max(0, parent) + Int.random(in: 1...4, using: &random)
        if let lines = blockLines(content), random.chance(50) {
            text += blanks(parent < 0 ? 0 : 1) + lines.header
            if random.chance(20) { text += " " + comment() }
            text += "\n"
            for line in lines.lines {
                text += line.isEmpty ? (random.chance(20) ? " \n" : "\n") : blanks(inner) + line + "\n"
            }
            blockTextColumn = inner
            return
        }
        if parent >= 0 {
            if random.chance(10) {
                endLine()
                ownLines(column: inner)
                text += blanks(inner)
            } else {
                text += blanks(Int.random(in: 1...3, using: &random))
            }
        }
        let spelled = spell(content, inFlow: false)
        if parent >= 0, random.chance(30), !spelled.contains("  "), !spelled.contains("\\"), !spelled.contains("\" "),
            !spelled.contains(" \""),
            !spelled.hasPrefix("' "), !spelled.hasSuffix(" '")
        {
            text += spelled.replacing(" ", with: "\n" + blanks(inner))
        } else {
            text += spelled
        }
        endLine()
        blockTextColumn = nil
    }

    /// The lines of a `|` or `>` text, where a text can be written as one.
    private mutating func blockLines(_ content: String) -> (header: String, lines: [String])? {
        guard !content.isEmpty, content.contains(where: { $0 != "\n" && $0 != " " }), !content.contains("\t"),
            !content.unicodeScalars.contains(where: YAMLQuoting.needsEscape), !content.hasPrefix("\n"),
            !content.hasPrefix(" "),
            !content.hasSuffix("\n\n")
        else { return nil }
        let ends = content.hasSuffix("\n")
        let lines = (ends ? String(content.dropLast()) : content).split(
            separator: "\n", omittingEmptySubsequences: false
        ).map(String.init)
        if lines.count == 1, random.chance(50) { return (">" + (ends ? "" : "-"), lines) }
        return ("|" + (ends ? "" : "-"), lines)
    }

    // MARK: Brackets

    private mutating func flow(_ tree: Tree, column: Int) {
        switch tree {
        case .text(let content):
            text += spell(content, inFlow: true)
        case .mapping(let pairs):
            text += "{"
            for (index, pair) in pairs.enumerated() {
                flowGap(column)
                text += key(pair.key, inFlow: true) + ":" + blanks(Int.random(in: 1...2, using: &random))
                if random.chance(5) { flowGap(column) }
                flow(pair.value, column: column)
                flowEnd(index, of: pairs.count, column: column)
            }
            if pairs.isEmpty { flowGap(column) }
            text += "}"
        case .list(let items):
            text += "["
            for (index, item) in items.enumerated() {
                flowGap(column)
                if case .mapping(let pairs) = item, pairs.count == 1, random.chance(50) {
                    text += key(pairs[0].key, inFlow: true) + ": "
                    flow(pairs[0].value, column: column)
                } else {
                    flow(item, column: column)
                }
                flowEnd(index, of: items.count, column: column)
            }
            if items.isEmpty { flowGap(column) }
            text += "]"
        }
    }

    private mutating func flowEnd(_ index: Int, of count: Int, column: Int) {
        if random.chance(10) { flowGap(column) }
        if index < count - 1 || random.chance(10) { text += "," }
        if index == count - 1 { flowGap(column) }
    }

    private mutating func flowGap(_ column: Int) {
        if random.chance(50) { text += " " }
        guard random.chance(6) else { return }
        text += " "
        endLine()
        ownLines(column: column)
        text += blanks(column + Int.random(in: 0...2, using: &random) + 1)
    }

    // MARK: Spelling

    private mutating func key(_ key: String, inFlow: Bool) -> String {
        key == "<<" ? "\"<<\"" : spell(key, inFlow: inFlow)
    }

    private mutating func spell(_ content: String, inFlow: Bool) -> String {
        let place: YAMLQuoting.Place = inFlow ? .flow : .block
        switch Int.random(in: 0..<4, using: &random) {
        case 0: return YAMLQuoting.doubleQuoted(content)
        case 1: return YAMLQuoting.singleQuoted(content) ?? YAMLQuoting.doubleQuoted(content)
        default: return YAMLQuoting.value(content, in: place)
        }
    }
}
