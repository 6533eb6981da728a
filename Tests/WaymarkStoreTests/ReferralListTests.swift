import WaymarkRouting
import Testing
import WaymarkTestSupport

@testable import WaymarkStore

/// Invented referrals of many people, from several months, areas, programmes and workers.
struct InventedReferrals {
    let scratch = ScratchFolder()
    let store: Store
    /// Everything that was sent, as it stands in the end.
    let referrals: [Referral]
    let decisions: [(reference: String, at: Moment, count: DecisionCount)]

    static let programmes = ["debt", "housing", "treatment"]
    static let services = ["cgl", "nyas", "willow"]
    static let areas: [String?] = ["ashford", "barton", "cray", nil]
    static let workers = ["anna", "bert", "cleo"].map(Actor.init(name:))
    /// The first and the last moment at which anything happens.
    static let start = Moment(milliseconds: 1_767_225_600_000)  // 2026-01-01
    static let days = 150

    init(seed: UInt64, people: Int = 60) throws {
        var random = RandomSource(seed: seed)
        store = try scratch.open()
        let hash = try store.publish(`The record of decisions`.rulebook(), by: worker, at: Self.start).hash
        var sent: [String] = []
        var made: [(reference: String, at: Moment, count: DecisionCount)] = []
        try store.batch(at: Self.start) { records in
            for number in 0..<people {
                let at = Self.start.adding(seconds: Int64(random.int(0...(Self.days * 86_400))))
                let home = random.pick(Self.areas)
                var new = `The record of decisions`.decision(
                    number, rulebook: hash, caseReference: "CU/\(random.int(0...(people / 2)))")
                new.channel = random.pick(["desk", "street", "api"])
                new.areas = Set(random.some(["ashford", "barton", "cray"], 0...2))
                let count = DecisionCount(
                    home: home, best: random.pick(["refer", "waiting_list", "signpost", "unavailable"]),
                    unavailable: random.some(Self.programmes, 0...2).sorted())
                new.count = count
                let decision = try records.record(new, by: random.pick(Self.workers), at: at)
                made.append((decision, at, count))
                for service in random.some(Self.services, 0...2) {
                    let referral = NewReferral(
                        decision: decision, programme: random.pick(Self.programmes), service: service, area: home,
                        closesAfter: random.chance(0.5) ? random.int(1...3) : nil, consent: .person)
                    let reference = try records.send(referral, by: random.pick(Self.workers), at: at)
                    sent.append(reference)
                    try Self.goOn(reference, from: at, &records, &random)
                }
            }
        }
        referrals = try sent.map { [store] in try store.referral($0, readBy: worker, at: Self.start) }
        decisions = made
    }

    private static func goOn(
        _ reference: String, from at: Moment, _ records: inout RecordImport, _ random: inout RandomSource
    ) throws {
        var at = at
        for _ in 0..<random.int(0...6) {
            let referral = try records.referral(reference)
            guard let event = referral.possible.isEmpty ? nil : random.pick(referral.possible) else { return }
            at = at.adding(seconds: Int64(random.int(1...(20 * 86_400))))
            let reason = event.reasons.isEmpty ? nil : random.pick(event.reasons)
            try records.change(
                reference, ReferralChange(event, reason: reason, revision: referral.revision),
                by: random.pick(workers), at: at)
        }
    }
}

@Suite struct `Lists of referrals` {
    private func matches(_ referral: Referral, _ filter: ReferralFilter, at: Moment) -> Bool {
        let since = at.adding(seconds: -14 * 86_400)
        let isAttended =
            referral.state.isOpen
            ? referral.changedAt < since || referral.progress.failedContacts > 0
            : [.declined, .closedNoContact].contains(referral.state) && referral.changedAt >= since
        return (filter.states.isEmpty || filter.states.contains(referral.state))
            && (filter.programme == nil || filter.programme == referral.programme)
            && (filter.service == nil || filter.service == referral.service)
            && (filter.madeBy == nil || filter.madeBy == referral.madeBy)
            && (!filter.needsAttention || isAttended)
    }

    private func key(_ referral: Referral, _ order: ReferralFilter.Order) -> String {
        func padded(_ number: Int64) -> String {
            String(repeating: "0", count: 20 - String(number).count) + String(number)
        }
        return switch order {
        case .reference: referral.reference
        case .made: padded(referral.madeAt.milliseconds)
        case .changed: padded(referral.changedAt.milliseconds)
        case .state: referral.state.rawValue
        case .programme: referral.programme
        case .service: referral.service
        // What has no area comes before what has one.
        case .area: referral.area ?? ""
        }
    }

