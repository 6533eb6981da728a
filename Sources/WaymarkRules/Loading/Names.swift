package import WaymarkDocuments

/// The rules for names in a rulebook.
package enum Names {
    /// Words of the language that nothing may be called.
    package static let reserved: Set<String> = ["all", "any", "none", "at_least", "decision_date"]
    /// Words of the language that no value may be called.
    package static let reservedValues: Set<String> = [
        "yes", "no", "nothing", "something", "unknown", "declined", "not_known",
    ]

    /// ASCII lower-case letters, digits and `_`, starting with a letter.
    package static func isSnakeCase(_ name: String) -> Bool {
        guard let first = name.utf8.first, first >= 0x61, first <= 0x7A else { return false }
        return name.utf8.allSatisfy { ($0 >= 0x61 && $0 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x5F }
    }

    /// Reports a name that may not stand; returns whether it may.
    @discardableResult
    package static func check(
        _ name: String, of kind: String, isValue: Bool = false, at span: SourceSpan, into problems: inout Diagnostics
    ) -> Bool {
        guard isSnakeCase(name) else {
            let spelling = snakeCase(name)
            problems.error(
                "name.form", "\(Words.code(name)) cannot be the name of \(Words.withArticle(kind))", at: span,
                help: "names are lower-case letters a to z, digits and `_`, starting with a letter"
                    + (spelling.map { ": write \(Words.code($0))" } ?? ""))
            return false
        }
        if (isValue ? reservedValues : reserved).contains(name) {
            problems.error(
                "name.reserved",
                "\(Words.code(name)) is a word of the language and cannot name \(Words.withArticle(kind))",
                at: span, help: "choose another name")
            return false
        }
        return true
    }

    /// The name somebody will have meant.
    private static func snakeCase(_ text: String) -> String? {
        var result = ""
        for scalar in text.lowercased().unicodeScalars {
            switch scalar {
            case "a"..."z", "0"..."9": result.unicodeScalars.append(scalar)
            default: if !result.isEmpty, !result.hasSuffix("_") { result += "_" }
            }
        }
        while result.hasSuffix("_") { result.removeLast() }
        return isSnakeCase(result) ? result : nil
    }
}

/// A named thing as a file declares it, not yet read.
package struct Declaration {
    package var name: String
    package var nameSpan: SourceSpan
    package var body: Node

    package init(name: String, nameSpan: SourceSpan, body: Node) {
        self.name = name
        self.nameSpan = nameSpan
        self.body = body
    }
}

/// All declarations of one kind, in file order, names checked.
package struct Declarations {
    /// "fact", "low priority".
    package let kind: String
    package private(set) var all: [Declaration] = []
    private var index: [String: Int] = [:]

    package init(_ kind: String) {
        self.kind = kind
    }

    package subscript(name: String) -> Int? { index[name] }

    package var names: [String] { all.map(\.name) }

    /// Adds every entry of a section such as `facts:`.
    package mutating func add(section: Node.Entry, into problems: inout Diagnostics) {
        let what = "`\(section.key)`"
        let entries = section.value.readEntries(what, example: "\(section.key): {name: {…}}", into: &problems) ?? []
        for entry in entries {
            add(Declaration(name: entry.key, nameSpan: entry.keySpan, body: entry.value), into: &problems)
        }
    }

    /// Adds a declaration; the first of a name stays, a second is reported with both places.
    package mutating func add(_ declaration: Declaration, into problems: inout Diagnostics) {
        if let first = index[declaration.name] {
            problems.error(
                "name.twice", "there are two \(plural) called \(Words.code(declaration.name))",
                at: declaration.nameSpan, notes: [.init("the first is here", at: all[first].nameSpan)],
                help: "rename one of them or delete it")
            return
        }
        Names.check(declaration.name, of: kind, at: declaration.nameSpan, into: &problems)
        index[declaration.name] = all.count
        all.append(declaration)
    }

    private var plural: String {
        kind.hasSuffix("y") ? kind.dropLast() + "ies" : kind == "criterion" ? "criteria" : kind + "s"
    }
}
