import WaymarkDocuments

/// A named yes/no condition, usable like a fact.
public struct Definition: Sendable {
    /// What holds in a period; no two versions of a definition are in force on one date.
    public struct Version: Sendable {
        public var when: Condition
        public var period: Period
        public var says: String?
        public var provenance: Provenance
        public var span: SourceSpan

        public init(
            when: Condition, period: Period, says: String? = nil, provenance: Provenance = Provenance(),
            span: SourceSpan
        ) {
            self.when = when
            self.period = period
            self.says = says
            self.provenance = provenance
            self.span = span
        }
    }

    public var name: String
    /// Completes "the person …" or stands as a sentence.
    public var says: String
    /// One version without period where `when` was written.
    public var versions: [Version]
    public var provenance: Provenance
    public var span: SourceSpan

    public init(name: String, says: String, versions: [Version], provenance: Provenance, span: SourceSpan) {
        self.name = name
        self.says = says
        self.versions = versions
        self.provenance = provenance
        self.span = span
    }

    /// The version in force; with none the definition is `no`.
    public func version(on day: Day) -> Version? {
        versions.first { $0.period.contains(day) }
    }
}

/// A named number that may differ by area and by date.
public struct Parameter: Sendable {
    public struct Entry: Sendable {
        public var value: Int
        /// Option number of the `located_by` fact; nil applies everywhere.
        public var area: Int?
        public var period: Period
        public var span: SourceSpan

        public init(value: Int, area: Int?, period: Period, span: SourceSpan) {
            self.value = value
            self.area = area
            self.period = period
            self.span = span
        }
    }

    public var name: String
    public var says: String
    public var unit: String?
    /// The fact whose value chooses the entry; nil where no entry names an area.
    public var locatedBy: FactID?
    /// The general value first; later entries win where they apply.
    public var entries: [Entry]
    public var provenance: Provenance
    public var span: SourceSpan

    public init(
        name: String, says: String, unit: String?, locatedBy: FactID?, entries: [Entry], provenance: Provenance,
        span: SourceSpan
    ) {
        self.name = name
        self.says = says
        self.unit = unit
        self.locatedBy = locatedBy
        self.entries = entries
        self.provenance = provenance
        self.span = span
    }

    /// The value on `day` where the `located_by` fact has option `area` (nil: a value no entry names).
    public func value(on day: Day, area: Int?) -> Int {
        entries.last { $0.period.contains(day) && ($0.area == nil || $0.area == area) }?.value ?? entries[0].value
    }
}

/// A combination of facts that cannot occur.
public struct Constraint: Sendable {
    public var name: String
    public var says: String
    public var impossible: Condition
    public var provenance: Provenance
    public var span: SourceSpan

    public init(name: String, says: String, impossible: Condition, provenance: Provenance, span: SourceSpan) {
        self.name = name
        self.says = says
        self.impossible = impossible
        self.provenance = provenance
        self.span = span
    }
}

/// A named condition of a programme or a service.
public struct Criterion: Sendable {
    public enum Role: String, Sendable, CaseIterable {
        /// Must hold.
        case criterion
        /// Must not hold.
        case bar
        /// While it holds the person is eligible, but nobody can say yet; a person decides.
        case hold
        /// While it holds the person is eligible, but only signposted.
        case signpostReason
    }

    public var name: String
    public var role: Role
    public var says: String
    /// Words for a criterion that is not met.
    public var otherwise: String?
    public var when: Condition
    public var period: Period
    /// Name of another programme, used in explanations only.
    public var suggest: String?
    /// Clause of the service's agreement.
    public var clause: String?
    public var provenance: Provenance
    public var span: SourceSpan

    public init(
        name: String, role: Role, says: String, otherwise: String? = nil, when: Condition, period: Period = .always,
        suggest: String? = nil, clause: String? = nil, provenance: Provenance = Provenance(), span: SourceSpan
    ) {
        self.name = name
        self.role = role
        self.says = says
        self.otherwise = otherwise
        self.when = when
        self.period = period
        self.suggest = suggest
        self.clause = clause
        self.provenance = provenance
        self.span = span
    }
}

/// Facts, definitions, parameters and constraints: what rules are made of, with no service in sight.
public struct RuleBase: Sendable {
    public var vocabulary = Vocabulary()
    public var definitions: [Definition] = []
    public var parameters: [Parameter] = []
    public var constraints: [Constraint] = []

    public init() {}
}