    /// Whether references of one list come in the order of their keys, and of one key in the order in which they were sent.
    private func expected(_ all: [Referral], _ filter: ReferralFilter) -> [String] {
        let sorted = all.enumerated().sorted { one, other in
            let keys = (key(one.element, filter.order), key(other.element, filter.order))
            if keys.0 != keys.1 { return (keys.0 < keys.1) != filter.isDescending }
            return (one.offset < other.offset) != filter.isDescending
        }
        return sorted.map(\.element.reference)
    }

    @Test(arguments: 1...4)
    func `a list holds exactly what was asked for, in the order asked for, page by page`(seed: UInt64) throws {
        let invented = try InventedReferrals(seed: seed)
        var random = RandomSource(seed: seed &* 77)
        let at = InventedReferrals.start.adding(seconds: 160 * 86_400)
        var nonEmpty = 0
        for _ in 0..<40 {
            var filter = ReferralFilter()
            if random.chance(0.5) { filter.states = Set(random.some(ReferralState.allCases, 1...4)) }
            if random.chance(0.3) { filter.programme = random.pick(InventedReferrals.programmes) }
            if random.chance(0.3) { filter.service = random.pick(InventedReferrals.services) }
            if random.chance(0.3) { filter.madeBy = random.pick(InventedReferrals.workers).name }
            filter.needsAttention = random.chance(0.3)
            filter.order = random.pick(ReferralFilter.Order.allCases)
            filter.isDescending = random.chance(0.5)
            filter.limit = random.int(1...10)
            let wanted = expected(invented.referrals.filter { matches($0, filter, at: at) }, filter)
            var found: [String] = []
            repeat {
                filter.offset = found.count
                let page = try invented.store.referrals(filter, readBy: worker, at: at)
                #expect(page.total == wanted.count && page.referrals.count <= filter.limit)
                #expect(page.referrals.allSatisfy { $0.events.isEmpty })
                if page.referrals.isEmpty { break }
                found += page.referrals.map(\.reference)
            } while found.count < wanted.count
            #expect(found == wanted, "\(filter)")
            if !wanted.isEmpty { nonEmpty += 1 }
        }
        #expect(nonEmpty > 10)
    }

    @Test(arguments: 5...7)
    func `the referrals of a case, and of a decision, are all of them and no others`(seed: UInt64) throws {
        let invented = try InventedReferrals(seed: seed)
        let cases = Dictionary(grouping: invented.referrals) { $0.caseReference ?? "" }
        #expect(cases.count > 5)
        for (reference, referrals) in cases {
            let found = try invented.store.referrals(forCase: reference, readBy: worker, at: noon)
            #expect(found == referrals.reversed())
        }
        for (decision, referrals) in Dictionary(grouping: invented.referrals, by: \.decision) {
            let found = try invented.store.referrals(fromDecision: decision)
            #expect(found.map(\.reference) == referrals.map(\.reference))
        }
        #expect(try invented.store.referrals(forCase: "CU/none", readBy: worker, at: noon) == [])
        #expect(try invented.store.referrals(fromDecision: "D-2026-999999") == [])
    }

    @Test func `reading a list, a case or a referral is in the audit`() throws {
        let invented = try InventedReferrals(seed: 8, people: 10)
        let store = invented.store
        let before = try AuditVerifier(store).verify().size
        _ = try store.referrals(ReferralFilter(), readBy: worker, at: noon)
        _ = try store.referrals(forCase: "CU/1", readBy: worker, at: noon)
        _ = try store.referral(try #require(invented.referrals.first).reference, readBy: worker, at: noon)
        var filter = AuditFilter()
        filter.limit = 3
        let lines = try store.auditLines(filter)
        #expect(try AuditVerifier(store).verify().size == before + 3)
        #expect(lines.allSatisfy { $0.action == "person.read" && $0.actor == "worker" && $0.at == noon.iso })
        #expect(
            lines.map(\.subject)
                == [try #require(invented.referrals.first).reference, "referrals of one case", "list of referrals"])
    }

    @Test func `the audit is shown in pages, by action and by subject`() throws {
        let invented = try InventedReferrals(seed: 9, people: 15)
        let store = invented.store
        var all = AuditFilter()
        all.limit = 10_000
        let lines = try store.auditLines(all)
        #expect(lines.map(\.sequence) == Array(0..<lines.count).reversed())
        #expect(try store.auditActions() == Set(lines.map(\.action)).sorted())
        for action in try store.auditActions() {
            var filter = AuditFilter()
            filter.action = action
            filter.limit = 4
            var found: [AuditLine] = []
            while true {
                let page = try store.auditLines(filter)
                if page.isEmpty { break }
                found += page
                filter.before = page.last?.sequence
            }
            #expect(found == lines.filter { $0.action == action })
        }
        let subject = try #require(invented.referrals.first { $0.events.count > 1 }).reference
        all.subject = subject
        #expect(try store.auditLines(all) == lines.filter { $0.subject == subject })
    }
}
