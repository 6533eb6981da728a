import WaymarkRouting
import WaymarkStore
import WaymarkSynthetic

/// What becomes of an invented referral: events with the days between them, drawn so that every state occurs.
struct DemonstrationStory {
    /// Events in order, each so many days after the one before it.
    let steps: [(event: ReferralEvent, days: Int)]

    /// - Parameter closesAfter: failed contacts after which the service closes it; nil where it never does.
    init(_ random: inout SeededRandom, closesAfter: Int?) {
        /// From `low` to `high` days later.
        func after(_ low: Int, _ high: Int, _ event: ReferralEvent) -> (event: ReferralEvent, days: Int) {
            (event, low + random.below(high - low + 1))
        }
        var steps: [(event: ReferralEvent, days: Int)] = []
        func tryToReach(_ chance: Int) {
            while steps.count < 3, random.chance(chance, in: 10) { steps.append(after(1, 5, .contactFailed)) }
        }
        if let closesAfter, random.chance(1, in: 4) {
            self.steps = (0..<closesAfter).map { _ in after(1, 7, .contactFailed) }
            return
        }
        switch random.below(20) {
        case 0..<7:
            tryToReach(3)
            steps += [
                after(0, 4, .contactMade), after(0, 5, .accepted), after(2, 14, .started), after(30, 110, .completed),
            ]
        case 7..<9:
            tryToReach(4)
            steps += [
                after(1, 6, .accepted), after(2, 12, .contactMade), after(3, 14, .started),
                after(10, 60, .failedToEngage),
            ]
        case 9..<11:
            steps += [after(1, 5, .accepted), after(2, 6, .contactFailed), after(5, 20, .failedToEngage)]
        case 11..<13:
            steps += [after(1, 4, .contactFailed), after(2, 5, .contactFailed), after(3, 8, .contactFailed)]
            steps.append(after(5, 15, .withdrawn))
        case 13..<15: steps.append(after(1, 9, .declined))
        case 15..<17:
            steps += [
                after(1, 7, .waiting), after(20, 70, .contactMade), after(1, 9, .accepted), after(3, 14, .started),
            ]
            steps.append(after(40, 120, .completed))
        case 17: steps += [after(0, 6, .contactMade), after(2, 20, .withdrawn)]
        case 18:
            steps += [after(2, 6, .declined), after(3, 15, .reopened), after(1, 6, .accepted), after(3, 10, .started)]
        default: break
        }
        self.steps = steps
    }
}
