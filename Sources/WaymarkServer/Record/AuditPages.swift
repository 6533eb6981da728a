import HTTPTypes
import Hummingbird
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkStore

extension Routes {
    static let record: [Route] = [
        Route(
            .get, "/audit", "Who did what and when, and whether the record is as it was written", roles: .keepsRecord,
            navigation: "Audit"
        ) { try AuditPages($0).page() },
        Route(.post, "/audit/verify", "Recomputes the whole audit", roles: .keepsRecord) {
            try AuditPages($0).verify()
        },
        Route(.get, "/audit/rulebooks", "Every rulebook that ever decided", roles: .seesReports) {
            try AuditPages($0).rulebooks()
        },
        Route(.get, "/retention", "What has been kept long enough", roles: .keepsRecord) {
            try RetentionPages($0).page()
        },
        Route(
            .post, "/retention", "Disposes of what has been kept long enough", roles: [.administrator], writes: true
        ) { try RetentionPages($0).dispose() },
    ]
}

/// The audit for who has to answer for it. It holds references and names of accounts, nothing of a person.
struct AuditPages: Sendable {
    private let context: RequestContext
    private var store: Store { context.server.store }
    private static let crumbs = [Link("Start", "/"), Link("Audit", "/audit")]

    init(_ context: RequestContext) {
        self.context = context
    }

    // MARK: - The entries

    func page() throws -> Response {
        var filter = AuditFilter()
        filter.before = context.query["before"].flatMap { Int($0) }
        filter.action = context.query.text("action")
        filter.subject = context.query.text("subject")
        let actions = try store.auditActions()
        if let action = filter.action, !actions.contains(action) { filter.action = nil }
        // One more than is shown says whether there are older ones.
        filter.limit += 1
        let found = try store.auditLines(filter)
        let shown = found.prefix(filter.limit - 1)
        return context.page(
            Page("Audit", crumbs: [.init("Start", "/")]) {
                h1 { "Audit" }
                p {
                    "Every entry is part of a signed tree, so that no entry can be changed, removed or added without it being found."
                }
                context.form("/audit/verify") { button(.type("submit")) { "Verify the record now" } }
                ul(.class("plain")) {
                    li { a("/audit/rulebooks") { "Rulebook versions" } }
                    li { a("/retention") { "Retention" } }
                }
                div(.class("side")) {
                    form(filter, actions)
                    div {
                        if shown.isEmpty {
                            p { "No entries match this filter." }
                        } else {
                            table(
                                "Entries, the newest first", head: ["Number", "When (UTC)", "Who", "What", "About"],
                                shown.map { line in
                                    [
                                        HTML(String(line.sequence)),
                                        HTML(String(line.at.prefix(19).replacing("T", with: " "))),
                                        HTML(line.actor), HTML(AuditWords.action(line.action)), subject(line.subject),
                                    ]
                                })
                        }
                        if found.count > shown.count, let last = shown.last {
                            p { a(older(filter, last.sequence)) { "Older entries" } }
                        }
                    }
                }
            })
    }

    private func subject(_ subject: String) -> HTML {
        // Administrators see references, but have no business with the people behind them.
        guard context.hasRole([.auditor]) else { return HTML(subject) }
        if subject.hasPrefix("D-") { return a("/decisions/" + subject) { subject } }
        if subject.hasPrefix("R-") { return a("/referrals/" + subject) { subject } }
        return HTML(subject)
    }

    private func form(_ filter: AuditFilter, _ actions: [String]) -> HTML {
        element("form", .class("filter"), Attribute("method", "get"), .action("/audit")) {
            h2 { "Filter" }
            div(.class("field")) {
                label(.for("action")) { "What" }
                select(
                    "action", [("", "All")] + actions.map { ($0, AuditWords.action($0)) }, chosen: filter.action)
            }
            div(.class("field")) {
                label(.for("subject")) { "Reference" }
                input(
                    .type("text"), .id("subject"), .name("subject"), .value(filter.subject ?? ""),
                    Attribute("autocomplete", "off"))
            }
            button(.type("submit")) { "Apply filters" }
        }
    }

    private func older(_ filter: AuditFilter, _ before: Int) -> String {
        var parts = ["before=\(before)"]
        if let action = filter.action { parts.append("action=" + Form.encoded(action)) }
        if let subject = filter.subject { parts.append("subject=" + Form.encoded(subject)) }
        return "/audit?" + parts.joined(separator: "&")
    }

