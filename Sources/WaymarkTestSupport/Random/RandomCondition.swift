extension RandomRulebook {
    /// A condition over what is declared so far.
    mutating func condition(depth: Int? = nil) -> YAMLTree {
        let depth = depth ?? random.int(0...shape.depth)
        let count = random.pick([1, 1, 1, 1, 2, 2, 3])
        var entries: [YAMLTree.Entry] = []
        for _ in 0..<count {
            let entry = entry(depth: depth)
            if !entries.contains(where: { $0.key == entry.key }) { entries.append(entry) }
        }
        return .map(entries)
    }

    private mutating func entry(depth: Int) -> YAMLTree.Entry {
        if depth > 0 && random.chance(0.45) {
            let parts = (0..<random.pick([1, 2, 2, 3])).map { _ in condition(depth: depth - 1) }
            switch random.int(0...3) {
            case 0: return .init("all", .list(parts))
            case 1: return .init("any", .list(parts))
            case 2: return .init("none", .list(parts))
            default: return .init("at least \(random.int(1...parts.count)) of", .list(parts))
            }
        }
        if !definitions.isEmpty && random.chance(0.25) {
            return .init(random.pick(definitions).key, .scalar(random.pick(["yes", "no"])))
        }
        if random.chance(0.04) { return .init("decision_date", dateTest()) }
        let fact = random.pick(facts.filter(\.isReadable))
        return .init(fact.name, test(of: fact))
    }

    /// Any test that fits the fact.
    mutating func test(of fact: DraftFact) -> YAMLTree {
        switch fact.kind {
        case .yesNo, .text:
            return .scalar(random.pick(["yes", "no", "true", "false"]))
        case .oneOf(let values):
            switch random.int(0...4) {
            case 0, 1: return .scalar(random.pick(values))
            case 2: return .names(random.some(values, 1...max(1, values.count - 1)))
            case 3: return .map([.init("not", .scalar(random.pick(values)))])
            default: return .map([.init("not", .names(random.some(values, 1...2)))])
            }
        case .severalOf(let values):
            switch random.int(0...6) {
            case 0: return .scalar(random.pick(values))
            case 1: return .names(random.some(values, 1...2))
            case 2: return .map([.init("all of", .names(random.some(values, 1...2)))])
            case 3: return .map([.init("none of", .names(random.some(values, 1...2)))])
            case 4: return .map([.init("only", .names(random.some(values, 1...2)))])
            case 5: return "nothing"
            default: return "something"
            }
        case .number(let range):
            return numberTest(fact.name, range)
        case .date:
            return dateTest()
        }
    }

    private mutating func numberTest(_ fact: String, _ range: ClosedRange<Int>) -> YAMLTree {
        let (first, firstValues) = bound(fact, range)
        let (second, secondValues) = bound(fact, range)
        let text: String
        switch random.int(0...8) {
        case 0: text = first
        case 1: text = "at least \(first)"
        case 2: text = "at most \(first)"
        case 3: text = "more than \(first)"
        case 4: text = "less than \(first)"
        case 5: text = "under \(first)"
        case 6: text = "\(first) or over"
        default:
            // Never an empty range, whatever the parameters stand for.
            if highest(firstValues) <= lowest(secondValues) {
                text = "\(first) to \(second)"
            } else if highest(secondValues) <= lowest(firstValues) {
                text = "\(second) to \(first)"
            } else {
                text = first
            }
        }
        return random.chance(0.2) ? .map([.init("not", .scalar(text))]) : .scalar(text)
    }

    private func highest(_ values: [Int]) -> Int { values.max() ?? 0 }
    private func lowest(_ values: [Int]) -> Int { values.min() ?? 0 }

    /// A number or a parameter's name, with every number it may stand for.
    private mutating func bound(_ fact: String, _ range: ClosedRange<Int>) -> (text: String, values: [Int]) {
        let fitting = parameters.filter { $0.fact == fact }
        if !fitting.isEmpty && random.chance(0.5) {
            let parameter = random.pick(fitting)
            return (parameter.name, parameter.values)
        }
        let number = random.int(range.lowerBound...min(range.upperBound, range.lowerBound + 20))
        return ("\(number)", [number])
    }

    private mutating func dateTest() -> YAMLTree {
        let (first, last) = twoDates()
        let span = random.pick([
            "0 days", "1 day", "30 days", "2 weeks", "1 week", "1 month", "6 months", "13 months", "1 year", "2 years",
        ])
        let text: String
        switch random.int(0...8) {
        case 0: text = first
        case 1: text = "before \(first)"
        case 2: text = "after \(first)"
        case 3: text = "on or before \(first)"
        case 4: text = "on or after \(first)"
        case 5: text = "\(first) to \(last)"
        case 6: text = "within the last \(span)"
        case 7: text = "more than \(span) ago"
        default: text = "in the future"
        }
        return random.chance(0.2) ? .map([.init("not", .scalar(text))]) : .scalar(text)
    }
}
