/// The groups of people whose figures the source documents give, and whose mix is a year's caseload.
package enum Population: String, Sendable, CaseIterable {
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
package struct Share: Sendable {
    /// A share is `parts` of the sum of all parts that stand beside it.
    package struct Part: Sendable, Hashable {
        package var value: String
        package var parts: Int

        package init(_ value: String, _ parts: Int) {
            self.value = value
            self.parts = parts
        }
    }

    /// Whole numbers from a range, each as often as the next.
    package struct Band: Sendable, Hashable {
        package var range: ClosedRange<Int>
        package var parts: Int

        package init(_ range: ClosedRange<Int>, _ parts: Int) {
            self.range = range
            self.parts = parts
        }
    }

    package enum Spread: Sendable {
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
    package struct Given: Sendable {
        package var fact: String
        package var values: [String]
        /// Of a whole number, instead of `values`.
        package var range: ClosedRange<Int>?

        package init(_ fact: String, _ values: String...) {
            self.fact = fact
            self.values = values
            range = nil
        }

        package init(_ fact: String, in range: ClosedRange<Int>) {
            self.fact = fact
            values = []
            self.range = range
        }
    }

    /// Where a figure comes from.
    package enum Basis: Sendable, Hashable {
        /// A source document says so.
        case stated(String)
        /// No source gives a figure; somebody chose a plausible one.
        case assumed(String)
    }

    package var fact: String
    /// Empty: everybody.
    package var populations: [Population]
    /// Nil: always. The fact it names stands earlier in the table.
    package var given: Given?
    package var spread: Spread
    package var basis: Basis

    package init(
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
package struct ShareTable: Sendable {
    /// How many of each group there are among the people.
    package var mix: [(population: Population, parts: Int, basis: Share.Basis)]
    package var shares: [Share]

    package init(mix: [(population: Population, parts: Int, basis: Share.Basis)], shares: [Share]) {
        self.mix = mix
        self.shares = shares
    }
}
