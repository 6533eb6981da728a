import WaymarkDocuments
import WaymarkRules

/// Something to act on before any referral.
public struct Alert: Sendable {
    public var name: String
    public var says: String
    public var instruction: String
    public var when: Condition
    public var period: Period
    public var provenance: Provenance
    public var span: SourceSpan

    public init(
        name: String, says: String, instruction: String, when: Condition, period: Period, provenance: Provenance,
        span: SourceSpan
    ) {
        self.name = name
        self.says = says
        self.instruction = instruction
        self.when = when
        self.period = period
        self.provenance = provenance
        self.span = span
    }
}

/// One programme comes before others.
public struct Sequence: Sendable {
    public var name: String
    public var says: String
    /// Index of the programme that comes first.
    public var first: Int
    /// Indices of those that come after it.
    public var then: [Int]
    /// Nil: always.
    public var when: Condition?
    public var period: Period
    public var provenance: Provenance
    public var span: SourceSpan

    public init(
        name: String, says: String, first: Int, then: [Int], when: Condition?, period: Period,
        provenance: Provenance, span: SourceSpan
    ) {
        self.name = name
        self.says = says
        self.first = first
        self.then = then
        self.when = when
        self.period = period
        self.provenance = provenance
        self.span = span
    }
}

/// A condition under which some programmes matter less; it is shown and moves nothing.
public struct LowPriority: Sendable {
    public var name: String
    public var says: String
    public var programmes: [Int]
    public var when: Condition
    public var period: Period
    public var provenance: Provenance
    public var span: SourceSpan

    public init(
        name: String, says: String, programmes: [Int], when: Condition, period: Period, provenance: Provenance,
        span: SourceSpan
    ) {
        self.name = name
        self.says = says
        self.programmes = programmes
        self.when = when
        self.period = period
        self.provenance = provenance
        self.span = span
    }
}

/// Alerts, order, sequences and priorities.
public struct RoutingPolicy: Sendable {
    public var alerts: [Alert] = []
    /// Every programme's index exactly once.
    public var order: [Int] = []
    /// Programmes whose open outcomes stand at the top.
    public var urgent: [Int] = []
    public var sequences: [Sequence] = []
    public var lowPriority: [LowPriority] = []

    public init() {}
}

/// A named condition that somebody should be able to serve; decisions do not read it.
public struct Need: Sendable {
    public var name: String
    public var says: String
    public var when: Condition
    public var provenance: Provenance
    public var span: SourceSpan

    public init(name: String, says: String, when: Condition, provenance: Provenance, span: SourceSpan) {
        self.name = name
        self.says = says
        self.when = when
        self.provenance = provenance
        self.span = span
    }
}

/// What must be so for all complete cases, on every date of its period.
public struct Promise: Sendable {
    public enum Kind: Sendable, Hashable {
        /// None of the named outcomes occurs for the programme.
        case never
        /// At least one of the programme's outcomes is among those named.
        case always
    }

    /// A programme and the outcomes named for it.
    public struct Claim: Sendable {
        public var programme: Int
        public var outcomes: [Outcome]
        public var span: SourceSpan

        public init(programme: Int, outcomes: [Outcome], span: SourceSpan) {
            self.programme = programme
            self.outcomes = outcomes
            self.span = span
        }
    }

    public var name: String
    public var says: String
    public var kind: Kind
    public var when: Condition
    public var claims: [Claim]
    public var period: Period
    public var provenance: Provenance
    public var span: SourceSpan

    public init(
        name: String, says: String, kind: Kind, when: Condition, claims: [Claim], period: Period,
        provenance: Provenance, span: SourceSpan
    ) {
        self.name = name
        self.says = says
        self.kind = kind
        self.when = when
        self.claims = claims
        self.period = period
        self.provenance = provenance
        self.span = span
    }
}
