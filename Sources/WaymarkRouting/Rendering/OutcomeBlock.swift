import WaymarkDocuments
import WaymarkRules

/// Says one outcome to people: the verdict, whom to contact and how, what to do next, then why.
struct OutcomeBlock {
    let words: OutcomeWords
    let detail: TraceDetail

    private var rulebook: Rulebook { words.rulebook }

    /// - Parameter isFirst: it is what to do first, and stands at the top.
    func write(_ row: DecidedOutcome, isFirst: Bool, to page: inout TextPage) {
        let programme = rulebook.programmes[row.programme]
        page.line(English.sentence(words.verdict(row)), tone: tone(row.outcome, isFirst))
        if let service = row.service, rulebook.services[service].title != programme.title {
            page.line(English.sentence(programme.title), indent: 2)
        }
        if detail == .none { return }
        let reasons = Reasons(row)
        writeOrder(row, to: &page)
        if row.outcome == .needInformation {
            page.line(English.sentence(English.capitalised(words.openWords(row, reasons))), indent: 2)
        }
        if row.outcome.isActionable {
            writeService(row, programme, reasons, to: &page)
        } else {
            writeContacts(toConfirm: row, to: &page)
        }
        writeWhy(row, reasons, to: &page)
    }

    /// A programme that is a no, in a line; then, unless it is brief, which facts would have to be otherwise.
    func writeNo(_ row: DecidedOutcome, isBrief: Bool, to page: inout TextPage) {
        let title = rulebook.programmes[row.programme].title
        let name = row.service.map { "\(title), \(rulebook.services[$0].title)" } ?? title
        if detail == .none { return page.line(name, indent: 2, mark: "✗ ", markTone: .bad) }
        let reasons = Reasons(row)
        let because = isBrief ? words.firstReason(row, reasons) : words.because(row, reasons)
        page.line(
            English.sentence(because.isEmpty ? name : "\(name): \(because)"), indent: 2, mark: "✗ ", markTone: .bad)
        if isBrief { return }
        if let facts = facts(reasons, row) { page.line(facts, indent: 4, tone: .faint) }
        if detail == .full { writeTrace(row, to: &page) }
    }

    private func tone(_ outcome: Outcome, _ isFirst: Bool) -> TextPage.Tone {
        switch outcome {
        case .refer, .waitingList: .good
        case .signpost: isFirst ? .good : .strong
        case .needInformation: .warning
        case .unavailable, .notEligible: .plain
        }
    }

    // MARK: - What to do

    private func writeOrder(_ row: DecidedOutcome, to page: inout TextPage) {
        func titles(_ programmes: [Int]) -> String {
            English.list(programmes.map { rulebook.programmes[$0].title }, "and")
        }
        if !row.after.isEmpty { page.line("Comes after \(titles(row.after)).", indent: 2) }
        if !row.afterUndecided.isEmpty {
            page.line("May come after \(titles(row.afterUndecided)); that is not decided yet.", indent: 2)
        }
        for applied in row.sequences {
            let sequence = rulebook.policy.sequences[applied.sequence]
            page.line(English.sentence(English.capitalised(sequence.says)), indent: 4)
            page.line(origin(sequence.provenance, sequence.span), indent: 6, tone: .faint)
        }
        for priority in row.lowPriority {
            page.line(English.sentence("Lower priority: " + rulebook.policy.lowPriority[priority].says), indent: 2)
        }
    }

    private func writeService(
        _ row: DecidedOutcome, _ programme: Programme, _ reasons: Reasons, to page: inout TextPage
    ) {
        guard let number = row.service else { return }
        let service = rulebook.services[number]
        if row.outcome == .signpost {
            let why = words.clauses(reasons.against) + words.stepWords(reasons)
            page.line(English.sentence("Nothing is sent because " + English.clauses(why)), indent: 2)
        }
        writeContact(service, to: &page)
        let capacity = English.capitalised(words.services.capacity(service))
        if service.capacity != .hasCapacity || service.capacityAsOf != nil {
            page.line(English.sentence("Room: " + capacity), indent: 2)
        }
        writeList("Check by hand", programme.checkByHand + service.checkByHand, to: &page)
        // Steps are written for a referral; where nothing is sent the person takes them.
        let heading = row.outcome == .signpost ? "If the person goes ahead" : "Next"
        writeList(heading, programme.nextSteps + service.nextSteps, to: &page)
    }

    private func writeContact(_ service: Service, to page: inout TextPage) {
        if let way = service.referBy { page.line("Refer by: " + way, indent: 2) }
        for detail in service.contact {
            page.line("\(English.capitalised(detail.key.replacing("_"))): \(detail.value)", indent: 2)
        }
        if let basis = service.provenance.words { page.line("Known from: " + basis, indent: 2, tone: .faint) }
    }

