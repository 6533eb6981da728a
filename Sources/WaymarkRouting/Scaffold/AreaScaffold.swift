import WaymarkDocuments
import WaymarkRules

/// The service map of a new area, to be filled in: its entry, and a service for every programme that depends on where a
/// person is, as comments, so that the rulebook loads from the first moment.
package struct AreaScaffold: Sendable {
    /// Name of the area in the rulebook.
    package let name: String
    package let title: String
    /// GSS code (ONS Code History Database): a letter for the country and eight digits.
    package let gss: String

    package enum Refusal: Error, Sendable, Hashable {
        case noName
        case notGSS
        case nameTaken(place: String)
        case gssTaken(area: String, place: String)
    }

    /// - Parameter text: the area as people call it ("Milton Keynes") or as the rulebook will (`milton_keynes`).
    package init(_ text: String, title: String? = nil, gss: String, for rulebook: Rulebook) throws(Refusal) {
        name = Self.name(from: text)
        guard let first = name.utf8.first, (0x61...0x7A).contains(first) else { throw .noName }
        self.title = title ?? (text == name ? Self.title(from: text) : text)
        self.gss = gss
        guard Self.isGSS(gss) else { throw .notGSS }
        for area in rulebook.areas {
            if area.name == name { throw .nameTaken(place: rulebook.place(area.span)) }
            if area.gss == gss { throw .gssTaken(area: area.title, place: rulebook.place(area.span)) }
        }
    }

    /// The file's path in the rulebook.
    package var path: String { "Services/\(name).yaml" }

    /// The file.
    package func text(for rulebook: Rulebook) -> String {
        var lines = [
            "# Services of \(title).",
            "#",
            "# Nothing is offered here yet: whoever belongs to \(title) and fits a programme below is shown an unmet need.",
            "# To add a service, take the \"# \" away before `services:` and before the service's lines, and write what is",
            "# true; `waymark check` names every line that is still empty. Delete what this area does not have.",
            "areas:",
            "  \(name):",
            "    name: \(YAMLQuoting.value(title, in: .block))",
            "    gss: \(gss)",
            "",
            "# services:",
        ]
        for programme in rulebook.policy.order { lines += service(of: programme, rulebook) }
        return lines.joined(separator: "\n") + "\n"
    }

    // MARK: Services

    private func service(of index: Int, _ rulebook: Rulebook) -> [String] {
        let programme = rulebook.programmes[index]
        guard programme.dependsOnAreas(rulebook.vocabulary) else { return [] }
        var lines = ["#"]
        let about = programme.summary.map { "\(programme.title): \(English.inSentence($0))" } ?? programme.title
        lines += Self.comment(English.sentence(about))
        let who = programme.criteria.of(.criterion).map(\.says)
        lines += Self.comment("For someone of whom it holds: \(English.clauses(who)).")
        let everywhere = rulebook.services.filter { $0.programme == index && $0.coverage == .everywhere }
        if !everywhere.isEmpty {
            lines += Self.comment(
                "\(English.list(everywhere.map(\.title), "and")) delivers it everywhere: add one only if \(title) has its own."
            )
        }
        lines += [
            "#   \(programme.name)_\(name):",
            "#     programme: \(programme.name)",
            "#     name:",
            "#     provider:",
            "#     areas: [\(name)]",
            "#     from:                            # YYYY-MM-DD, or not known",
            "#     confirmed_until:                 # last day that somebody has confirmed",
            "#     agreement:                       # its name under agreements, or not needed; without it people are signposted",
            "#     capacity: {state: assess_first}  # or has_capacity, waiting_list, no_capacity; with as_of and the date",
            "#     refer_by:",
            "#     contact: {phone: , hours: }",
            "#     source:",
            "#     basis: unverified                # or stated, inferred, external",
        ]
        return lines
    }

    /// Comment lines of at most 100 columns.
    private static func comment(_ text: String) -> [String] {
        var lines: [String] = []
        var line = "#   #"
        for word in text.split(separator: " ") {
            if line.unicodeScalars.count + 1 + word.unicodeScalars.count > 100 {
                lines.append(line)
                line = "#   #"
            }
            line += " " + word
        }
        return lines + [line]
    }

    // MARK: Names

    private static func name(from text: String) -> String {
        var name: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x61...0x7A, 0x30...0x39: name.append(byte)
            case 0x41...0x5A: name.append(byte + 0x20)
            case UInt8(ascii: "'"), 0x80...: break
            default: if let last = name.last, last != 0x5F { name.append(0x5F) }
            }
        }
        while name.last == 0x5F { name.removeLast() }
        return String(decoding: name, as: UTF8.self)
    }

    private static func title(from name: String) -> String {
        name.split(separator: "_").map { English.capitalised(String($0)) }.joined(separator: " ")
    }

    private static func isGSS(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 9, [0x45, 0x57, 0x53, 0x4E].contains(bytes[0]) else { return false }
        return bytes.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
    }
}

extension Programme {
    /// Whether the area a person belongs to decides who delivers it.
    fileprivate func dependsOnAreas(_ vocabulary: Vocabulary) -> Bool {
        switch location {
        case .nothing: false
        case .fact(let fact): vocabulary[fact].takesAreas
        case .firstArea: true
        }
    }
}
