import Foundation
import GRDB
import Testing
import WaymarkRouting
import WaymarkStore
import WaymarkTestSupport

@Suite struct `Referrals in the audit` {
    /// Two referrals of six and two events; twice somebody said no, and once changed their mind.
    private func filled() throws -> ReferralRecord {
        let record = try ReferralRecord()
        _ = try record.sent([.contactFailed, .contactMade, .accepted, .started, .completed])
        _ = try record.sent([.declined], service: "other")
        for (service, answer) in [("third", ConsentAnswer.refused), ("third", .reconsidered), ("fourth", .refused)] {
            let said = ConsentStatement(programme: "treatment", service: service, answer: answer, note: "a note")
            try record.store.state(said, ofDecision: record.decision, by: worker, at: noon)
        }
        return record
    }

    @Test(arguments: [
        ("an edited note", "UPDATE referral_event SET note = 'nothing' WHERE referral = 1 AND revision = 3"),
        ("a note taken away", "UPDATE referral_event SET note = NULL WHERE referral = 1 AND revision = 3"),
        ("an edited reason", "UPDATE referral_event SET reason = 'other' WHERE referral = 2 AND revision = 2"),
        ("another event", "UPDATE referral_event SET event = 'contact_failed' WHERE referral = 1 AND revision = 3"),
        ("another author", "UPDATE referral_event SET by = 'nobody' WHERE referral = 1 AND revision = 3"),
        ("another time", "UPDATE referral_event SET at = at + 1 WHERE referral = 1 AND revision = 3"),
        ("a deleted event", "DELETE FROM referral_event WHERE referral = 1 AND revision = 3"),
        (
            "a deleted last event",
            """
            DELETE FROM referral_event WHERE referral = 1 AND revision = 6;
            UPDATE referral SET state = 'started', revision = 5, changed_at = (SELECT at FROM referral_event WHERE referral = 1 AND revision = 5) WHERE id = 1
            """
        ),
        (
            "swapped events",
            """
            UPDATE referral_event SET revision = 99 WHERE referral = 1 AND revision = 2;
            UPDATE referral_event SET revision = 2 WHERE referral = 1 AND revision = 3;
            UPDATE referral_event SET revision = 3 WHERE referral = 1 AND revision = 99
            """
        ),
        (
            "an event put in",
            """
            INSERT INTO referral_event SELECT referral, 7, at + 1, by, 'reopened', 'sent', reason, note, salt FROM referral_event
            WHERE referral = 1 AND revision = 6; UPDATE referral SET state = 'sent', revision = 7, changed_at = changed_at + 1 WHERE id = 1
            """
        ),
        ("a deleted referral", "DELETE FROM referral_event WHERE referral = 2; DELETE FROM referral WHERE id = 2"),
        ("another person's case reference", "UPDATE referral SET case_reference = 'CU/9' WHERE id = 1"),
        ("another service", "UPDATE referral SET service = 'third' WHERE id = 1"),
        ("another consent", "UPDATE referral SET consent = 'representative' WHERE id = 1"),
        ("another area", "UPDATE referral SET area = NULL WHERE id = 1"),
        ("another limit of contacts", "UPDATE referral SET closes_after = 9 WHERE id = 1"),
        ("another state", "UPDATE referral SET state = 'failed_to_engage' WHERE id = 1"),
        ("another count of failed contacts", "UPDATE referral SET failed_contacts = 2 WHERE id = 1"),
        ("another first contact", "UPDATE referral SET first_contact_at = 5 WHERE id = 1"),
        ("a referral marked as disposed of", "UPDATE referral SET disposed_at = 1, case_reference = NULL WHERE id = 1"),
        ("a no taken away", "DELETE FROM consent_answer WHERE revision = 3"),
        ("every answer taken away", "DELETE FROM consent_answer"),
        ("a no made into another answer", "UPDATE consent_answer SET answer = 'reconsidered' WHERE revision = 3"),
        ("an answer that does not exist", "UPDATE consent_answer SET answer = 'agreed' WHERE revision = 3"),
        ("a no to another service", "UPDATE consent_answer SET service = 'other' WHERE revision = 3"),
        ("an edited note on a no", "UPDATE consent_answer SET note = NULL WHERE revision = 1"),
        ("another day of a no", "UPDATE consent_answer SET at = at + 1 WHERE revision = 1"),
        ("another author of a no", "UPDATE consent_answer SET by = 'nobody' WHERE revision = 1"),
        (
            "an answer put in",
            "INSERT INTO consent_answer SELECT decision, 4, at, by, programme, service, answer, note, salt FROM consent_answer WHERE revision = 3"
        ),
        ("another decision", "PRAGMA foreign_keys = OFF; UPDATE referral SET decision = 2 WHERE id = 1"),
    ])
    func `every change is found`(name: String, sql: String) throws {
        let record = try filled()
        #expect(try record.isSound())
        let queue = try DatabaseQueue(path: record.scratch.file)
        try queue.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA foreign_keys = OFF; " + sql) }
        try queue.close()
        #expect(try !AuditVerifier(record.store).verify().problems.isEmpty, "\(name)")
    }

