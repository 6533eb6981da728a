import HTTPTypes
import Hummingbird
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkStore

extension Routes {
    static let reports: [Route] = [
        Route(
            .get, "/reports", "Referrals, what came of them, unmet need and the equality audit", roles: .seesReports,
            navigation: "Reports"
        ) { try ReportPages($0).page("referrals") },
        Route(.get, "/reports/{report}", "One report", roles: .seesReports) {
            try ReportPages($0).page($0.parameter("report"))
        },
        Route(.get, "/reports/{report}/csv", "The same report for a spreadsheet", roles: .seesReports) {
            try ReportPages($0).csv($0.parameter("report"))
        },
    ]

    static let reportAPI: [Route] = [
        Route(
            .get, "/api/v1/reports/{report}", "A report: whole months, small numbers hidden", roles: .seesReports,
            format: .json
        ) {
            try ReportPages($0).json($0.parameter("report"))
        }
    ]
}

/// Reports as pages, as CSV and as JSON. What is asked for stands in the address: months and an area, nothing of a person.
struct ReportPages: Sendable {
    private let context: RequestContext
    private let period: ReportPeriod
    private let area: String?

    /// Months that can be chosen, and how many of them a report covers unless something else is asked for.
    private static let offered = 36
    private static let usual = 12
    private static let longest = 240

    /// - Throws: ``Problem`` where the address names no months or an area that is not the visitor's.
    init(_ context: RequestContext) throws {
        self.context = context
        let today = context.now.day
        func month(_ key: String) throws -> Day? {
            guard let text = context.query[key], !text.isEmpty else { return nil }
            guard let day = Day(text + "-01"), day >= .first, day < .last else { throw ReportPages.wrongPeriod }
            return day
        }
        let asked = try (from: month("from"), through: month("through"))
        let end = asked.through ?? max(today, asked.from ?? today)
        // Whichever was written first, and not more months than anybody can read.
        let from = min(end, asked.from ?? ReportPeriod.monthStart(end).adding(months: 1 - ReportPages.usual))
        let through = min(max(end, asked.from ?? end), from.adding(months: ReportPages.longest - 1))
        let mine = context.visitor?.areas ?? []
        area = context.query["area"].flatMap { $0.isEmpty ? nil : $0 }
        if let area, !context.rulebook.rulebook.areas.contains(where: { $0.name == area }) { throw ReportPages.noArea }
        if let area, context.visitor?.covers(area: area) != true { throw Problem.otherArea }
        guard let period = ReportPeriod(from: from, through: through, areas: area.map { [$0] } ?? mine) else {
            throw ReportPages.wrongPeriod
        }
        self.period = period
    }

    private static let wrongPeriod = Problem(
        .badRequest, "There is no report for what the address asks for",
        "Months are written like 2026-04.", way: Link("All reports", "/reports"))
    private static let noArea = Problem(
        .notFound, "There is no such area in the service map", "Areas go by their names in the service map.",
        way: Link("All reports", "/reports"))

    private var maker: ReportMaker { ReportMaker(context: context, period: period) }

    private func address(_ report: String, _ suffix: String = "") -> String {
        var parts = [
            "from=" + ReportPages.key(period.first), "through=" + ReportPages.key(period.end.adding(days: -1)),
        ]
        if let area { parts.append("area=" + area) }
        return "/reports/\(report)\(suffix)?" + parts.joined(separator: "&")
    }

    /// `2026-04`.
    private static func key(_ day: Day) -> String { String(day.description.prefix(7)) }

    // MARK: - As CSV and JSON

    func csv(_ name: String) throws -> Response {
        let report = try maker.report(name)
        var response = Response(report.csv, type: "text/csv; charset=utf-8")
        let file =
            "waymark-\(name)-\(ReportPages.key(period.first))-\(ReportPages.key(period.end.adding(days: -1))).csv"
        response.headers[.contentDisposition] = "attachment; filename=\"\(file)\""
        return response
    }

    func json(_ name: String) throws -> Response {
        let report = try maker.report(name)
        return Response.json { report.write(to: &$0, period: period) }
    }

    // MARK: - As a page

    func page(_ name: String) throws -> Response {
        let report = try maker.report(name)
        return context.page(
            Page(report.title, crumbs: [.init("Start", "/"), .init("Reports", "/reports")]) {
                h1 { report.title }
                element("nav", .class("no-print"), .aria("aria-label", "Reports")) {
                    ul(.class("plain")) {
                        for other in ReportMaker.all {
                            li {
                                if other.name == name {
                                    strong { other.title }
                                } else {
                                    a(address(other.name)) { other.title }
                                }
                            }
                        }
                    }
                }
                div(.class("side")) {
                    periodForm(name)
                    div {
                        p(.class("quiet")) { covered }
                        for line in report.says { p { line } }
                        for table in report.tables { ReportPages.table(table) }
                        p(.class("no-print")) { a(address(name, "/csv")) { "Download as CSV" } }
                    }
                }
            })
    }

