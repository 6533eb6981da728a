import Foundation
import Testing
import WaymarkServer
import WaymarkRouting
import WaymarkStore

@Suite("The invented caseload gives somebody who looks around something to see")
struct DemonstrationTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    private func filled(_ people: Int = 320) throws -> TestSite {
        let site = try TestSite(rulebook: Self.root)
        try Demonstration(site.server, people: people).fill()
        return site
    }

    private func referrals(_ site: TestSite) throws -> [Referral] {
        var filter = ReferralFilter()
        filter.limit = 10_000
        filter.order = .reference
        return try site.server.store.referrals(filter, readBy: .system, at: site.clock.now).referrals
    }

    @Test("Hundreds of decisions over a year, referrals in every state, all in the audit; a second start adds nothing")
    func caseload() throws {
        let site = try filled()
        let all = try referrals(site)
        #expect(Set(all.map(\.state)) == Set(ReferralState.allCases))
        let year = site.clock.now.adding(seconds: -366 * 86_400)
        #expect(
            all.count > 100
                && all.allSatisfy { $0.madeAt > year && $0.changedAt <= site.clock.now && $0.madeAt <= $0.changedAt })
        #expect(Set(all.map { $0.madeAt.iso.prefix(7) }).count >= 12)
        // Somebody was seen again after a referral.
        #expect(Dictionary(grouping: all, by: \.caseReference).values.contains { Set($0.map(\.decision)).count > 1 })
        let before = try AuditVerifier(site.server.store).verify()
        #expect(before.problems == [])
        try Demonstration(site.server).fill()
        #expect(try AuditVerifier(site.server.store).verify().size == before.size)
    }

    @Test("The same day gives the same caseload")
    func same() throws {
        #expect(try referrals(try filled(40)) == referrals(try filled(40)))
    }
}
