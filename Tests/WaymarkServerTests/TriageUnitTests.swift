import HTTPTypes
import Hummingbird
import NIOCore
import Testing
import WaymarkAnalysis
import WaymarkRouting
import WaymarkRules
import WaymarkStore

@testable import WaymarkServer

extension TestSite {
    /// A request as a feature sees it, past every check of who may.
    func context(
        _ method: HTTPRequest.Method = .post, _ path: String = "/", form: String = "", query: String = "",
        parameters: [String: String] = [:], body: String = "", roles: Set<Role> = .everyone,
        areas: Set<String> = [], name: String = "tester"
    ) -> WaymarkServer.RequestContext {
        let visitor = Visitor(name: name, origin: .account, roles: roles, areas: areas, formToken: "token of " + name)
        let head = HTTPRequest(method: method, scheme: "http", authority: "localhost", path: path)
        return WaymarkServer.RequestContext(
            server: server, visitor: visitor, request: Request(head: head, body: RequestBody(buffer: ByteBuffer())),
            parameters: parameters, query: Form(encoded: query.utf8) ?? Form(),
            form: Form(encoded: form.utf8) ?? Form(),
            body: Array(body.utf8), now: clock.now, sessionToken: nil,
            origin: RequestOrigin(remote: "", headers: [:], isBehindProxy: false), navigation: [])
    }

    var rulebook: Rulebook { server.rulebooks.current.rulebook }

    func fact(_ name: String) -> FactID { rulebook.vocabulary[name]! }
}

@Suite("What was answered travels with the form: nobody can change it, and no answer is lost")
struct DraftCaseTests {
    /// What the next form brings back.
    private func sent(_ draft: DraftCase, _ site: TestSite, name: String = "tester") throws -> DraftCase? {
        let field = String(decoding: draft.hidden(site.context(name: name)).bytes, as: UTF8.self)
        let value = try #require(field.firstMatch(of: /value="([^"]*)"/)?.1)
        return DraftCase(site.context(form: "sheet=" + Form.encoded(String(value)), name: name))
    }

    /// Any answer that a fact can have.
    private func answer(_ fact: Fact, _ random: inout Numbers) -> Answer {
        switch random.below(5) {
        case 0: return .declined
        case 1: return .notKnown
        default: break
        }
        switch fact.type {
        case .yesNo: return .value(.yesNo(random.below(2) == 1))
        case .wholeNumber(let range): return .value(.number(range.lowerBound + random.below(range.count)))
        case .date: return .value(.date(Day("2024-02-29")!.adding(days: random.below(900))))
        case .oneOf: return .value(.option(random.below(fact.options.count)))
        case .severalOf: return .value(.options(fact.options.indices.filter { _ in random.below(2) == 1 }))
        case .text: return .notKnown
        }
    }

    @Test("every answer to every fact comes back as it was, in the order given", arguments: 0..<60)
    func roundTrip(seed: UInt64) throws {
        let site = try TestSite()
        var random = Numbers(seed: seed)
        var draft = DraftCase(
            key: "k\(seed)", date: Day("2026-09-21")!, reference: ["", "CU/1;=@é\n"][random.below(2)])
        if random.below(2) == 1 { draft.about = "treatment" }
        var order: [FactID] = []
        for _ in 0..<random.below(12) {
            let fact = random.below(site.rulebook.vocabulary.facts.count)
            let given = answer(site.rulebook.vocabulary[fact], &random)
            draft.set(fact, to: given)
            if !order.contains(fact) { order.append(fact) }
            #expect(draft.answer(to: fact) == given)
        }
        let back = try #require(try sent(draft, site))
        #expect(back.key == draft.key && back.date == draft.date && back.reference == draft.reference)
        #expect(back.about == draft.about && back.forgotten.isEmpty)
        #expect(back.answers.map(\.fact) == order)
        #expect(back.answers.map(\.answer) == draft.answers.map(\.answer))
        #expect(back.person(under: site.rulebook).answers == draft.person(under: site.rulebook).answers)
    }

    @Test("somebody else's, a changed one and none at all are not taken")
    func foreign() throws {
        let site = try TestSite()
        let draft = DraftCase(key: "k", date: Day("2026-09-21")!)
        let field = String(decoding: draft.hidden(site.context(name: "pat")).bytes, as: UTF8.self)
        let value = String(try #require(field.firstMatch(of: /value="([^"]*)"/)?.1))
        #expect(DraftCase(site.context(form: "sheet=" + Form.encoded(value), name: "kim")) == nil)
        #expect(DraftCase(site.context(form: "sheet=" + Form.encoded(value + ";age_years=3"), name: "pat")) == nil)
        #expect(DraftCase(site.context(form: "", name: "pat")) == nil)
        #expect(DraftCase(site.context(form: "sheet=" + Form.encoded(value), name: "pat")) != nil)
    }

    @Test("an answer from the record keeps where it comes from until somebody changes it")
    func origins() throws {
        let site = try TestSite()
        let fact = site.fact("on_script")
        var draft = DraftCase(key: "k", date: Day("2026-09-21")!)
        draft.fill(
            fact, with: .value(.yesNo(true)),
            from: .init(referral: "R-2026-000007", state: .failedToEngage, day: Day("2026-03-01")!))
        #expect(!draft.hasGivenAnswers && draft.takeBack() == nil)
        var back = try #require(try sent(draft, site))
        #expect(back.origins[fact]?.referral == "R-2026-000007" && back.origins[fact]?.state == .failedToEngage)
        back.set(fact, to: .value(.yesNo(true)))
        #expect(back.origins[fact] != nil)
        back.set(fact, to: .value(.yesNo(false)))
        #expect(back.origins[fact] == nil && back.hasGivenAnswers)
    }

    @Test("going back takes the last answer that somebody gave, one at a time")
    func takingBack() throws {
        let site = try TestSite()
        var draft = DraftCase(key: "k", date: Day("2026-09-21")!)
        for name in ["age_years", "on_script", "on_licence"] { draft.set(site.fact(name), to: .notKnown) }
        #expect(draft.takeBack() == site.fact("on_licence"))
        #expect(draft.takeBack() == site.fact("on_script"))
        draft.remove([site.fact("age_years")])
        #expect(draft.takeBack() == nil && draft.answers.isEmpty)
    }

    @Test("a programme that the rulebook no longer has is no programme, and all are asked about")
    func about() throws {
        let site = try TestSite()
        var draft = DraftCase(key: "k", date: Day("2026-09-21")!)
        #expect(draft.programme(under: site.rulebook) == nil)
        draft.about = "treatment"
        #expect(draft.programme(under: site.rulebook).map { site.rulebook.programmes[$0].name } == "treatment")
        draft.about = "renamed"
        #expect(draft.programme(under: site.rulebook) == nil)
    }
}

@Suite("A question's form is read as it was meant, or it is said what is unclear")
struct QuestionFieldTests {
    private func read(_ form: String, _ fact: String) throws -> QuestionField.Reading {
        let site = try TestSite()
        return QuestionField.read(Form(encoded: form.utf8) ?? Form(), site.fact(fact), under: site.rulebook)
    }

