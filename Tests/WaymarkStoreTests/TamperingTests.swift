import Foundation
import GRDB
import Testing
import WaymarkTestSupport

@testable import WaymarkStore

/// Somebody with the file in their hands, who changes one thing, looks at what the verification says, and puts it back.
private final class Tamperer {
    let record: FullRecord
    private let queue: DatabaseQueue

    init(_ record: FullRecord) throws {
        self.record = record
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        queue = try DatabaseQueue(path: record.scratch.file, configuration: configuration)
        try queue.write { db in
            try db.execute(sql: "DROP TRIGGER audit_entry_stays; DROP TRIGGER audit_entry_remains;")
        }
    }

    /// What is found after `sql` was done; nil where it changed nothing.
    func problems(after sql: String, in table: String, _ arguments: StatementArguments = []) throws -> [String]? {
        try queue.write { db in
            try db.execute(sql: "CREATE TEMP TABLE kept AS SELECT * FROM \(table)")
            do { try db.execute(sql: sql, arguments: arguments) } catch { Issue.record("\(sql): \(error)") }
        }
        let isChanged = try queue.read { db in
            try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT * FROM kept EXCEPT SELECT * FROM \(table))
                        OR EXISTS (SELECT * FROM \(table) EXCEPT SELECT * FROM kept)
                    """) == true
        }
        let problems = isChanged ? try record.problems() : nil
        try queue.write { db in
            try db.execute(
                sql: "DELETE FROM \(table); INSERT INTO \(table) SELECT * FROM kept; DROP TABLE kept")
        }
        return problems
    }

    func columns(of table: String) throws -> [ColumnInfo] { try queue.read { db in try db.columns(in: table) } }

    /// Some of a table's rows, from its beginning to its end.
    func rows(of table: String) throws -> [Row] {
        let all = try queue.read { db in try Row.fetchAll(db, sql: "SELECT * FROM \(table)") }
        let step = max(1, all.count / 3)
        return stride(from: 0, to: all.count, by: step).map { all[$0] }
    }

    func primaryKey(of table: String) throws -> [String] { try queue.read { db in try db.primaryKey(table).columns } }
}

@Suite struct `Whoever changes the record's file is found` {
    /// The tables that the audit covers, with columns that say nothing but in which order rows are listed.
    static let covered: [(table: String, order: Set<String>)] = [
        ("decision", ["id"]), ("decision_area", []), ("decision_count", []), ("departure", ["id"]),
        ("consent_answer", []), ("referral", ["id"]), ("referral_event", []), ("account", []),
        ("capacity_statement", []), ("rulebook_version", []), ("rulebook_file", ["position"]), ("file_content", []),
        ("audit_entry", []), ("audit_node", []),
    ]

    /// Another value of the same type, which no other row has.
    private func other(_ value: DatabaseValue) -> DatabaseValue {
        switch value.storage {
        case .null: 1.databaseValue
        case .int64(let number): (number + 1000).databaseValue
        case .double(let number): (number + 1).databaseValue
        case .string(let text): (text + "x").databaseValue
        case .blob(let bytes): (Data(bytes.dropLast()) + [(bytes.last ?? 0) ^ 1]).databaseValue
        }
    }

    private func identity(_ row: Row, _ key: [String]) -> (sql: String, arguments: StatementArguments) {
        (
            key.map { "\($0) = ?" }.joined(separator: " AND "),
            StatementArguments(key.map { row[$0] as DatabaseValue })
        )
    }

    @Test func `the record that is changed here is sound, and has two rows of everything`() throws {
        let tamperer = try Tamperer(FullRecord())
        #expect(try tamperer.record.problems() == [])
        for (table, _) in Self.covered { #expect(try tamperer.rows(of: table).count >= 2, "\(table)") }
    }

    @Test(arguments: covered.map(\.table))
    func `every value of every row is covered`(table: String) throws {
        let tamperer = try Tamperer(FullRecord())
        let order = try #require(Self.covered.first { $0.table == table }).order
        let key = try tamperer.primaryKey(of: table)
        for row in try tamperer.rows(of: table) {
            let place = identity(row, key)
            for column in try tamperer.columns(of: table) where !order.contains(column.name) {
                let old: DatabaseValue = row[column.name]
                let text: DatabaseValue = column.type == "TEXT" ? "x".databaseValue : 1.databaseValue
                var values = [old.isNull ? text : other(old)]
                if !old.isNull && !column.isNotNull && column.primaryKeyIndex == 0 { values.append(.null) }
                for value in values {
                    let sql = "UPDATE \(table) SET \(column.name) = ? WHERE \(place.sql)"
                    let problems = try tamperer.problems(after: sql, in: table, [value] + place.arguments)
                    #expect(problems?.isEmpty == false, "\(table).\(column.name) of \(row) → \(value)")
                }
            }
        }
        #expect(try tamperer.record.problems() == [])
    }

    @Test(arguments: covered.map(\.table))
    func `every row that is taken out is missed`(table: String) throws {
        let tamperer = try Tamperer(FullRecord())
        let key = try tamperer.primaryKey(of: table)
        for row in try tamperer.rows(of: table) {
            let place = identity(row, key)
            let problems = try tamperer.problems(
                after: "DELETE FROM \(table) WHERE \(place.sql)", in: table, place.arguments)
            #expect(problems?.isEmpty == false, "\(row)")
        }
        let problems = try tamperer.problems(after: "DELETE FROM \(table)", in: table)
        #expect(problems?.isEmpty == false)
    }

    @Test(arguments: covered.map(\.table))
    func `every row that is put in, a copy of another, is found`(table: String) throws {
        let tamperer = try Tamperer(FullRecord())
        let key = try tamperer.primaryKey(of: table)
        let columns = try tamperer.columns(of: table).map(\.name)
        for row in try tamperer.rows(of: table) {
            let place = identity(row, key)
            // The last part of the key, and names that have to be the table's only ones, become new.
            let fresh = columns.map { name -> String in
                guard name == key.last || name == "reference" || (table == "rulebook_version" && name == "hash") else {
                    return table == "referral" && name == "service" ? "service || 'y'" : name
                }
                return switch row[name] as DatabaseValue {
                case let value where Int64.fromDatabaseValue(value) != nil: "\(name) + 1000"
                case let value where String.fromDatabaseValue(value) != nil: "\(name) || 'y'"
                default: "randomblob(32)"
                }
            }
            let sql = """
                INSERT INTO \(table) (\(columns.joined(separator: ", ")))
                SELECT \(fresh.joined(separator: ", ")) FROM \(table) WHERE \(place.sql)
                """
            let problems = try tamperer.problems(after: sql, in: table, place.arguments)
            #expect(problems?.isEmpty == false, "\(row)")
        }
    }

    @Test(arguments: covered.map(\.table))
    func `two rows that change places are found`(table: String) throws {
        let tamperer = try Tamperer(FullRecord())
        let key = try tamperer.primaryKey(of: table)
        let rest = try tamperer.columns(of: table).map(\.name).filter { !key.contains($0) }
        let rows = try tamperer.rows(of: table)
        // The rest of two rows under each other's keys. What names a row, and what it belongs to, stays where it is.
        let moved = rest.filter { !["reference", "hash", "decision"].contains($0) }
        guard !moved.isEmpty else { return }
        for (first, second) in zip(rows, rows.dropFirst()) {
            if moved.allSatisfy({ (first[$0] as DatabaseValue) == (second[$0] as DatabaseValue) }) { continue }
            let one = identity(first, key)
            let two = identity(second, key)
            func values(_ row: Row) -> StatementArguments { StatementArguments(moved.map { row[$0] as DatabaseValue }) }
            let set = moved.map { "\($0) = ?" }.joined(separator: ", ")
            let sql = "UPDATE \(table) SET \(set) WHERE \(two.sql); UPDATE \(table) SET \(set) WHERE \(one.sql)"
            let problems = try tamperer.problems(
                after: sql, in: table, values(first) + two.arguments + values(second) + one.arguments)
            #expect(problems?.isEmpty == false, "\(first) and \(second)")
        }
    }

    @Test(arguments: [
        ("decision_area", "INSERT INTO decision_area VALUES (99, 'ashford')"),
        ("decision_count", "INSERT INTO decision_count VALUES (99, NULL, 'refer', '')"),
        ("departure", "INSERT INTO departure (decision, at, by) VALUES (99, 1, 'nobody')"),
        ("consent_answer", "INSERT INTO consent_answer VALUES (99, 1, 1, 'x', 'p', 's', 'refused', NULL, x'00')"),
        ("referral_event", "INSERT INTO referral_event VALUES (99, 1, 1, 'x', 'sent', 'sent', NULL, NULL, NULL)"),
        ("rulebook_file", "INSERT INTO rulebook_file VALUES (99, 0, 'Rules/all.yaml', x'00')"),
    ])
    func `rows that belong to nothing are found`(table: String, sql: String) throws {
        let problems = try Tamperer(FullRecord()).problems(after: sql, in: table)
        #expect(problems?.contains { $0.contains("`\(table)`") } == true)
    }

    @Test func `files of a rulebook that change places are found, also where both are files of the same version`()
        throws
    {
        let tamperer = try Tamperer(FullRecord())
        let problems = try tamperer.problems(
            after: "UPDATE rulebook_file SET position = 10 WHERE version = 1 AND position = 0", in: "rulebook_file")
        #expect(problems == ["The files of rulebook version 1 were changed, swapped or taken out."])
    }

    @Test func `what is said names the row and not the person`() throws {
        let tamperer = try Tamperer(FullRecord())
        let problems = try #require(
            try tamperer.problems(
                after: "UPDATE decision SET case_reference = 'CU/SOMEBODY' WHERE id = 2", in: "decision"))
        #expect(problems.allSatisfy { $0.contains("D-2026-000002") || $0.contains("R-2026-") })
        #expect(!problems.joined().contains("CU/"))
    }

    @Test func `of very many problems the first are named and the rest counted`() throws {
        let tamperer = try Tamperer(FullRecord())
        let problems = try #require(
            try tamperer.problems(after: "UPDATE audit_node SET hash = zeroblob(32)", in: "audit_node"))
        #expect(problems.count == 21 && problems.last?.hasPrefix("There are ") == true)
    }
}
