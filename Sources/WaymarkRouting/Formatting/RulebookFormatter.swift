package import WaymarkDocuments
import WaymarkRules

/// Writes the files of a rulebook in their one layout and spelling; what they mean stays as it is.
package enum RulebookFormatter {
    /// The new bytes of every file of a rulebook, in order.
    ///
    /// Where the rulebook does not load, or would not mean the same afterwards, only the layout changes. A file that is
    /// not valid YAML stays as it is, with its errors in `diagnostics`.
    package static func format(_ sources: SourceSet, into diagnostics: inout Diagnostics) -> [[UInt8]] {
        let roots = sources.files.indices.map { file -> (root: Node?, isValid: Bool) in
            var problems = Diagnostics()
            let root = YAMLReader.read(Int32(file), of: sources, into: &problems)
            diagnostics.add(contentsOf: problems)
            return (root, !problems.hasErrors)
        }
        func bytes(_ spelling: CanonicalSpelling?) -> [[UInt8]] {
            zip(sources.files, roots).map { file, read in
                guard read.isValid else { return file.bytes }
                return YAMLFormatter.format(file, root: read.root) { spelling?.inRulebook($0, $1) }
            }
        }
        var ignored = Diagnostics()
        if let before = Rulebook.load(sources, into: &ignored) {
            let result = bytes(CanonicalSpelling(before.rules))
            var again = SourceSet()
            for (file, new) in zip(sources.files, result) { _ = again.add(SourceFile(path: file.path, bytes: new)) }
            if let after = Rulebook.load(again, into: &ignored), after.readsTests(like: before) { return result }
        }
        return bytes(nil)
    }

    /// The new bytes of a file that is no part of a rulebook: a case, where `rulebook` gives it its facts.
    package static func formatCase(
        _ file: Int32, of sources: SourceSet, rulebook: Rulebook?, into diagnostics: inout Diagnostics
    ) -> [UInt8] {
        var problems = Diagnostics()
        let root = YAMLReader.read(file, of: sources, into: &problems)
        diagnostics.add(contentsOf: problems)
        let source = sources.files[Int(file)]
        if problems.hasErrors { return source.bytes }
        let isCase = root?["case"] != nil
        let spelling = isCase ? rulebook.map { CanonicalSpelling($0.rules) } : nil
        return YAMLFormatter.format(source, root: root) { spelling?.inCase($0, $1) }
    }
}

extension Rulebook {
    /// Whether every part that a spelling may change is the same: conditions, facts' yes-or-no settings, and the values
    /// of history lines. All other texts are the same, since the formatter gives back the tree it was given.
    fileprivate func readsTests(like other: Rulebook) -> Bool {
        guard vocabulary.facts.count == other.vocabulary.facts.count,
            zip(vocabulary.facts, other.vocabulary.facts).allSatisfy({
                $0.isChangeable == $1.isChangeable && $0.isProtected == $1.isProtected
            }),
            history.count == other.history.count,
            zip(history, other.history).allSatisfy({ $0.fact == $1.fact && $0.value == $1.value })
        else { return false }
        let mine = conditions
        let others = other.conditions
        return mine.count == others.count && zip(mine, others).allSatisfy { $0.isSame(as: $1) }
    }
}

extension Condition {
    /// Whether it asks for the same, wherever it stands.
    fileprivate func isSame(as other: Condition) -> Bool {
        func same(_ a: [Condition], _ b: [Condition]) -> Bool {
            a.count == b.count && zip(a, b).allSatisfy { $0.isSame(as: $1) }
        }
        switch (kind, other.kind) {
        case (.all(let a), .all(let b)), (.any(let a), .any(let b)), (.none(let a), .none(let b)): return same(a, b)
        case (.atLeast(let n, let a), .atLeast(let m, let b)): return n == m && same(a, b)
        case (.fact(let a, let test), .fact(let b, let other)): return a == b && test == other
        case (.definition(let a, let yes), .definition(let b, let other)): return a == b && yes == other
        case (.decisionDate(let test), .decisionDate(let other)): return test == other
        default: return false
        }
    }
}
