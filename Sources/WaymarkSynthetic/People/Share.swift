/// The groups of people whose figures the source documents give, and whose mix is a year's caseload.
public enum Population: String, Sendable, CaseIterable {
    /// Found with drugs for personal use and offered the Divert scheme.
    case divert
    /// Seen by the arrest referral service (CARS) in custody.
    case cars
    /// Referred to O2R.
    case o2r
    /// Referred to the alcohol-related violence course.
    case alcoholViolence = "alcohol_violence"
    /// Referred to the alcohol-related domestic abuse course.
    case alcoholDomesticAbuse = "alcohol_domestic_abuse"
}

/// How often the values of one fact occur in some of the people.
public struct Share: Sendable {
    /// A share is `parts` of the sum of all parts that stand beside it.
    public struct Part: Sendable, Hashable {
        public var value: String
        public var parts: Int

        public init(_ value: String, _ parts: Int) {
            self.value = value
            self.parts = parts
        }
    }

    /// Whole numbers from a range, each as often as the next.
    public struct Band: Sendable, Hashable {
        public var range: ClosedRange<Int>
        public var parts: Int

        public init(_ range: ClosedRange<Int>, _ parts: Int) {
            self.range = range
            self.parts = parts
        }
    }

    public enum Spread: Sendable {
        /// Yes so many times in so many.
        case yes(Int, in: Int)
        /// One of the values. `declined` and `not known` stand for a record that says so; they count only for facts
        /// that no rule reads.
        case one([Part])
        /// A set of exactly one value.
        case single([Part])
        /// A set in which each value occurs by itself, so many times in a hundred.
        case each([Part])
        case numbers([Band])
        /// A date so many days before the decision.
        case daysAgo([Band])
        /// The same value as another fact of the table.
        case same(String)
    }

    /// A fact that has one of these values (for a set: includes at least one of them; `yes` and `no` for yes or no).
    public struct Given: Sendable {
        public var fact: String
        public var values: [String]
        /// Of a whole number, instead of `values`.
        public var range: ClosedRange<Int>?

        public init(_ fact: String, _ values: String...) {
            self.fact = fact
            self.values = values
            range = nil
        }

        public init(_ fact: String, in range: ClosedRange<Int>) {
            self.fact = fact
            values = []
            self.range = range
        }
    }

    /// Where a figure comes from.
    public enum Basis: Sendable, Hashable {
        /// A source document says so.
        case stated(String)
        /// No source gives a figure; somebody chose a plausible one.
        case assumed(String)
    }

    public var fact: String
    /// Empty: everybody.
    public var populations: [Population]
    /// Nil: always. The fact it names stands earlier in the table.
    public var given: Given?
    public var spread: Spread
    public var basis: Basis

    public init(
        _ fact: String, of populations: [Population] = [], given: Given? = nil, _ spread: Spread, _ basis: Basis
    ) {
        self.fact = fact
        self.populations = populations
        self.given = given
        self.spread = spread
        self.basis = basis
    }
}

/// Shares of many facts. Of the rows of one fact the first that fits a person counts.
public struct ShareTable: Sendable {
    /// How many of each group there are among the people.
    public var mix: [(population: Population, parts: Int, basis: Share.Basis)]
    public var shares: [Share]

    public init(mix: [(population: Population, parts: Int, basis: Share.Basis)], shares: [Share]) {
        self.mix = mix
        self.shares = shares
    }
}
