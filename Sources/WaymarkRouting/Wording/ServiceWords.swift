import WaymarkRules

/// Says the steps of a service: its period, place, capacity, consent and agreement.
struct ServiceWords {
    let rulebook: Rulebook
    let decision: Decision
    let wording: Wording

    private var date: Day { decision.date }

    /// A step in words that complete no other sentence: "began on 1 June 2025", "there is no agreement with …".
    func says(_ step: TracedStep, of number: Int) -> String {
        let service = rulebook.services[number]
        let programme = rulebook.programmes[service.programme]
        switch step.kind {
        case .programmePeriod: return notRunning(programme)
        case .period: return period(service.period, step.passes, of: "this service", beforeUse: "call to check")
        case .place: return place(service, step.passes)
        case .acceptance:
            return choose(
                step.passes, "it accepts the person", "it does not accept the person", "it may not accept the person")
        case .holds: return choose(step.passes, "nothing puts it on hold", "it is on hold", "it may be on hold")
        case .signpostReasons:
            return choose(
                step.passes, "nothing limits it to giving the details", "only the details are given",
                "perhaps only the details are given")
        case .capacity: return capacity(service)
        case .ability:
            return choose(
                step.passes, "the person can decide now", "the person cannot decide now: ask again when they can",
                "whether the person can decide now is not known")
        case .consentToReferral:
            return consent(step.passes, rulebook.consent.referral, "be referred")
        case .consentToSharing:
            return consent(step.passes, rulebook.consent.sharing, "have information shared")
        case .agreement: return agreement(service, step.passes)
        }
    }

    private func choose(_ truth: Truth, _ yes: String, _ no: String, _ unknown: String) -> String {
        switch truth {
        case .yes: yes
        case .no: no
        case .unknown: unknown
        }
    }

    // MARK: Periods

    /// "Alcohol course had not begun on 1 March 2019: it begins on 1 May 2019".
    func notRunning(_ programme: Programme) -> String {
        if let from = programme.period.from, date < from {
            return "\(programme.title) begins on \(English.date(from))"
        }
        if let until = programme.period.until { return "\(programme.title) ended on \(English.date(until))" }
        return "\(programme.title) does not run on \(decision.dateInWords)"
    }

    /// - Parameter beforeUse: what to do where nobody can say.
    func period(_ period: ServicePeriod, _ inForce: Truth, of subject: String, beforeUse: String) -> String {
        switch inForce {
        case .yes:
            var words = "in force"
            if case .day(let from) = period.from { words += " since " + English.date(from) }
            if case .day(let until) = period.until { words += " until " + English.date(until) }
            return words
        case .no:
            if case .day(let from) = period.from, date < from { return "begins on " + English.date(from) }
            if case .day(let until) = period.until, date > until { return "ended on " + English.date(until) }
            if let notBefore = period.notBefore, date < notBefore {
                return "does not begin before \(English.date(notBefore))"
            }
            return "not in force"
        case .unknown:
            if let confirmed = period.confirmedUntil, date > confirmed {
                return "nobody has confirmed \(subject) past \(English.date(confirmed)): \(beforeUse)"
            }
            if period.from == .notKnown { return "nobody knows whether \(subject) has begun: \(beforeUse)" }
            return "nobody knows whether \(subject) still runs: \(beforeUse)"
        }
    }

    // MARK: Places

    /// The place of the person as a programme sees it, in words; nil where place plays no part.
    func place(of programme: Programme) -> String? {
        switch programme.location {
        case .nothing: return nil
        case .fact(let fact): return wording.value(of: fact)
        case .firstArea(let facts):
            for fact in facts {
                if case .value(.option(let option)) = decision.answers[fact],
                    option < rulebook.vocabulary[fact].areaCount
                {
                    return wording.value(of: fact)
                }
            }
            return English.list(
                facts.map { "\(English.inSentence(rulebook.vocabulary[$0].label)): \(wording.value(of: $0))" }, "and")
        }
    }

    /// The place in words where it is known; nil where it is not.
    func knownPlace(of programme: Programme) -> String? {
        let facts: [FactID] =
            switch programme.location {
            case .nothing: []
            case .fact(let fact): [fact]
            case .firstArea(let facts): facts
            }
        for fact in facts {
            guard case .value(.option(let option)) = decision.answers[fact] else { continue }
            if facts.count == 1 || option < rulebook.vocabulary[fact].areaCount { return wording.value(of: fact) }
        }
        return nil
    }

    private func place(_ service: Service, _ passes: Truth) -> String {
        let programme = rulebook.programmes[service.programme]
        guard case .places(let names) = service.coverage, let here = place(of: programme) else {
            return "serves every place"
        }
        switch passes {
        case .yes: return "serves " + here
        case .no: return "does not serve " + here
        case .unknown:
            return "serves \(English.list(names.map { title(ofPlace: $0, programme) }, "and")); "
                + "where the person belongs is not known"
        }
    }

    private func title(ofPlace name: String, _ programme: Programme) -> String {
        if let area = rulebook.areas.first(where: { $0.name == name }) { return area.title }
        guard case .fact(let fact) = programme.location else { return name }
        let declared = rulebook.vocabulary[fact]
        guard let option = declared.optionIndex[name] else { return name }
        let label = declared.options[option].label
        return declared.hasNamesForValues ? label : English.inSentence(label)
    }

    // MARK: Capacity, consent, agreement

    func capacity(_ service: Service) -> String {
        var words =
            switch service.capacity {
            case .hasCapacity: "has room"
            case .waitingList: "has a waiting list"
            case .noCapacity: "is full"
            case .assessFirst:
                service.capacityIsStated
                    ? "assesses people before it can say" : "has not said whether it has room: ask them"
            }
        if let day = service.capacityAsOf { words += ", as of " + English.date(day) }
        if let by = service.capacityBy { words += ", according to " + by }
        return words
    }

    private func consent(_ passes: Truth, _ fact: FactID?, _ what: String) -> String {
        switch passes {
        case .yes: return "the person agrees to \(what)"
        case .no:
            if let fact, decision.answers[fact] == .declined {
                return "the person would rather not say whether they agree to \(what), which counts as no"
            }
            return "the person does not agree to \(what)"
        case .unknown:
            if let fact, decision.answers[fact] == .notKnown {
                return "nobody can say whether the person agrees to \(what)"
            }
            return "the person has not been asked whether they agree to \(what)"
        }
    }

    private func agreement(_ service: Service, _ passes: Truth) -> String {
        switch service.agreement {
        case .missing: return "there is no agreement with \(service.provider)"
        case .notNeeded: return "no agreement is needed"
        case .agreement(let index):
            let agreement = rulebook.agreements[index]
            let subject = "the agreement “\(agreement.title)”"
            switch passes {
            case .yes, .no:
                return subject + " " + (passes == .yes ? "is " : agreement.period.verb(on: date))
                    + period(agreement.period, passes, of: subject, beforeUse: "")
            case .unknown:
                return period(agreement.period, passes, of: subject, beforeUse: "check before anything is sent")
            }
        }
    }
}

extension ServicePeriod {
    /// "is " where the words that follow have no verb of their own.
    fileprivate func verb(on date: Day) -> String {
        if case .day(let from) = from, date < from { return "" }
        if case .day(let until) = until, date > until { return "" }
        if let notBefore, date < notBefore { return "" }
        return "is "
    }
}
