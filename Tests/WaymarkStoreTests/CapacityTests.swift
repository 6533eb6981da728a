import GRDB
import Testing
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

@testable import WaymarkStore

@Suite struct `What is said of a service's room` {
    private func statement(_ state: Service.Capacity, _ day: String = "2026-11-20") throws -> CapacityStatement {
        CapacityStatement(service: "willow", state: state, asOf: try #require(Day(day)), by: "worker")
    }

    @Test func `the newest word of each service counts, and every word stays`() throws {
        let scratch = ScratchFolder()
        let store = try scratch.open()
        try store.state(statement(.hasCapacity), revision: 0, by: worker, at: noon)
        try store.state(statement(.noCapacity), revision: 1, by: worker, at: noon.adding(seconds: 60))
        #expect(try store.capacityStatements() == [statement(.noCapacity)])
        #expect(try store.capacityHistory(of: "willow").map(\.statement.state) == [.noCapacity, .hasCapacity])
        #expect(throws: StoreError.self) { try store.state(statement(.waitingList), revision: 1, by: worker, at: noon) }
        #expect(try AuditVerifier(store).verify().problems == [])
    }

    @Test(arguments: [
        "UPDATE capacity_statement SET state = 'has_capacity' WHERE revision = 2",
        "UPDATE capacity_statement SET by = 'nobody' WHERE revision = 1",
        "DELETE FROM capacity_statement WHERE revision = 2",
        "DELETE FROM capacity_statement",
        "INSERT INTO capacity_statement SELECT service, 3, 'has_capacity', as_of, at, by, salt FROM capacity_statement WHERE revision = 1",
    ])
    func `whatever is changed in it is found`(sql: String) throws {
        let scratch = ScratchFolder()
        let store = try scratch.open()
        try store.state(statement(.waitingList), revision: 0, by: worker, at: noon)
        try store.state(statement(.noCapacity), revision: 1, by: worker, at: noon)
        try store.database.write { db in try db.execute(sql: sql) }
        #expect(try AuditVerifier(store).verify().problems.isEmpty == false)
    }
}
