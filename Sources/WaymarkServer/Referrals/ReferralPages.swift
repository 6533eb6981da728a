import Hummingbird
import WaymarkRouting
import WaymarkRules
import WaymarkStore

/// One referral: what happened so far as a timeline, and what can be recorded next.
struct ReferralPages: Sendable {
    private let context: RequestContext
    private let referral: Referral
    private let names: ReferralNames

    /// - Throws: ``Problem`` where it belongs to an area that the visitor may not see; nothing of it is read then.
    init(_ context: RequestContext) throws {
        self.context = context
        referral = try ReferralOperations(context).read(context.parameter("reference"))
        names = ReferralNames(rulebook: context.rulebook.rulebook)
    }

    private var address: String { "/referrals/" + referral.reference }

    // MARK: - The page

    /// - Parameter notice: something to know before more is recorded.
    func page(problem: (says: String, field: String)? = nil, notice: String? = nil) -> Response {
        context.page(
            Page(
                "Referral \(referral.reference)", crumbs: [.init("Start", "/"), .init("Referrals", "/referrals")],
                hasErrors: problem != nil
            ) {
                if let problem { errorSummary([problem]) }
                if let notice { div(.class("notice warn"), Attribute("role", "status")) { p { notice } } }
                h1 { names.service(referral.service) }
                p { ReferralWords.tag(referral.state) }
                facts
                if referral.disposedAt != nil {
                    p { "It was kept for as long as it may be. Everything about the person has been removed." }
                }
                h2 { "What happened" }
                ReferralTimeline(referral, names).html
                if !referral.possible.isEmpty, context.hasRole(.decides) {
                    form(problem)
                }
            }, status: problem == nil ? .ok : .unprocessableContent)
    }

    private var facts: HTML {
        dl(.class("rows")) {
            row("Reference", HTML(referral.reference))
            row("Programme", HTML(names.programme(referral.programme)))
            if let provider = names.provider(referral.service) { row("Provider", HTML(provider)) }
            if let caseReference = referral.caseReference { row("Custody or case reference", HTML(caseReference)) }
            row("Home area", HTML(names.area(referral.area)))
            if let consent = referral.consent { row("Consent", HTML(ReferralWords.consent(consent))) }
            row("Sent", HTML("\(MomentWords.day(referral.madeAt)) by \(referral.madeBy)"))
            row("From decision", a("/decisions/" + referral.decision) { referral.decision })
            if referral.state.isOpen, let limit = referral.closesAfter {
                row(
                    "Failed contacts in a row",
                    HTML("\(referral.progress.failedContacts) of \(limit), after which the service closes it"))
            } else if referral.progress.failedContacts > 0 {
                row("Failed contacts in a row", HTML(String(referral.progress.failedContacts)))
            }
        }
    }

    private func row(_ label: String, _ value: HTML) -> HTML {
        div {
            dt { label }
            dd { value }
        }
    }

    // MARK: - The next event

    private func form(_ problem: (says: String, field: String)?) -> HTML {
        let chosen = context.form["event"]
        func says(_ field: String) -> String? { problem?.field == field ? problem?.says : nil }
        return HTML([
            h2 { "What happened next" },
            context.form(address + "/events") {
                input(.type("hidden"), .name("revision"), .value(String(referral.revision)))
                element("fieldset", .class(says("event-1") == nil ? "" : "wrong")) {
                    element("legend") { "Choose one" }
                    fieldProblem(says("event-1"))
                    for (index, event) in referral.possible.enumerated() {
                        ReferralNote.radio(
                            "event", index + 1, event.rawValue, ReferralWords.event(event), hint: hint(event),
                            isOn: chosen == event.rawValue)
                    }
                }
                if referral.possible.contains(where: { !$0.reasons.isEmpty }) { reasons(says("reason")) }
                ReferralNote.field(
                    "Note (optional)", hint: "For example who you spoke to and what was agreed.",
                    typed: context.form["note"],
                    problem: says("note"))
                button(.type("submit")) { "Record it" }
            },
        ])
    }

