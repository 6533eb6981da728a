package import WaymarkRouting

/// Makes a failing rulebook and case small enough to read: takes pieces away while the failure stays.
package struct Shrinker {
    private let load: (RulebookDraft) -> Rulebook?
    private let fails: (Rulebook, NamedCase) -> Bool
    /// Attempts that are left.
    private var budget: Int

    /// - Parameters:
    ///   - load: reads a rulebook; nil if it has errors.
    ///   - fails: whether the failure shows with a rulebook and a case.
    package init(
        attempts: Int = 4000, load: @escaping (RulebookDraft) -> Rulebook?,
        fails: @escaping (Rulebook, NamedCase) -> Bool
    ) {
        self.load = load
        self.fails = fails
        budget = attempts
    }

    /// The smallest failing pair found. The pair given must fail.
    package mutating func shrink(
        _ draft: RulebookDraft, _ person: NamedCase
    ) -> (draft: RulebookDraft, person: NamedCase) {
        var draft = draft
        var person = person
        while budget > 0 {
            let before = (draft, person)
            shrinkCase(draft, &person)
            shrinkNames(&draft, &person)
            shrinkPieces(&draft, person)
            if before == (draft, person) { break }
        }
        return (draft, person)
    }

    private mutating func stillFails(_ draft: RulebookDraft, _ person: NamedCase) -> Bool {
        guard budget > 0 else { return false }
        budget -= 1
        guard let rulebook = load(draft) else { return false }
        return fails(rulebook, person)
    }

    private mutating func shrinkCase(_ draft: RulebookDraft, _ person: inout NamedCase) {
        var index = person.entries.count - 1
        while index >= 0 {
            var smaller = person
            smaller.entries.remove(at: index)
            if stillFails(draft, smaller) { person = smaller }
            index -= 1
        }
    }

    /// Takes whole declarations away with everything that mentions them.
    private mutating func shrinkNames(_ draft: inout RulebookDraft, _ person: inout NamedCase) {
        var names: [String] = []
        for file in draft.files {
            for name in file.tree.declaredNames where !names.contains(name) { names.append(name) }
        }
        for name in names {
            let smaller = RulebookDraft(
                files: draft.files.compactMap { file in
                    file.tree.without(name).map { RulebookDraft.File(file.path, $0) }
                })
            var fewer = person
            fewer.entries.removeAll { $0.fact == name || $0.said == .option(name) }
            guard smaller != draft else { continue }
            if stillFails(smaller, fewer) { (draft, person) = (smaller, fewer) }
        }
    }

    private mutating func shrinkPieces(_ draft: inout RulebookDraft, _ person: NamedCase) {
        var file = 0
        while file < draft.files.count {
            var tried = 0
            while budget > 0 {
                let variants = draft.files[file].tree.withoutOnePiece
                guard tried < variants.count else { break }
                var smaller = draft
                if let tree = variants[tried] {
                    smaller.files[file].tree = tree
                } else {
                    smaller.files.remove(at: file)
                }
                guard stillFails(smaller, person) else {
                    tried += 1
                    continue
                }
                draft = smaller
                guard file < draft.files.count else { return }
            }
            file += 1
        }
    }
}

extension YAMLTree {
    /// Without these a declaration means nothing, so it goes with them.
    private static let needed: Set<String> = [
        "when", "impossible", "programme", "first", "then", "areas", "versions", "programmes", "criteria", "type",
    ]

    /// Keys of the mappings two levels down (`facts: {homeless: …}`) and below, where they hold declarations.
    fileprivate var declaredNames: [String] {
        guard case .map(let entries) = self else { return [] }
        var names: [String] = []
        for entry in entries {
            if entry.key == "programme", case .scalar(let name) = entry.value { names.append(name) }
            guard case .map(let inner) = entry.value else { continue }
            names += inner.map(\.key)
            for declaration in inner {
                guard case .map(let parts) = declaration.value else { continue }
                for part in parts {
                    if case .map(let named) = part.value { names += named.map(\.key) }
                }
            }
        }
        return names
    }

    /// The tree without everything that mentions a name; nil if nothing is left.
    fileprivate func without(_ name: String) -> YAMLTree? {
        switch self {
        case .scalar(let text):
            return text.split(separator: " ").contains { $0 == name } ? nil : self
        case .list(let items):
            let left = items.compactMap { $0.without(name) }
            return left.isEmpty ? nil : .list(left)
        case .map(let entries):
            var left: [Entry] = []
            for entry in entries {
                let value = entry.key == name ? nil : entry.value.without(name)
                if let value {
                    left.append(Entry(entry.key, value))
                } else if entry.key != name && YAMLTree.needed.contains(entry.key) {
                    return nil
                }
            }
            return left.isEmpty ? nil : .map(left)
        }
    }

    /// The tree with one piece less, in every way, large pieces first; nil stands for nothing at all.
    fileprivate var withoutOnePiece: [YAMLTree?] {
        switch self {
        case .scalar:
            return []
        case .list(let items):
            var result: [YAMLTree?] = []
            for index in items.indices {
                var fewer = items
                fewer.remove(at: index)
                result.append(fewer.isEmpty ? nil : .list(fewer))
            }
            for (index, item) in items.enumerated() {
                for variant in item.withoutOnePiece {
                    guard let variant else { continue }
                    var changed = items
                    changed[index] = variant
                    result.append(.list(changed))
                }
            }
            return result
        case .map(let entries):
            var result: [YAMLTree?] = []
            for index in entries.indices {
                var fewer = entries
                fewer.remove(at: index)
                result.append(fewer.isEmpty ? nil : .map(fewer))
            }
            // `any: [a, b]` becomes a or b; `{not: a}` becomes a.
            for entry in entries {
                if case .list(let items) = entry.value {
                    for case .map(let inner) in items { result.append(.map(inner)) }
                } else if entry.key == "not" {
                    result.append(entry.value)
                }
            }
            for (index, entry) in entries.enumerated() {
                for variant in entry.value.withoutOnePiece {
                    guard let variant else { continue }
                    var changed = entries
                    changed[index].value = variant
                    result.append(.map(changed))
                }
            }
            return result
        }
    }
}
