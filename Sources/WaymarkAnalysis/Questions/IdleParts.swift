import WaymarkDocuments
import WaymarkRules

/// What was found of one entry inside a condition.
enum IdlePart {
    /// Writing `true` (if `isAlways`) or `false` in its place would change nothing. The path leads to it.
    case idle(SourceSpan, isAlways: Bool, path: [Int])
    case notDecided
}

extension Condition {
    /// The entries of a list or mapping.
    private var parts: [Condition] {
        switch kind {
        case .all(let parts), .any(let parts), .none(let parts), .atLeast(_, let parts): parts
        case .fact, .definition, .decisionDate: []
        }
    }

    /// The condition with the entry at `path` replaced by one that always, or never, holds.
    func replacing(_ path: [Int], by value: Bool) -> Condition {
        guard let index = path.first else { return Condition(value ? .all([]) : .any([]), at: span) }
        var parts = self.parts
        parts[index] = parts[index].replacing(Array(path.dropFirst()), by: value)
        switch kind {
        case .all: return Condition(.all(parts), at: span)
        case .any: return Condition(.any(parts), at: span)
        case .none: return Condition(.none(parts), at: span)
        case .atLeast(let number, _): return Condition(.atLeast(number, parts), at: span)
        case .fact, .definition, .decisionDate: return self
        }
    }

    /// The outermost entries inside this condition that make no difference.
    ///
    /// - Parameter changes: whether another condition in this one's place would ever make a difference.
    func idleParts(_ changes: (Condition) -> Ever) -> [IdlePart] {
        var found: [IdlePart] = []
        var open: [[Int]] = [[]]
        while let path = open.popLast() {
            let entry = path.reduce(self) { $0.parts[$1] }
            let inside = entry.parts.indices.map { path + [$0] }
            // The whole condition, and a list's only entry, say nothing that was not asked of what they stand in.
            let isOwnQuestion = !path.isEmpty && path.dropLast().reduce(self, { $0.parts[$1] }).parts.count > 1
            guard isOwnQuestion else {
                open += inside.reversed()
                continue
            }
            var isIdle = false
            for value in [true, false] where !isIdle {
                switch changes(replacing(path, by: value)) {
                case .somebody: break
                case .notDecided: found.append(.notDecided)
                case .never:
                    isIdle = true
                    found.append(.idle(entry.span, isAlways: value, path: path))
                }
            }
            if !isIdle { open += inside.reversed() }
        }
        return found
    }
}