    private func answer(_ form: String, _ fact: String) throws -> Answer? {
        if case .answer(let answer) = try read(form, fact) { answer } else { nil }
    }

    @Test("what was chosen is the answer")
    func chosen() throws {
        #expect(try answer("answer=yes", "on_script") == .value(.yesNo(true)))
        #expect(try answer("answer=no", "on_script") == .value(.yesNo(false)))
        #expect(try answer("answer=caution", "disposal") == .value(.option(1)))
        #expect(try answer("answer=crack&answer=heroin", "substances") == .value(.options([0, 1])))
        #expect(try answer("answer=nothing", "substances") == .value(.options([])))
        for fact in ["on_script", "disposal", "substances", "age_years", "last_attended"] {
            #expect(try answer("answer=not_known", fact) == .notKnown)
            #expect(try answer("answer=declined", fact) == .declined)
        }
    }

    @Test("what was written is the answer", arguments: [("30", 30), (" 30 ", 30), ("120", 120)])
    func written(text: String, number: Int) throws {
        #expect(try answer("written=" + Form.encoded(text), "age_years") == .value(.number(number)))
    }

    @Test("dates are read as people write them", arguments: ["31/3/2026", "2026-03-31"])
    func dates(text: String) throws {
        #expect(try answer("written=" + Form.encoded(text), "last_attended") == .value(.date(Day("2026-03-31")!)))
    }

    @Test("nothing chosen and nothing written is nothing", arguments: ["", "written=", "written=+&other=1"])
    func nothing(form: String) throws {
        guard case .nothing = try read(form, "age_years") else {
            Issue.record("\(form)")
            return
        }
    }

    @Test(
        "two things at once, and what the page did not offer, are unclear",
        arguments: [
            ("answer=yes&answer=no", "on_script"), ("answer=maybe", "on_script"), ("answer=heroin", "disposal"),
            ("answer=charge&answer=caution", "disposal"), ("answer=heroin&answer=nothing", "substances"),
            ("answer=heroin&answer=not_known", "substances"), ("answer=not_known&answer=declined", "on_script"),
            ("answer=not_known&written=30", "age_years"), ("written=9", "age_years"),
            ("written=thirty-ish", "age_years"),
            ("written=31%2F2%2F2026", "last_attended"), ("answer=glue", "substances"),
        ])
    func unclear(form: String, fact: String) throws {
        guard case .unclear(let advice, _) = try read(form, fact) else {
            Issue.record("\(form) for \(fact)")
            return
        }
        #expect(!advice.isEmpty)
    }

    @Test("what was written and could not be read is shown again, but nothing endless is")
    func shownAgain() throws {
        guard case .unclear(_, let typed) = try read("written=nine", "age_years") else {
            Issue.record("it was read")
            return
        }
        #expect(typed == "nine")
        guard case .unclear(_, nil) = try read("written=" + String(repeating: "9", count: 300), "age_years") else {
            Issue.record("it was read, or would be shown again")
            return
        }
    }

    @Test("on a page of many questions each is read by its own name")
    func prefixes() throws {
        let site = try TestSite()
        let form = Form(encoded: "a-answer=yes&b-answer=no".utf8) ?? Form()
        let fact = site.fact("on_script")
        guard case .answer(.value(.yesNo(true))) = QuestionField.read(form, fact, under: site.rulebook, prefix: "a-"),
            case .answer(.value(.yesNo(false))) = QuestionField.read(form, fact, under: site.rulebook, prefix: "b-"),
            case .nothing = QuestionField.read(form, fact, under: site.rulebook)
        else {
            Issue.record("the wrong fields were read")
            return
        }
    }

    @Test(
        "whatever is answered, the page shows it chosen when it comes again",
        arguments: ["on_script", "disposal", "substances"])
    func again(fact: String) throws {
        let site = try TestSite()
        let declared = site.rulebook.vocabulary[site.fact(fact)]
        for answer in [
            Answer.notKnown, .declined,
            fact == "on_script"
                ? .value(.yesNo(true)) : fact == "disposal" ? .value(.option(2)) : .value(.options([0, 3])),
        ] {
            let html = String(decoding: QuestionField(fact: declared, chosen: answer).html.bytes, as: UTF8.self)
            let expected = if case .value(.options(let options)) = answer { options.count } else { 1 }
            #expect(html.ranges(of: " checked>").count == expected, "\(answer)")
        }
    }
}
