/// Truth of a condition over everything that may still turn out to be so.
package enum Truth: UInt8, Sendable, Hashable {
    /// False in every completion.
    case no = 1
    /// True in every completion.
    case yes = 2
    /// True in some completions and false in others.
    case unknown = 3

    package init(_ value: Bool) {
        self = value ? .yes : .no
    }

    package static prefix func ! (truth: Truth) -> Truth {
        switch truth {
        case .yes: .no
        case .no: .yes
        case .unknown: .unknown
        }
    }

    /// Strong Kleene conjunction.
    package static func && (a: Truth, b: Truth) -> Truth {
        if a == .no || b == .no { return .no }
        return a == .yes && b == .yes ? .yes : .unknown
    }

    /// Strong Kleene disjunction.
    package static func || (a: Truth, b: Truth) -> Truth {
        if a == .yes || b == .yes { return .yes }
        return a == .no && b == .no ? .no : .unknown
    }
}
