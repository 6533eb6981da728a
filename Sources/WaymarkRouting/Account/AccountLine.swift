package import WaymarkRules

/// How a line stands out from those around it.
package enum Tone: Sendable, Hashable {
    case plain, good, warning, bad, strong, faint
}

/// What stands before a line.
package enum Mark: Sendable, Hashable {
    /// Whether it speaks for what the person could have: ✓ ✗ ?
    case truth(Truth)
    /// Whether a part of a rule is so, in words.
    case state(Truth)
    /// One of several things that are said.
    case bullet
    /// One of several things to do.
    case task

    /// The mark with the blank behind it.
    package var text: String {
        switch self {
        case .truth(.yes): "✓ "
        case .truth(.no): "✗ "
        case .truth(.unknown): "? "
        case .state(let truth): truth.state + ": "
        case .bullet: "• "
        case .task: "- "
        }
    }

    package var tone: Tone {
        switch self {
        case .truth(let truth), .state(let truth):
            switch truth {
            case .yes: .good
            case .no: .bad
            case .unknown: .warning
            }
        case .bullet, .task: .plain
        }
    }
}

/// One line of an account in reading order: how deep it stands, its mark and its words. Whoever shows it breaks it.
package struct AccountLine: Sendable, Hashable {
    /// Steps below the top.
    package var depth: Int
    package var mark: Mark?
    package var words: String
    package var tone: Tone

    package init(_ words: String, depth: Int, mark: Mark? = nil, tone: Tone = .plain) {
        self.depth = depth
        self.mark = mark
        self.words = words
        self.tone = tone
    }
}

extension Truth {
    /// "so", "not so" or "open", as a part of a rule is said to be.
    var state: String {
        switch self {
        case .yes: "so"
        case .no: "not so"
        case .unknown: "open"
        }
    }
}
