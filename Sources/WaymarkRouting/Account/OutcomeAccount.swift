package import WaymarkRules

/// One outcome of a decision in words, part by part: what to do, whom to contact and how, and why. Terminal and pages
/// lay it out.
package struct OutcomeAccount: Sendable, Hashable {
    /// A service that has to say something before the outcome is known.
    package struct Confirmation: Sendable, Hashable {
        package var service: String
        package var contact: [Detail]
    }

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
    /// What comes before it.
    package var after: [String] = []
    /// Rules that moved it among the others.
    package var sequences: [Statement]
    /// What makes it less urgent.
    package var priorities: [Statement]
    /// What is missing and who can say; nil where nothing is.
    package var missing: String?
    /// Why only details are given; nil where something is sent.
    package var notSent: String?
    package var referBy: String?
    /// How to reach the service.
    package var contact: [Detail] = []
    /// How sure these details are; nil where nothing is said of that.
    package var contactBasis: String?
    package var confirmations: [Confirmation] = []
    package var room: String?
    /// It simply has room, or nobody said when that was so.
    package var isRoomPlain = true
    package var checkByHand: [String] = []
    package var next: [String] = []
    /// Something leaves the force, so that the person has to agree.
    package var needsConsent: Bool
    /// The deciding reasons as clauses, of a no.
    package var because: String
    /// The first of them, with the number of the others.
    package var firstReason: String
    /// What decided, with the rule lines and their sources.
    package var why: [Statement]
    /// Everything that took part; nil where it was not asked for.
    package var tree: ReasonTree?

    /// The outcomes of a decision that was made with its trace, in order.
    ///
    /// - Parameter detail: full makes the tree too.
    package static func all(
        _ decision: Decision, under rulebook: Rulebook, detail: TraceDetail = .full
    ) -> [OutcomeAccount] {
        let words = OutcomeWords(rulebook, decision)
        return decision.outcomes.map { OutcomeAccount($0, words, detail) }
    }

    private init(_ row: DecidedOutcome, _ words: OutcomeWords, _ detail: TraceDetail) {
        let rulebook = words.rulebook
        let declared = rulebook.programmes[row.programme]
        let reasons = Reasons(row)
        outcome = row.outcome
        verdict = words.verdict(row)
        because = words.because(row, reasons)
        summary = words.summary(row, because: because)
        firstReason = words.firstReason(row, reasons)
        programme = declared.title
        needsConsent = declared.consent == .referral && (row.outcome == .refer || row.outcome == .waitingList)
        let maker = StatementMaker(words: words, isFull: false)
        sequences = row.sequences.map(maker.sequence)
        priorities = row.lowPriority.map(maker.priority)
        why = maker.why(row, reasons)
        if detail == .full { tree = StatementMaker(words: words, isFull: true).tree(row) }
        func titles(_ programmes: [Int]) -> String {
            English.list(programmes.map { rulebook.programmes[$0].title }, "and")
        }
        if !row.after.isEmpty { after.append("Comes after \(titles(row.after)).") }
        if !row.afterUndecided.isEmpty {
            after.append("May come after \(titles(row.afterUndecided)); that is not decided yet.")
        }
        if row.outcome == .needInformation {
            missing = English.sentence(English.capitalised(words.openWords(row, reasons)))
        }
        if let number = row.service {
            service = rulebook.services[number].title
            provider = rulebook.services[number].provider
        }
        if row.outcome.isActionable {
            if let number = row.service { addService(rulebook.services[number], declared, row, words, reasons) }
        } else {
            for case .service(let number) in row.asks {
                let service = rulebook.services[number]
                confirmations.append(Confirmation(service: service.title, contact: service.contact))
            }
        }
    }

    private mutating func addService(
        _ service: Service, _ programme: Programme, _ row: DecidedOutcome, _ words: OutcomeWords, _ reasons: Reasons
    ) {
        if row.outcome == .signpost {
            let clauses = words.clauses(reasons.against) + words.stepWords(reasons)
            notSent = English.sentence("Nothing is sent because " + English.clauses(clauses))
        }
        referBy = service.referBy
        contact = service.contact
        contactBasis = service.provenance.words
        room = English.sentence(English.capitalised(words.services.capacity(service)))
        isRoomPlain = service.capacity == .hasCapacity && service.capacityAsOf == nil
        checkByHand = programme.checkByHand + service.checkByHand
        next = programme.nextSteps + service.nextSteps
    }

    /// What comes before it, why, and what makes it less urgent: a sentence for each.
    package var order: [String] { after + sequences.map(\.words) + priorities.map(\.words) }
}

