package import WaymarkDocuments

/// Pieces of messages that several checks need, so that they all speak alike.
package enum Words {
    /// How many names a load looks at for suggestions: a file full of errors must not cost seconds.
    private static let suggestionBudget = 300_000
    /// Past this many problems names are not listed any more either.
    private static let listingLimit = 1000

    /// A name as it is written in a file: `name`.
    package static func code(_ name: String) -> String {
        name.isEmpty ? "empty text" : "`\(shortened(name))`"
    }

    /// "`a`, `b` and `c`"; of more than twenty only the first and how many more there are.
    package static func list(_ names: [String]) -> String {
        guard names.count > 20 else { return join(names.map(code)) }
        return names.prefix(12).map(code).joined(separator: ", ") + " and \(names.count - 12) more"
    }

    /// "a, b and c".
    package static func join(_ parts: [String]) -> String {
        guard parts.count > 1, let last = parts.last else { return parts.first ?? "" }
        return parts.dropLast().joined(separator: ", ") + " and " + last
    }

    /// "a fact", "an area".
    package static func withArticle(_ noun: String) -> String {
        let startsWithVowel = noun.utf8.first.map { [0x61, 0x65, 0x69, 0x6F, 0x75].contains($0) } ?? false
        return (startsWithVowel ? "an " : "a ") + noun
    }

    /// "did you mean `name`? its values: `a` and `b`"; each part only where there is something to say, the list only
    /// where it has a beginning.
    package static func help(
        for word: String, among candidates: @autoclosure () -> [String], as listing: String?,
        after problems: Diagnostics
    ) -> String? {
        guard problems.all.count < listingLimit else { return nil }
        let names = candidates()
        var parts: [String] = []
        var listed = names
        let isAffordable = problems.all.count < max(10, suggestionBudget / max(1, names.count))
        if isAffordable, let nearest = Suggestion.nearest(to: word, among: names) {
            parts.append("did you mean \(code(nearest))?")
            if names.count == 1 { listed = [] }
        }
        if let listing, !listed.isEmpty { parts.append("\(listing): \(list(listed))") }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    /// What a node is: "not as …".
    package static func shape(of node: Node) -> String {
        switch node.kind {
        case .scalar(let text, _): code(text)
        case .mapping: "keys with values"
        case .sequence: "a list"
        }
    }

    /// Long texts cut, line ends shown as spaces: a message stays one line.
    private static func shortened(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var count = 0
        for scalar in text.unicodeScalars {
            if count == 60 {
                result.append("…")
                break
            }
            result.append(scalar == "\n" || scalar == "\r" || scalar == "\t" ? " " : scalar)
            count += 1
        }
        return String(result)
    }
}
