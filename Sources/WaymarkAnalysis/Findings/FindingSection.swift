/// Under which heading a finding is shown.
package enum FindingSection: String, Sendable, CaseIterable {
    case gaps, ahead, agreements, rules, fairness, dependence, proved

    package var title: String {
        switch self {
        case .gaps: "People left without help"
        case .ahead: "What ends soon"
        case .agreements: "Agreements and services to look after"
        case .rules: "Rules that do nothing, or not what they say"
        case .fairness: "What protected characteristics decide"
        case .dependence: "Help that depends on one service"
        case .proved: "Proved for everybody"
        }
    }
}

extension Finding {
    package var section: FindingSection {
        switch kind {
        case .gap, .noService: .gaps
        case .coverageEnds, .period(.agreementsEnd), .period(.reviewsDue): .ahead
        case .period: .agreements
        case .influence: .fairness
        case .harmless: .proved
        case .soleProvider: .dependence
        case .neverMatters, .neverInPlay, .testNeverMatters, .neverHolds, .alwaysHolds, .neverRuns, .holdsEverybody,
            .agree, .unread:
            .rules
        }
    }

    /// The stable name of the kind of finding, for programs.
    var id: String {
        switch kind {
        case .neverMatters: "part.never-matters"
        case .testNeverMatters: "test.never-matters"
        case .neverHolds: "part.never-holds"
        case .alwaysHolds: "part.always-holds"
        case .neverInPlay: "part.never-in-play"
        case .neverRuns: "service.never-runs"
        case .holdsEverybody: "service.holds-everybody"
        case .agree: "parts.agree"
        case .unread: "parts.unread"
        case .noService: "programme.no-service"
        case .gap(let gap):
            switch gap.level {
            case .nobody: "gap.nobody"
            case .full: "gap.full"
            case .unconfirmed: "gap.unconfirmed"
            }
        case .soleProvider: "service.sole-provider"
        case .coverageEnds: "coverage.ends"
        case .period(let period): period.id
        case .influence(let influence): influence.isHarm ? "fact.harms" : "fact.influences"
        case .harmless: "fact.harmless"
        }
    }
}

extension PeriodFinding {
    fileprivate var id: String {
        switch self {
        case .agreementsOver: "agreement.over"
        case .agreementsUnconfirmed: "agreement.unconfirmed"
        case .agreementsEnd: "agreement.ends"
        case .reviewsPast: "agreement.review-past"
        case .reviewsDue: "agreement.review-due"
        case .agreementsUnused: "agreement.unused"
        case .servicesWithoutAgreement: "service.no-agreement"
        case .servicesUnconfirmed: "service.unconfirmed"
        }
    }
}
