/// Facts and definitions in an order in which each stands behind everything it reads.
///
/// Found without recursion, so that a chain of thousands of definitions costs no stack.
package struct RuleOrder: Sendable {
    package enum Item: Sendable, Hashable {
        case fact(FactID)
        case definition(DeclarationID)
    }

    package private(set) var items: [Item] = []

    package init(_ rules: RuleBase) {
        let factCount = rules.vocabulary.facts.count
        let total = factCount + rules.definitions.count
        func item(_ index: Int) -> Item { index < factCount ? .fact(index) : .definition(index - factCount) }
        func reads(_ index: Int) -> [Int] {
            var found: [Int] = []
            func note(_ item: Item) {
                switch item {
                case .fact(let fact): found.append(fact)
                case .definition(let definition): found.append(factCount + definition)
                }
            }
            if index < factCount {
                rules.vocabulary[index].onlyWhen?.visitReads(rules, note)
            } else {
                for version in rules.definitions[index - factCount].versions { version.when.visitReads(rules, note) }
            }
            return found
        }

        enum State { case new, open, done }
        var states = [State](repeating: .new, count: total)
        for root in 0..<total where states[root] == .new {
            var path: [(index: Int, reads: [Int], next: Int)] = [(root, reads(root), 0)]
            states[root] = .open
            while let top = path.last {
                if top.next == top.reads.count {
                    states[top.index] = .done
                    items.append(item(top.index))
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next += 1
                let next = top.reads[top.next]
                switch states[next] {
                // An open one would be part of a circle, which a rulebook that loads does not have.
                case .done, .open: break
                case .new:
                    states[next] = .open
                    path.append((next, reads(next), 0))
                }
            }
        }
    }
}

extension Condition {
    /// Calls `note` for every fact and definition that the condition reads directly, parameters' facts included.
    package func visitReads(_ rules: RuleBase, _ note: (RuleOrder.Item) -> Void) {
        switch kind {
        case .all(let parts), .any(let parts), .none(let parts), .atLeast(_, let parts):
            for part in parts { part.visitReads(rules, note) }
        case .fact(let fact, let test):
            note(.fact(fact))
            for parameter in test.parameters {
                if let located = rules.parameters[parameter].locatedBy { note(.fact(located)) }
            }
        case .definition(let definition, _):
            note(.definition(definition))
        case .decisionDate:
            break
        }
    }
}

extension Test {
    /// The parameters that stand for numbers in the test.
    package var parameters: [DeclarationID] {
        switch self {
        case .number(let test), .notNumber(let test):
            test.bounds.compactMap { if case .parameter(let id) = $0 { id } else { nil } }
        default: []
        }
    }
}
