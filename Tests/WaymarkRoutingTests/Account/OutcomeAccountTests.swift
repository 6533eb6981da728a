import Testing
import WaymarkDocuments
import WaymarkRules

@testable import WaymarkRouting

@Suite("The account of an outcome says each thing once, in a place of its own") struct OutcomeAccountTests {
    private let fixture: DecisionFixture

    init() throws { fixture = try DecisionFixture() }

    private func accounts(_ name: String, _ detail: TraceDetail = .full) throws -> [OutcomeAccount] {
        let loaded = try #require(try fixture.cases().first { $0.case.name == name })
        let decision = try Decider(fixture.rulebook).decide(loaded.case, on: .first)
        return OutcomeAccount.all(decision, under: fixture.rulebook, detail: detail)
    }

    private func account(_ name: String, of programme: String) throws -> OutcomeAccount {
        try #require(try accounts(name).first { $0.programme == programme })
    }

    private func places(_ lines: [AccountLine]) -> [String] { lines.map(\.words).filter { $0.contains(".yaml:") } }

    @Test func `a referral says whom to contact, how sure that is, what to do next and why`() throws {
        let account = try account("treatment_first", of: "Community treatment")
        #expect(account.verdict == "Refer to Willow Ashford")
        #expect(account.summary == "Refer to Willow Ashford: uses heroin or crack and is 18 or over.")
        #expect(account.service == "Willow Ashford" && account.provider == "Willow")
        #expect(account.referBy == "phone")
        #expect(account.contact.map(\.label) == ["Phone", "Opening hours"])
        #expect(account.contactBasis == "T5, unverified")
        #expect(account.room == "Has room, as of 1 May 2023." && !account.isRoomPlain)
        #expect(account.next == ["Ring before the person leaves", "Tell the person when to be there"])
        #expect(account.needsConsent)
        #expect(account.why.map(\.words) == ["uses heroin or crack", "is 18 or over"])
        #expect(account.missing == nil && account.notSent == nil && account.confirmations.isEmpty)
    }

    @Test func `what comes first and why stands before the contact`() throws {
        let account = try account("treatment_first", of: "Outreach")
        #expect(
            account.order == [
                "Comes after Community treatment.", "Community treatment comes first; outreach goes on meanwhile.",
            ])
        let words = account.lines(.short).map(\.words)
        let order = try #require(words.firstIndex(of: "Comes after Community treatment."))
        let room = try #require(words.firstIndex { $0.hasPrefix("Room: ") })
        #expect(order < room)
    }

    @Test func `an open outcome says what is missing and whom to call`() throws {
        let account = try account("course_unconfirmed", of: "Alcohol course")
        #expect(account.outcome == .needInformation)
        #expect(
            account.missing == "Call Sober Start Ltd to confirm that Sober Start runs on 1 July 2023.")
        #expect(account.confirmations.map(\.service) == ["Sober Start"])
        #expect(account.confirmations.flatMap(\.contact).map(\.value) == ["ask the course office"])
        #expect(account.contact.isEmpty && account.room == nil && account.next.isEmpty)
    }

    @Test func `a signpost says why nothing is sent`() throws {
        let account = try account("course_unconfirmed", of: "Housing advice")
        #expect(account.outcome == .signpost && !account.needsConsent)
        #expect(try #require(account.notSent).hasPrefix("Nothing is sent because there is no agreement with Roof"))
    }

    @Test func `a no says its reason in a line, and a fact that alone stands in the way`() throws {
        let account = try account("adult", of: "Safeguarding")
        let lines = account.noLines(.short, isBrief: true)
        #expect(lines.count == 1 && lines[0].mark == .truth(.no))
        #expect(lines[0].words.hasPrefix("Safeguarding: "))
        #expect(account.noLines(.none, isBrief: true).map(\.words) == ["Safeguarding"])
        let housing = try self.account("adult", of: "Housing advice").noLines(.short, isBrief: false)
        #expect(
            housing.map(\.words) == [
                "Housing advice: “has nowhere settled to live” is not met.",
                "Housing: settled home; it would have to be anything but settled home.",
            ])
    }

    @Test func `the short account leaves the tree out, the full one tells everything that decided too`() throws {
        for name in try fixture.cases().map(\.case.name) {
            let (short, full) = (try accounts(name, .short), try accounts(name, .full))
            #expect(short.allSatisfy { $0.tree == nil })
            for (short, full) in zip(short, full) {
                #expect(short.why == full.why && short.summary == full.summary)
                let tree = try #require(full.tree)
                let all = Set(places(tree.lines))
                let deciding = short.why.filter { if case .criterion = $0.subject { true } else { false } }
                #expect(deciding.allSatisfy { all.contains($0.origin ?? "") }, "\(name): \(full.verdict)")
            }
        }
    }

    @Test func `without any detail an account is its verdict`() throws {
        for account in try accounts("treatment_first", .none) {
            let lines = account.lines(.none).map(\.words)
            #expect(lines.first == English.sentence(account.verdict))
            #expect(lines.dropFirst().allSatisfy { $0 == English.sentence(account.programme) })
        }
    }

    @Test func `accounts are values: the same decision gives equal ones`() throws {
        #expect(try accounts("held") == accounts("held"))
        #expect(try Set(accounts("held") + accounts("held")).count == accounts("held").count)
    }
}