    @Test func `whoever said no is not sent there, and only somebody who said no can have changed their mind`() throws {
        let record = try filled()
        #expect(throws: StoreError.self) { try record.store.send(record.new("fourth"), by: worker, at: noon) }
        _ = try record.store.send(record.new("third"), by: worker, at: noon)
        func say(_ service: String, _ answer: ConsentAnswer) throws {
            let said = ConsentStatement(programme: "treatment", service: service, answer: answer)
            try record.store.state(said, ofDecision: record.decision, by: worker, at: noon)
        }
        for (service, answer) in [("fifth", ConsentAnswer.reconsidered), ("third", .refused), ("cgl", .refused)] {
            #expect(throws: StoreError.self, "\(service)") { try say(service, answer) }
        }
        try say("fifth", .refused)
        try say("fifth", .refused)
        let kept = try record.store.decision(record.decision, readBy: worker, at: noon)
        #expect(kept.consents.map(\.revision) == [1, 2, 3, 4])
        #expect(kept.consent(programme: "treatment", service: "third")?.statement.answer == .reconsidered)
        #expect(try record.isSound())
    }

    @Test(arguments: 0..<12)
    func `whatever happens, a referral stands where its events lead and the audit holds`(seed: Int) throws {
        var random = RandomSource(seed: UInt64(seed))
        let record = try ReferralRecord()
        let limit = random.chance(0.5) ? random.int(1...4) : nil
        let reference = try record.store.send(record.new(closesAfter: limit), by: worker, at: noon)
        var expected = ReferralProgress.sent
        var revision = 1
        for step in 0..<60 {
            let at = noon.adding(seconds: Int64(step) * 60)
            let event = random.pick(ReferralEvent.allCases)
            let shown = random.chance(0.1) ? revision - 1 : revision
            let change = ReferralChange(
                event, reason: event.reasons.last, note: random.chance(0.5) ? "n\(step)" : nil, revision: shown)
            let next = expected.after(event, at: at, closesAfter: limit)
            // An event is possible exactly where it is offered, and never twice closed.
            #expect((next != nil) == expected.possible.contains(event))
            do {
                let kept = try record.store.change(reference, change, by: worker, at: at)
                if kept.revision > revision {
                    expected = try #require(next)
                    revision += 1
                }
                #expect(kept.progress == expected && kept.revision == revision)
            } catch StoreError.changedMeanwhile { #expect(shown != revision) } catch StoreError.refused {
                #expect(next == nil)
            }
            #expect(expected.failedContacts <= limit ?? .max)
            #expect(expected.state != .closedNoContact || expected.failedContacts == limit)
        }
        let kept = try record.store.referral(reference, readBy: worker, at: noon)
        var replayed = ReferralProgress.sent
        for event in kept.events.dropFirst() {
            replayed = try #require(replayed.after(event.event, at: event.at, closesAfter: limit))
            #expect(replayed.state == event.state)
        }
        #expect(replayed == kept.progress && kept.progress == expected && kept.events.count == revision)
        #expect(try record.isSound())
    }

    @Test func `every state can be reached and left, and only open ones expect something`() {
        var reached: Set<ReferralState> = [.sent]
        var waiting = [ReferralProgress.sent]
        while let progress = waiting.popLast() {
            #expect(!progress.possible.isEmpty && Set(progress.possible).count == progress.possible.count)
            #expect(progress.state.isOpen == (progress.possible != [.reopened]))
            for event in progress.possible {
                if let next = progress.after(event, at: noon, closesAfter: 1), reached.insert(next.state).inserted {
                    waiting.append(next)
                }
            }
        }
        #expect(reached == Set(ReferralState.allCases))
    }
}
