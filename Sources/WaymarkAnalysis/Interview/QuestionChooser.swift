import WaymarkRouting
import WaymarkRules

/// In which order questions come.
package enum QuestionOrder: String, Sendable, CaseIterable {
    /// The question that settles most for what it asks of the person.
    case best
    /// The order of the vocabulary: a conversation's natural order.
    case vocabulary
}

/// Picks the next question.
///
/// The best question is the one with the greatest gain for its weight. Its gain is the sum, over everything that is
/// still open, of the chance that two people who fit what is known differ in the answer, less that chance once the
/// question is answered (``Spread``); a programme with several open services counts their mean, alerts and urgent
/// programmes count ``urgency`` times. Its weight is the fact's `burden`, more where the fact is sensitive.
struct QuestionChooser {
    /// How much more an alert or an urgent programme counts.
    static let urgency = 4.0

    /// What asking weighs: the declared burden, more for what people find hard to speak of.
    static func weight(_ fact: Fact) -> Double {
        let factor =
            switch fact.sensitivity {
            case .ordinary: 1.0
            case .criminal: 1.25
            case .health, .safeguarding: 1.5
            case .special: 2.0
            }
        return Double(fact.burden) * factor
    }

    /// - Parameter candidates: the questions that may be asked; not empty.
    static func best(_ candidates: [Question], _ open: OpenItems, _ plan: DayPlan) -> Question? {
        let spread = Spread(plan.day)
        var gains: [FactID: Double] = [:]
        for item in open.items {
            let share = (item.isUrgent ? urgency : 1) / Double(item.values.count)
            for value in item.values {
                for (fact, gain) in spread.gains(value).sorted(by: { $0.key < $1.key }) {
                    gains[fact, default: 0] += gain * share
                }
            }
        }
        let vocabulary = plan.rulebook.vocabulary
        func score(_ question: Question) -> Double {
            // Sums of the same numbers in another order may differ in the last digits; those must not decide.
            ((gains[question.fact] ?? 0) / weight(vocabulary[question.fact]) * 1e9).rounded()
        }
        func reach(_ question: Question) -> Int { question.programmes.count + question.alerts.count }
        return candidates.max { a, b in
            (score(a), reach(a), -a.fact) < (score(b), reach(b), -b.fact)
        }
    }
}