    private func hint(_ event: ReferralEvent) -> String? {
        if event == .contactFailed, let limit = referral.closesAfter, referral.progress.failedContacts + 1 >= limit {
            return "This is failed contact \(limit) of \(limit): the service closes the referral."
        }
        return ReferralWords.hint(event)
    }

    private func reasons(_ problem: String?) -> HTML {
        let chosen = context.form["reason"]
        return div(.class(problem == nil ? "field" : "field wrong")) {
            label(.for("reason")) { "Reason, if it was declined or withdrawn" }
            fieldProblem(problem)
            element("select", .id("reason"), .name("reason")) {
                element("option", .value("")) { "Choose a reason" }
                for event in referral.possible where !event.reasons.isEmpty {
                    element("optgroup", Attribute("label", ReferralWords.event(event))) {
                        for reason in event.reasons {
                            HTML(
                                "option",
                                [.value(reason.rawValue)]
                                    + (chosen == reason.rawValue ? [Attribute("selected", nil)] : []),
                                HTML(ReferralWords.reason(reason)))
                        }
                    }
                }
            }
        }
    }

    /// Records what the form says, or shows what is wrong with it.
    func record() throws -> Response {
        let form = context.form
        guard let revision = form["revision"].flatMap({ Int($0) }) else { throw Problem.unreadable }
        guard let event = form["event"].flatMap(ReferralEvent.init) else {
            return page(problem: ("Choose what happened", "event-1"))
        }
        let note: String?
        switch ReferralNote.read(form) {
        case .success(let text): note = text
        case .failure(let problem): return page(problem: (problem.says, "note"))
        }
        // A reason left standing beside an event that has none says nothing, and is left out.
        let reason = form["reason"].flatMap(ReferralReason.init).flatMap { event.reasons.contains($0) ? $0 : nil }
        if !event.reasons.isEmpty, reason == nil {
            return page(problem: ("Choose the reason: \(ReferralWords.event(event).lowercased())", "reason"))
        }
        let change = ReferralChange(event, reason: reason, note: note, revision: revision)
        do throws(StoreError) {
            _ = try ReferralOperations(context).record(change, of: referral.reference)
        } catch {
            switch error {
            case .changedMeanwhile:
                return page(
                    notice:
                        "Somebody else recorded something since you opened this page, so yours was not saved. See what happened, then record yours if it still holds: it is still filled in below."
                )
            case .refused(let why): return page(problem: (why, "event-1"))
            default: throw error
            }
        }
        return Response.seeOther(address)
    }

    /// The session was renewed since the form was shown.
    func again() -> Response {
        page(
            notice: "You logged in again since this was shown. Nothing was saved yet: check it and record it once more."
        )
    }
}

/// What happened to a referral, the newest first.
struct ReferralTimeline {
    private let referral: Referral
    private let names: ReferralNames

    init(_ referral: Referral, _ names: ReferralNames) {
        self.referral = referral
        self.names = names
    }

    var html: HTML {
        ol(.class("timeline"), Attribute("reversed", nil)) {
            for event in referral.events.reversed() {
                li {
                    h3 { ReferralWords.event(event.event) }
                    p(.class("quiet small")) { "\(MomentWords.time(event.at)), \(event.by)" }
                    if let reason = event.reason { p { ReferralWords.reason(reason) } }
                    if let follows = follows(event) { p { strong { follows } } }
                    if let note = event.note { for line in note.split(separator: "\n") { p { String(line) } } }
                }
            }
        }
    }

    /// What follows from an event that closed the referral.
    private func follows(_ event: Referral.Event) -> String? {
        guard event.event == .contactFailed, event.state == .closedNoContact, let limit = referral.closesAfter else {
            return nil
        }
        let then =
            names.afterClosing(referral.service).map { English.sentence(English.capitalised($0)) }
            ?? "To try again, see the person again and make a new decision."
        return
            "The service closes a case after \(English.count(limit, "failed contact")) in a row, so this referral is closed. \(then)"
    }
}
