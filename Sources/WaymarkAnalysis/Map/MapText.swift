package import WaymarkRouting
import WaymarkRules

/// The coverage map as text for a terminal.
package struct MapText {
    private let rulebook: Rulebook
    private let report: CoverageReport
    private let style: TextStyle
    private let words: FindingWords
    private let isComplete: Bool

    /// More places than this make no matrix that fits a line.
    private static let columnLimit = 16

    /// - Parameter complete: every gap and every change.
    package init(_ rulebook: Rulebook, _ report: CoverageReport, style: TextStyle = TextStyle(), complete: Bool = false)
    {
        self.rulebook = rulebook
        self.report = report
        self.style = style
        isComplete = complete
        words = FindingWords(rulebook, complete: complete)
    }

    private var map: CoverageMap { report.map }

    package var text: String {
        let today = map.period.lowerBound
        var page = TextPage(style)
        page.line("Who serves where on \(English.date(today))", tone: .strong)
        page.gap()
        if map.places.count <= MapText.columnLimit { matrix(today, to: &page) } else { counts(today, to: &page) }
        page.gap()
        for state in shown(on: today) { page.line(state.words, indent: 2, mark: "\(state.symbol)  ") }
        section("People left without help", report.gaps, to: &page)
        let ends = report.changes.filter { $0.section == .ahead }
        section("What ends by \(English.date(map.period.upperBound))", ends, to: &page)
        if !report.undecidedNeeds.isEmpty {
            page.gap()
            let names = report.undecidedNeeds.map { rulebook.needs[$0].name }
            page.line(
                "Gaps of these needs were not decided within the budget: \(English.list(names, "and")).", mark: "? ")
        }
        return page.text
    }

    private func section(_ title: String, _ findings: [Finding], to page: inout TextPage) {
        if findings.isEmpty { return }
        page.gap()
        page.line("\(title) (\(findings.count))", tone: .strong)
        let limit = isComplete ? findings.count : 8
        for finding in findings.prefix(limit) {
            page.line(words.headline(finding), indent: 2, mark: finding.weight == .problem ? "✗ " : "! ")
            for detail in words.details(finding).prefix(isComplete ? .max : 2) { page.line(detail, indent: 4) }
        }
        if findings.count > limit { page.line("… and \(findings.count - limit) more: --all", indent: 2, tone: .faint) }
    }

    /// The states that occur, best first.
    private func shown(on day: Day) -> [CoverageState] {
        var found: Set<CoverageState> = []
        for programme in map.programmes.indices {
            for place in map.places.indices {
                if let state = map.interval(programme: programme, place: place, on: day)?.state { found.insert(state) }
            }
        }
        return found.sorted()
    }

    // MARK: - Few places

    private func matrix(_ day: Day, to page: inout TextPage) {
        let heads = MapText.abbreviations(map.places.map(\.title))
        let titles = map.programmes.map { rulebook.programmes[$0].title }
        let columns = heads.map { max(4, $0.count + 1) }
        let room = max(20, style.width - columns.reduce(0, +) - 2)
        let width = min(room, titles.map(\.count).max() ?? 0)
        let head = zip(heads, columns).map { MapText.padded($0, $1) }.joined()
        page.row(MapText.padded("", width + 2) + head)
        for (position, title) in titles.enumerated() {
            let cells = map.places.indices.map { place in
                let state = map.interval(programme: position, place: place, on: day)?.state ?? .nothing
                return MapText.padded(state.symbol, columns[place])
            }
            page.row(MapText.padded(MapText.cut(title, width), width + 2) + cells.joined())
        }
        page.gap()
        page.line(zip(heads, map.places).map { "\($0) \($1.title)" }.joined(separator: ", "), indent: 2, tone: .faint)
    }

    /// Short forms that differ from one another: the first letters, more where it takes more.
    static func abbreviations(_ titles: [String]) -> [String] {
        var length = 3
        while length < 12, Set(titles.map { $0.prefix(length) }).count < titles.count { length += 1 }
        return titles.map { String($0.prefix(length)) }
    }

    static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    static func cut(_ text: String, _ width: Int) -> String {
        text.count <= width ? text : String(text.prefix(max(0, width - 1))) + "…"
    }

    // MARK: - Many places

    private func counts(_ day: Day, to page: inout TextPage) {
        page.line("of \(English.count(map.places.count, "place")):", indent: 2, tone: .faint)
        for (position, programme) in map.programmes.enumerated() {
            var counts: [CoverageState: Int] = [:]
            for place in map.places.indices {
                counts[map.interval(programme: position, place: place, on: day)?.state ?? .nothing, default: 0] += 1
            }
            let parts = counts.keys.sorted().map { "\($0.symbol) \(counts[$0, default: 0])" }
            page.line("\(rulebook.programmes[programme].title): \(parts.joined(separator: "  "))", indent: 2)
        }
    }
}