    private func writeContacts(toConfirm row: DecidedOutcome, to page: inout TextPage) {
        for case .service(let number) in row.asks {
            page.line("To confirm: \(rulebook.services[number].title)", indent: 2)
            for detail in rulebook.services[number].contact {
                page.line("\(English.capitalised(detail.key.replacing("_"))): \(detail.value)", indent: 4)
            }
        }
    }

    private func writeList(_ heading: String, _ items: [String], to page: inout TextPage) {
        if items.isEmpty { return }
        page.line(heading + ":", indent: 2)
        for item in items { page.line(item, indent: 4, mark: "- ") }
    }

    // MARK: - Why

    func writeWhy(_ row: DecidedOutcome, _ reasons: Reasons, to page: inout TextPage) {
        if detail == .full { return writeTrace(row, to: &page) }
        let items = reasons.met + reasons.against + reasons.open
        let steps = reasons.steps.filter {
            $0.step.criteria.isEmpty && ($0.step.passes == .unknown || row.outcome == .signpost)
        }
        if items.isEmpty, steps.isEmpty { return }
        page.line("Why:", indent: 2)
        for item in items { write(item, row, to: &page) }
        for (service, step) in steps {
            page.line(
                English.capitalised(words.says(step, of: service)), indent: 4, mark: mark(step.passes),
                markTone: markTone(step.passes))
            writeOrigin(of: step, of: rulebook.services[service], indent: 6, to: &page)
        }
    }

    /// Where a step comes from; what the person says comes from the person.
    func writeOrigin(of step: TracedStep, of service: Service, indent: Int, to page: inout TextPage) {
        switch step.kind {
        case .period, .place, .capacity:
            page.line(origin(service.provenance, service.span), indent: indent, tone: .faint)
        case .agreement:
            if case .agreement(let index) = service.agreement {
                let agreement = rulebook.agreements[index]
                page.line(origin(agreement.provenance, agreement.span), indent: indent, tone: .faint)
            } else {
                page.line(origin(service.provenance, service.span), indent: indent, tone: .faint)
            }
        case .programmePeriod, .acceptance, .holds, .ability, .consentToReferral, .consentToSharing, .signpostReasons:
            break
        }
    }

    /// A reason in the rule's own words; then the facts where it stands in the way; then where it comes from.
    private func write(_ item: TracedCriterion, _ row: DecidedOutcome, to page: inout TextPage) {
        page.line(headline(item), indent: 4, mark: mark(item.favour), markTone: markTone(item.favour))
        if let change = item.change(row.trace?.definitions ?? []) { writeChange(change, indent: 6, to: &page) }
        if let suggest = item.criterion.suggest, item.isAgainst,
            let programme = rulebook.programmes.first(where: { $0.name == suggest })
        {
            page.line("See \(programme.title) instead.", indent: 6)
        }
        page.line(
            origin(item.criterion.provenance, item.criterion.span, item.criterion.clause), indent: 6, tone: .faint)
    }

    func headline(_ item: TracedCriterion) -> String {
        let criterion = item.criterion
        switch (criterion.role, item.truth) {
        case (.criterion, .no): return criterion.otherwise ?? "not met: " + criterion.says
        case (.criterion, _): return criterion.says
        case (_, .no): return "does not apply: " + criterion.says
        case (_, .unknown): return "perhaps: " + criterion.says
        case (_, .yes): return criterion.says
        }
    }

    /// "S4 ¶20, inferred; Rules/programmes/o2r.yaml:31".
    func origin(_ provenance: Provenance, _ span: SourceSpan, _ clause: String? = nil) -> String {
        var parts: [String] = []
        if let words = provenance.words { parts.append(words) }
        if let clause { parts.append("clause \(clause) of the agreement") }
        parts.append(rulebook.place(span))
        return parts.joined(separator: "; ")
    }

    func mark(_ truth: Truth) -> String {
        switch truth {
        case .yes: "✓ "
        case .no: "✗ "
        case .unknown: "? "
        }
    }

    func markTone(_ truth: Truth) -> TextPage.Tone {
        switch truth {
        case .yes: .good
        case .no: .bad
        case .unknown: .warning
        }
    }
}

extension TracedCriterion {
    /// Whether it speaks for what the person could have.
    var favour: Truth { criterion.role == .criterion ? truth : !truth }
}

extension String {
    /// `opening_hours` as words.
    fileprivate func replacing(_ separator: Character) -> String {
        String(map { $0 == separator ? " " : $0 })
    }
}
