import Hummingbird
import WaymarkRouting
import WaymarkRules
import WaymarkStore

/// Sends a person to one service: asks who agreed, and keeps the referral.
struct SendPages: Sendable {
    private let context: RequestContext
    private let offer: ReferralOffer
    private let decision: String
    /// What the person said to this service before; nil where they did not say no.
    private let said: KeptConsent?

    init(_ context: RequestContext) throws {
        self.context = context
        decision = context.parameter("reference")
        offer = try ReferralOffer(try KeptCase(decision, context), service: context.parameter("service"))
        said =
            offer.needsConsent
            ? offer.found.kept.consent(programme: offer.programme.name, service: offer.service.name) : nil
    }

    private var address: String { "/decisions/\(decision)/refer/\(offer.service.name)" }

    // MARK: - The form

    /// The form, or the referral where it was sent already.
    func page() throws -> Response {
        let sent = try context.server.store.referrals(fromDecision: decision)
            .first { $0.service == offer.service.name && $0.programme == offer.programme.name }
        if let sent { return Response.seeOther("/referrals/" + sent.reference) }
        return form()
    }

    /// - Parameter notice: something to know before it is sent again.
    func form(problem: (says: String, field: String)? = nil, notice: String? = nil) -> Response {
        let account = OutcomeAccount.all(offer.found.decision, under: offer.found.rulebook, detail: .short)[offer.row]
        return context.page(
            Page(
                "Refer", crumbs: [.init("Start", "/"), .init("Decision \(decision)", "/decisions/" + decision)],
                hasErrors: problem != nil
            ) {
                if let problem { errorSummary([problem]) }
                if let notice { div(.class("notice warn")) { p { notice } } }
                h1 { "Refer to \(offer.service.title)" }
                age
                p { "\(offer.programme.title), \(offer.service.provider)" }
                if let said { ConsentWords.notice(said, provider: offer.service.provider) }
                if said?.statement.answer == .refused { changedMind(problem) } else { sending(problem, account) }
            }, status: problem == nil ? .ok : .unprocessableContent)
    }

    private func sending(_ problem: (says: String, field: String)?, _ account: OutcomeAccount) -> HTML {
        HTML([
            p {
                "Waymark does not send anything. Contact the service in the way it asks for, then record the referral here."
            },
            ResultParts.contact(account),
            context.form(address) {
                if offer.needsConsent {
                    consent(account, problem?.field == "consent-1" ? problem?.says : nil)
                } else {
                    p {
                        "The rules ask for no agreement to this referral: it is required by law, it is for safeguarding, or nothing leaves the force."
                    }
                }
                note(problem)
                button(.type("submit")) { offer.needsConsent ? "Record this" : "Record the referral as sent" }
            },
        ])
    }

    /// The way on after a no.
    private func changedMind(_ problem: (says: String, field: String)?) -> HTML {
        context.form(address) {
            input(.type("hidden"), .name("consent"), .value(ConsentAnswer.reconsidered.rawValue))
            p { "If the person has changed their mind, record that first. Then ask again what they agree to." }
            note(problem)
            button(.type("submit")) { "The person has changed their mind" }
        }
    }

    private func note(_ problem: (says: String, field: String)?) -> HTML {
        ReferralNote.field(
            "Note (optional)", hint: "For whoever follows this up, such as when the person can be reached.",
            typed: context.form["note"], problem: problem?.field == "note" ? problem?.says : nil)
    }

    /// Days after which a decision may no longer say how things are.
    private static let oldAfter: Int32 = 28

    /// Said where the decision is not from these days.
    private var age: HTML {
        let day = offer.found.decision.date
        guard context.now.day.number - day.number > SendPages.oldAfter else { return HTML() }
        return div(.class("notice warn")) {
            p {
                "This decision was made for \(English.date(day)). The person’s situation, the service or its agreement may have changed since: make a new decision unless you know that it still holds."
            }
        }
    }

    private func consent(_ account: OutcomeAccount, _ problem: String?) -> HTML {
        let chosen = context.form["consent"]
        let choices: [(value: String, words: String)] = [
            (ReferralConsent.person.rawValue, "Yes, the person agreed"),
            (ReferralConsent.parentOrCarer.rawValue, "Yes, a parent or carer agreed"),
            (ReferralConsent.representative.rawValue, "Yes, somebody who may decide for the person agreed"),
            ("no", "No, and nothing is sent"),
        ]
        return HTML([
            ResultParts.say(account),
            element("fieldset", .class(problem == nil ? "" : "wrong"), .aria("aria-describedby", "consent-hint")) {
                element("legend") { "Was it agreed that \(offer.service.provider) is told about the person?" }
                p(.class("hint"), .id("consent-hint")) { passedOn }
                fieldProblem(problem)
                for (index, choice) in choices.enumerated() {
                    ReferralNote.radio("consent", index + 1, choice.value, choice.words, isOn: chosen == choice.value)
                }
            },
        ])
    }

