/// The yes-or-no facts on which it turns whether anything is sent to a programme with `consent: referral`; nil where the
/// vocabulary does not declare them.
package struct ConsentFacts: Sendable {
    /// Whether the person agrees to be referred.
    package let referral: FactID?
    /// Whether the person agrees that information is shared.
    package let sharing: FactID?
    /// Whether the person can decide now.
    package let ability: FactID?

    /// What they are called in every rulebook.
    package static let names = agreements + ["can_give_consent_now"]
    /// Those in which the person agrees to something.
    static let agreements = ["consents_to_referral", "consents_to_information_sharing"]

    package init(_ vocabulary: Vocabulary) {
        let facts = ConsentFacts.names.map { vocabulary[$0] }
        (referral, sharing, ability) = (facts[0], facts[1], facts[2])
    }

    /// Those that are declared.
    package var declared: [FactID] { [referral, sharing, ability].compactMap(\.self) }
}