    // MARK: - Verifying

    func verify() throws -> Response {
        let report = try AuditVerifier(store).verify()
        return context.page(
            Page("Audit verified", crumbs: AuditPages.crumbs) {
                h1 {
                    report.problems.isEmpty ? "The record is as it was written" : "The record is NOT as it was written"
                }
                if report.problems.isEmpty {
                    p {
                        "\(English.count(report.size, "entry", "entries")), each with its record. Compare the newest checkpoint with one from a printed sheet to check that no entries are missing from the end."
                    }
                } else {
                    p { "Leave the file as it is and tell whoever is responsible for the record." }
                    ul { for problem in report.problems.prefix(100) { li { problem } } }
                    if report.problems.count > 100 { p { "And \(report.problems.count - 100) more." } }
                }
                if let newest = report.newest {
                    h2 { "Newest checkpoint" }
                    p(.class("small")) { newest }
                }
            })
    }

    // MARK: - Rulebooks

    func rulebooks() throws -> Response {
        let versions = try store.versions()
        let current = context.rulebook.rulebook.hash
        return context.page(
            Page("Rulebook versions", crumbs: [.init("Start", "/")]) {
                h1 { "Rulebook versions" }
                p { "Each decision names the version it was made with, so that it can be checked against it later." }
                table(
                    "Versions, the newest first", head: ["Version", "Since (UTC)", "Published by", "Hash"],
                    versions.reversed().map { version in
                        [
                            HTML("\(version.number)" + (version.hash == current ? ", in use" : "")),
                            HTML(String(version.publishedAt.iso.prefix(16).replacing("T", with: " "))),
                            HTML(version.publishedBy),
                            HTML(String(version.hash.prefix(23))),
                        ]
                    })
            })
    }
}

/// What the retention plan says is due, and its disposal.
struct RetentionPages: Sendable {
    private let context: RequestContext
    private var store: Store { context.server.store }

    init(_ context: RequestContext) {
        self.context = context
    }

    private func plan() throws -> RetentionPlan {
        var sources = SourceSet()
        var problems = Diagnostics()
        if let plan = RetentionPlan.find(in: store.folder, of: &sources, into: &problems) { return plan }
        let messages = problems.all.map { English.sentence($0.message) }.joined(separator: " ")
        throw Problem(
            .conflict, "The retention plan cannot be read", messages + " Nothing is disposed of until it can.")
    }

    func page(done: Int? = nil) throws -> Response {
        let plan = try plan()
        let report = try store.due(under: plan, at: context.now)
        return context.page(
            Page("Retention", crumbs: [.init("Start", "/"), .init("Audit", "/audit")]) {
                h1 { "Retention" }
                if let done {
                    div(.class("notice"), Attribute("role", "status")) {
                        p { "\(English.count(done, "decision")) disposed of." }
                    }
                }
                table(
                    "How long records are kept (\(RetentionPlan.fileName) in the data folder)",
                    head: ["Class", "Kept for"],
                    plan.periods.map { [HTML($0.name), HTML($0.span.words)] })
                for name in report.classesWithoutPeriod {
                    p { "Records of the class “\(name)” are kept for ever: the plan has no period for it." }
                }
                if report.due.isEmpty {
                    p { "No decision has been kept long enough to be disposed of." }
                } else {
                    p {
                        strong {
                            "\(English.count(report.due.count, "decision")) \(report.due.count == 1 ? "has" : "have") been kept long enough."
                        }
                        " Disposing of them removes answers, decisions, case references, referrals’ notes and reasons for good, also from the bytes of the file. It stays on record that they were made, when and by whom, and the audit can still be verified."
                    }
                    details("Which ones") { ul { for reference in report.due.prefix(500) { li { reference } } } }
                    if context.hasRole([.administrator]) {
                        context.form("/retention") { button(.type("submit")) { "Dispose of them" } }
                    } else {
                        p { "An administrator can dispose of them." }
                    }
                }
            })
    }

    func dispose() throws -> Response {
        let done = try store.dispose(under: try plan(), by: context.actor, at: context.now)
        return try page(done: done.due.count)
    }
}