    private var passedOn: String {
        guard let agreement = offer.agreement, !agreement.sharedData.isEmpty else {
            return "Ask for this service by itself; agreeing to another one does not count."
        }
        return
            "By the agreement “\(agreement.title)” these are passed on: \(English.list(agreement.sharedData, "and")). Ask for this service by itself; agreeing to another one does not count."
    }

    // MARK: - Sending

    func send() throws -> Response {
        var consent = ReferralConsent.notNeeded
        if offer.needsConsent {
            switch context.form["consent"] {
            case "no": return try keep(.refused)
            case ConsentAnswer.reconsidered.rawValue: return try keep(.reconsidered)
            case let chosen:
                guard let stated = chosen.flatMap(ReferralConsent.init), stated != .notNeeded else {
                    return form(problem: ("Choose whether it was agreed, and by whom", "consent-1"))
                }
                consent = stated
            }
        }
        let note: String?
        switch ReferralNote.read(context.form) {
        case .success(let text): note = text
        case .failure(let problem): return form(problem: (problem.says, "note"))
        }
        let reference: String
        do throws(StoreError) {
            reference = try ReferralOperations(context).send(offer, consent: consent, note: note)
        } catch {
            // Somebody else was quicker, or it was sent from another window: their referral, or the no that they heard, is
            // the one to go on with.
            if case .refused = error { return try SendPages(context).page() }
            throw error
        }
        return Response.seeOther("/referrals/" + reference)
    }

    /// Keeps that the person said no, or has changed their mind.
    private func keep(_ answer: ConsentAnswer) throws -> Response {
        let note: String?
        switch ReferralNote.read(context.form) {
        case .success(let text): note = text
        case .failure(let problem): return form(problem: (problem.says, "note"))
        }
        do throws(StoreError) {
            try ReferralOperations(context).answer(offer, answer, note: note)
        } catch {
            if case .refused = error { return try SendPages(context).page() }
            throw error
        }
        return Response.seeOther(answer == .refused ? "/decisions/" + decision : address)
    }
}

/// What a person said to being referred, where it was not simply a yes.
enum ConsentWords {
    /// - Parameter withNote: not on paper that is handed over.
    static func notice(_ said: KeptConsent, provider: String, withNote: Bool = true) -> HTML {
        let isNo = said.statement.answer == .refused
        return div(.class(isNo ? "notice warn" : "notice")) {
            p {
                strong {
                    isNo ? "Said no to \(provider)." : "Said no to \(provider) at first, and has changed their mind."
                }
                isNo ? " Nothing is sent. The person can still be given the contact details, and can come back." : ""
            }
            if withNote, let note = said.statement.note { p { note } }
            p(.class("quiet small")) { "Recorded by \(said.by), \(MomentWords.time(said.at))" }
        }
    }
}

/// Fields that the forms of referrals share.
enum ReferralNote {
    struct TooLong: Error {
        let says = "Use 4,000 characters at most for the note"
    }

    /// What was written, with line ends as one character; nil where nothing was.
    static func read(_ form: Form) -> Result<String?, TooLong> {
        guard let text = form.text("note") else { return .success(nil) }
        let note = text.replacing("\r\n", with: "\n")
        return note.utf8.count <= ReferralOffer.noteLimit ? .success(note) : .failure(TooLong())
    }

    static func field(_ words: String, hint: String, typed: String?, problem: String?) -> HTML {
        div(.class(problem == nil ? "field" : "field wrong")) {
            label(.for("note")) { words }
            p(.class("hint"), .id("note-hint")) { hint }
            fieldProblem(problem)
            element(
                "textarea", .id("note"), .name("note"), Attribute("rows", "3"), .aria("aria-describedby", "note-hint")
            ) {
                typed ?? ""
            }
        }
    }

    static func radio(
        _ name: String, _ number: Int, _ value: String, _ words: String, hint: String? = nil, isOn: Bool
    ) -> HTML {
        let id = "\(name)-\(number)"
        let described = hint == nil ? [] : [Attribute.aria("aria-describedby", id + "-hint")]
        return div(.class("choice")) {
            HTML.void(
                "input",
                [.type("radio"), .name(name), .id(id), .value(value)] + described + (isOn ? [.checked] : []))
            div {
                label(.for(id)) { words }
                if let hint { span(.class("hint small"), .id(id + "-hint")) { " " + hint } }
            }
        }
    }
}