// MARK: - Lines

extension OutcomeAccount {
    /// The whole account in reading order.
    ///
    /// - Parameter isFirst: it is what to do first, and stands at the top.
    package func lines(_ detail: TraceDetail, isFirst: Bool = false) -> [AccountLine] {
        var lines = [AccountLine(English.sentence(verdict), depth: 0, tone: tone(isFirst))]
        func add(_ words: String?, depth: Int = 1, tone: Tone = .plain) {
            if let words { lines.append(AccountLine(words, depth: depth, tone: tone)) }
        }
        func addList(_ heading: String, _ items: [String]) {
            if items.isEmpty { return }
            add(heading + ":")
            lines += items.map { AccountLine($0, depth: 2, mark: .task) }
        }
        if let service, service != programme { add(English.sentence(programme)) }
        if detail == .none { return lines }
        for words in after { add(words) }
        lines += sequences.lines(depth: 2) + priorities.lines(depth: 1)
        add(missing)
        add(notSent)
        add(referBy.map { "Refer by: " + $0 })
        for detail in contact { add(detail.words) }
        add(contactBasis.map { "Known from: " + $0 }, tone: .faint)
        if !isRoomPlain { add(room.map { "Room: " + $0 }) }
        addList("Check by hand", checkByHand)
        addList(nextHeading, next)
        for confirmation in confirmations {
            add("To confirm: " + confirmation.service)
            for detail in confirmation.contact { add(detail.words, depth: 2) }
        }
        return lines + whyLines(detail)
    }

    /// A no in a line; then, unless it is brief, which fact would have to be otherwise.
    package func noLines(_ detail: TraceDetail, isBrief: Bool) -> [AccountLine] {
        let name = service.map { "\(programme), \($0)" } ?? programme
        if detail == .none { return [AccountLine(name, depth: 1, mark: .truth(.no))] }
        let reason = isBrief ? firstReason : because
        let head = AccountLine(
            English.sentence(reason.isEmpty ? name : "\(name): \(reason)"), depth: 1, mark: .truth(.no))
        if isBrief { return [head] }
        let fact = soleFact.map { [AccountLine($0.words, depth: 2, tone: .faint)] } ?? []
        return [head] + fact + (detail == .full ? whyLines(.full) : [])
    }

    private func whyLines(_ detail: TraceDetail) -> [AccountLine] {
        if detail == .full {
            return tree.map { [AccountLine("Why, in full:", depth: 1)] + $0.lines.deeper(by: 2) } ?? []
        }
        return why.isEmpty ? [] : [AccountLine("Why:", depth: 1)] + why.lines(depth: 2)
    }

    /// The fact that stands in the way by itself, and what it would have to be; nil where there are several.
    private var soleFact: Statement? {
        let against = why.filter { statement in
            if case .criterion = statement.subject { statement.mark == .truth(.no) } else { false }
        }
        guard against.count == 1, let change = against[0].parts.first, case .change(.fact, _) = change.subject else {
            return nil
        }
        return change
    }

    private func tone(_ isFirst: Bool) -> Tone {
        switch outcome {
        case .refer, .waitingList: .good
        case .signpost: isFirst ? .good : .strong
        case .needInformation: .warning
        case .unavailable, .notEligible: .plain
        }
    }
}

extension Detail {
    /// What kind of detail it is: `opening_hours` as "Opening hours".
    package var label: String { English.capitalised(String(key.map { $0 == "_" ? " " : $0 })) }

    var words: String { "\(label): \(value)" }
}

extension [AccountLine] {
    fileprivate func deeper(by steps: Int) -> [AccountLine] {
        map { line in
            var line = line
            line.depth += steps
            return line
        }
    }
}

extension OutcomeAccount {
    /// What stands above the next steps. They are written for a referral; where nothing is sent the person takes them.
    package var nextHeading: String { outcome == .signpost ? "If the person goes ahead" : "Next" }
}

extension Alert {
    /// What to do, as a sentence; of an alert that is only not ruled out, on that condition.
    package func instruction(isDecided: Bool) -> String {
        English.sentence(isDecided ? instruction : "If so: " + instruction)
    }
}
