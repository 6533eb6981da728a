package import WaymarkDocuments

/// A named yes/no condition, usable like a fact.
package struct Definition: Sendable {
    /// What holds in a period; no two versions of a definition are in force on one date.
    package struct Version: Sendable {
        package var when: Condition
        package var period: Period
        package var says: String? = nil
        package var provenance: Provenance = Provenance()
        package var span: SourceSpan
    }

    package var name: String
    /// Completes "the person …" or stands as a sentence.
    package var says: String
    /// One version without period where `when` was written.
    package var versions: [Version]
    package var provenance: Provenance
    package var span: SourceSpan

    /// The version in force; with none the definition is `no`.
    package func version(on day: Day) -> Version? {
        versions.first { $0.period.contains(day) }
    }
}

/// A named number that may differ by area and by date.
package struct Parameter: Sendable {
    package struct Entry: Sendable {
        package var value: Int
        /// Option number of the `located_by` fact; nil applies everywhere.
        package var area: Int?
        package var period: Period
        package var span: SourceSpan

        package init(value: Int, area: Int?, period: Period, span: SourceSpan) {
            self.value = value
            self.area = area
            self.period = period
            self.span = span
        }
    }

    package var name: String
    package var says: String
    package var unit: String?
    /// The fact whose value chooses the entry; nil where no entry names an area.
    package var locatedBy: FactID?
    /// The general value first; later entries win where they apply.
    package var entries: [Entry]
    package var provenance: Provenance
    package var span: SourceSpan

    /// The value on `day` where the `located_by` fact has option `area` (nil: a value no entry names).
    package func value(on day: Day, area: Int?) -> Int {
        entries.last { $0.period.contains(day) && ($0.area == nil || $0.area == area) }?.value ?? entries[0].value
    }
}

/// A combination of facts that cannot occur.
package struct Constraint: Sendable {
    package var name: String
    package var says: String
    package var impossible: Condition
    package var provenance: Provenance
    package var span: SourceSpan
}

/// A named condition of a programme or a service.
package struct Criterion: Sendable {
    package enum Role: String, Sendable, CaseIterable {
        /// Must hold.
        case criterion
        /// Must not hold.
        case bar
        /// While it holds the person is eligible, but nobody can say yet; a person decides.
        case hold
        /// While it holds the person is eligible, but only signposted.
        case signpostReason
    }

    package var name: String
    package var role: Role
    package var says: String
    /// Words for a criterion that is not met.
    package var otherwise: String?
    package var when: Condition
    package var period: Period
    /// Name of another programme, used in explanations only.
    package var suggest: String?
    /// Clause of the service's agreement.
    package var clause: String?
    package var provenance: Provenance
    package var span: SourceSpan

    package init(
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
package struct RuleBase: Sendable {
    package var vocabulary = Vocabulary()
    package var definitions: [Definition] = []
    package var parameters: [Parameter] = []
    package var constraints: [Constraint] = []

    package init() {}
}
