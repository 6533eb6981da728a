import WaymarkRules

/// A line of a reason: how deep it stands, and what it says (with its mark, ✓ ✗ ?, before it where it has one).
package struct ReasonLine: Sendable, Hashable {
    /// Columns of text; two for each step.
    package var indent: Int
    package var text: String

    package init(indent: Int, text: String) {
        self.indent = indent
        self.text = text
    }
}

/// One outcome of a decision in words, part by part, for whoever lays it out. It says what ``DecisionText`` says.
package struct OutcomeCard: Sendable {
    package var outcome: Outcome
    /// What to do: "Refer to Change Grow Live Birmingham".
    package var verdict: String
    /// Verdict and reasons in a sentence.
    package var summary: String
    package var programme: String
    /// Nil where the outcome has none.
    package var service: String?
    /// Who provides the service.
    package var provider: String?
    /// What comes before it, why, and what makes it less urgent.
    package var order: [String] = []
    /// What is missing and who can say; nil where nothing is.
    package var missing: String?
    package var referBy: String?
    /// How to reach the service, or the services that have to confirm something.
    package var contact: [Detail] = []
    /// How sure these details are; nil where nothing is said of that.
    package var contactBasis: String?
    package var room: String?
    package var checkByHand: [String] = []
    package var next: [String] = []
    /// Something leaves the force, so that the person has to agree.
    package var needsConsent: Bool
    /// What decided, with the rule lines and their sources.
    package var why: [ReasonLine]
    /// Everything that took part.
    package var inFull: [ReasonLine]

    /// The outcomes of a decision that was made with its trace, in order.
    package static func all(_ decision: Decision, under rulebook: Rulebook) -> [OutcomeCard] {
        let words = OutcomeWords(rulebook, decision)
        return decision.outcomes.map { OutcomeCard($0, words) }
    }

    private init(_ row: DecidedOutcome, _ words: OutcomeWords) {
        let rulebook = words.rulebook
        let declared = rulebook.programmes[row.programme]
        outcome = row.outcome
        verdict = words.verdict(row)
        summary = words.summary(row)
        programme = declared.title
        needsConsent = declared.consent == .referral && (row.outcome == .refer || row.outcome == .waitingList)
        func titles(_ programmes: [Int]) -> String {
            English.list(programmes.map { rulebook.programmes[$0].title }, "and")
        }
        if !row.after.isEmpty { order.append("Comes after \(titles(row.after)).") }
        if !row.afterUndecided.isEmpty {
            order.append("May come after \(titles(row.afterUndecided)); that is not decided yet.")
        }
        for applied in row.sequences {
            order.append(English.sentence(English.capitalised(rulebook.policy.sequences[applied.sequence].says)))
        }
        for priority in row.lowPriority {
            order.append(English.sentence("Lower priority: " + rulebook.policy.lowPriority[priority].says))
        }
        let reasons = Reasons(row)
        if row.outcome == .needInformation {
            missing = English.sentence(English.capitalised(words.openWords(row, reasons)))
        }
        if let number = row.service {
            let declaredService = rulebook.services[number]
            service = declaredService.title
            provider = declaredService.provider
            if row.outcome.isActionable {
                referBy = declaredService.referBy
                contact = declaredService.contact
                contactBasis = declaredService.provenance.words
                room = English.capitalised(words.services.capacity(declaredService))
                checkByHand = declared.checkByHand + declaredService.checkByHand
                next = declared.nextSteps + declaredService.nextSteps
            }
        }
        if !row.outcome.isActionable {
            for case .service(let number) in row.asks { contact += rulebook.services[number].contact }
        }
        var short = TextPage(OutcomeCard.style)
        OutcomeBlock(words: words, detail: .short).writeWhy(row, reasons, to: &short)
        why = OutcomeCard.lines(short)
        var full = TextPage(OutcomeCard.style)
        OutcomeBlock(words: words, detail: .full).writeTrace(row, to: &full)
        inFull = OutcomeCard.lines(full)
    }

    /// Lines are broken by whoever shows them.
    private static let style = TextStyle(width: 100_000)

    /// The lines of a page without their first, which is its heading.
    private static func lines(_ page: TextPage) -> [ReasonLine] {
        page.text.split(separator: "\n").dropFirst().map { line in
            let indent = line.prefix { $0 == " " }.count
            return ReasonLine(indent: max(0, indent - 4), text: String(line.dropFirst(indent)))
        }
    }
}