    private var covered: String {
        let first = ReportMaker.month(period.first)
        let last = ReportMaker.month(period.end.adding(days: -1))
        let names = ReferralNames(rulebook: context.rulebook.rulebook)
        let areas =
            period.areas.isEmpty ? "all areas" : English.list(period.areas.sorted().map { names.area($0) }, "and")
        return (first == last ? first : "\(first) to \(last)") + ", \(areas)."
    }

    private func periodForm(_ name: String) -> HTML {
        let latest = ReportPeriod.monthStart(context.now.day)
        var months = (0..<ReportPages.offered).map { latest.adding(months: -$0) }
        for asked in [period.first, ReportPeriod.monthStart(period.end.adding(days: -1))] where !months.contains(asked)
        { months.append(asked) }
        let options = months.sorted(by: >).map { (ReportPages.key($0), ReportMaker.month($0)) }
        let areas = context.rulebook.rulebook.areas.filter { context.visitor?.covers(area: $0.name) == true }
        return element("form", .class("filter no-print"), Attribute("method", "get"), .action("/reports/" + name)) {
            h2 { "Choose" }
            choice("from", "First month", options, ReportPages.key(period.first))
            choice("through", "Last month", options, ReportPages.key(period.end.adding(days: -1)))
            choice("area", "Home area", [("", "All")] + areas.map { ($0.name, $0.title) }, area ?? "")
            button(.type("submit")) { "Show" }
        }
    }

    private func choice(
        _ name: String, _ title: String, _ options: [(value: String, words: String)], _ chosen: String
    ) -> HTML {
        div(.class("field")) {
            label(.for(name)) { title }
            select(name, options, chosen: chosen)
        }
    }

    // MARK: - Tables and charts

    /// A table; drawn columns have a bar beside each number, so that the chart is the table.
    private static func table(_ table: ReportTable) -> HTML {
        let drawn = table.columns.firstIndex(where: \.isDrawn)
        let greatest =
            table.rows.map { row -> Int in
                if let drawn, case .count(let count) = row[drawn] { count } else { 0 }
            }.max() ?? 0
        return section {
            h2 { table.title }
            if table.rows.isEmpty {
                p { table.empty }
            } else {
                div(
                    .class("scroll"), Attribute("tabindex", "0"), Attribute("role", "region"),
                    .aria("aria-label", table.title)
                ) {
                    element("table", .class("report")) {
                        element("caption", .class("hidden")) { table.title }
                        element("thead") {
                            element("tr") {
                                for (index, column) in table.columns.enumerated() {
                                    HTML(
                                        "th",
                                        [Attribute("scope", "col")]
                                            + (holdsNumbers(table, index) ? [.class("number")] : []),
                                        HTML(column.title))
                                }
                                if drawn != nil { element("td", .class("chart")) { HTML() } }
                            }
                        }
                        element("tbody") {
                            for row in table.rows {
                                element("tr") {
                                    for (index, value) in row.enumerated() { cell(value, isFirst: index == 0) }
                                    if let drawn { element("td", .class("chart")) { picture(row[drawn], greatest) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private static func holdsNumbers(_ table: ReportTable, _ index: Int) -> Bool {
        if case .text = table.rows.first?[index] { false } else { true }
    }

    private static func cell(_ value: ReportValue, isFirst: Bool) -> HTML {
        if isFirst { return HTML("th", [Attribute("scope", "row")], HTML(value.words)) }
        switch value {
        case .text: return HTML("td", [], HTML(value.words))
        case .hidden: return HTML("td", [.class("number quiet")], HTML(value.words))
        case .count, .share, .part, .hours, .nothing: return HTML("td", [.class("number")], HTML(value.words))
        }
    }

    /// What the number beside it says, drawn: a bar, or a share as a dot on its interval. Nothing is in it that the row
    /// does not say in words.
    private static func picture(_ value: ReportValue, _ greatest: Int) -> HTML {
        switch value {
        case .count(let count):
            return drawing {
                HTML(
                    "rect",
                    [
                        Attribute("class", "bar"), Attribute("width", tenths(Double(count) / Double(max(1, greatest)))),
                        Attribute("height", "12"),
                    ], HTML())
            }
        case .share(let share, let low, let high):
            return drawing {
                HTML(
                    "rect",
                    [
                        Attribute("class", "span"), Attribute("x", tenths(low)), Attribute("y", "4"),
                        Attribute("width", tenths(max(0.003, high - low))), Attribute("height", "4"),
                    ], HTML())
                HTML(
                    "rect",
                    [
                        Attribute("class", "bar"), Attribute("x", tenths(max(0, share - 0.005))),
                        Attribute("width", "1"), Attribute("height", "12"),
                    ], HTML())
            }
        case .text, .part, .hours, .hidden, .nothing: return HTML()
        }
    }

    private static func drawing(@HTMLBuilder _ content: () -> HTML) -> HTML {
        element(
            "svg", Attribute("viewBox", "0 0 100 12"), Attribute("preserveAspectRatio", "none"),
            Attribute("aria-hidden", "true"),
            Attribute("focusable", "false"), content: content)
    }

    /// A part of 100, with one decimal.
    private static func tenths(_ part: Double) -> String {
        let tenths = Int((part * 1000).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
