package import WaymarkRouting
import WaymarkRules

/// The coverage map as a picture to print: tile map, matrix, and calendar of agreements and gaps.
package struct MapSVG {
    private let rulebook: Rulebook
    private let report: CoverageReport
    private let words: FindingWords

    private static let width = 1120
    private static let margin = 30
    /// More places than this get bars instead of a matrix.
    private static let columnLimit = 20
    /// Rows of each part of the calendar.
    private static let rowLimit = 30

    package init(_ rulebook: Rulebook, _ report: CoverageReport) {
        self.rulebook = rulebook
        self.report = report
        words = FindingWords(rulebook, complete: false)
    }

    private var map: CoverageMap { report.map }
    private var today: Day { map.period.lowerBound }

    package var text: String {
        let title = "Who serves where on \(English.date(today))"
        var page = SVGPage()
        page.text(title, MapSVG.margin, 42, size: 20, isBold: true)
        legend(60, &page)
        let tiles = TileMap(rulebook, map).draw(at: 100, &page)
        let matrix = map.places.count <= MapSVG.columnLimit ? matrix(100, &page) : bars(100, &page)
        calendar(max(tiles, matrix) + 36, &page)
        return page.document(width: MapSVG.width, title: title)
    }

    private func state(_ programme: Int, _ place: Int) -> CoverageState {
        map.interval(programme: programme, place: place, on: today)?.state ?? .nothing
    }

    private func legend(_ y: Int, _ page: inout SVGPage) {
        var x = MapSVG.margin
        for state in CoverageState.allCases {
            page.rect(x, y, 14, 14, fill: state.fill, stroke: "#888888")
            page.text(state.letter, x + 7, y + 11, size: 9, anchor: .middle, fill: state.ink)
            page.text(state.words, x + 19, y + 11, size: 9)
            x += 34 + state.words.count * 5
        }
    }

    // MARK: - Matrix

    private func matrix(_ top: Int, _ page: inout SVGPage) -> Int {
        let x = 470
        let label = 250
        let cell = min(34, (MapSVG.width - MapSVG.margin - x - label) / max(1, map.places.count))
        let head = 86
        for (index, place) in map.places.enumerated() {
            page.text(
                MapText.cut(place.title, 16), x + label + index * cell + cell / 2 + 4, top + head - 4, size: 10,
                isUpright: true)
        }
        for (row, programme) in map.programmes.enumerated() {
            let y = top + head + row * 16
            page.text(MapText.cut(rulebook.programmes[programme].title, 42), x, y + 12, size: 10)
            for index in map.places.indices {
                let state = state(row, index)
                let told = "\(rulebook.programmes[programme].title), \(map.places[index].title): \(state.words)"
                page.rect(x + label + index * cell, y, cell - 1, 15, fill: state.fill, stroke: "#bbbbbb", title: told)
                page.text(
                    state.letter, x + label + index * cell + cell / 2, y + 11, size: 9, anchor: .middle, fill: state.ink
                )
            }
        }
        return top + head + map.programmes.count * 16
    }

    /// For each programme, in how many places it is in which state.
    private func bars(_ top: Int, _ page: inout SVGPage) -> Int {
        let x = 470
        let label = 250
        let room = MapSVG.width - MapSVG.margin - x - label
        page.text("Programmes: share of the \(map.places.count) places", x, top, isBold: true)
        for (row, programme) in map.programmes.enumerated() {
            let y = top + 12 + row * 18
            let title = rulebook.programmes[programme].title
            page.text(MapText.cut(title, 42), x, y + 12, size: 10)
            var at = 0
            var seen = 0
            for state in CoverageState.allCases {
                let count = map.places.indices.count { self.state(row, $0) == state }
                seen += count
                let end = seen * room / max(1, map.places.count)
                if count > 0 {
                    page.rect(
                        x + label + at, y, end - at, 15, fill: state.fill, stroke: "#888888",
                        title: "\(title): \(state.words) in \(count)")
                }
                at = end
            }
        }
        return top + 12 + map.programmes.count * 18
    }

    // MARK: - Calendar

    private static let labelWidth = 430

    private func x(of day: Day) -> Int {
        let start = MapSVG.margin + MapSVG.labelWidth
        let room = MapSVG.width - MapSVG.margin - start
        let length = max(1, Int(map.period.upperBound.number - today.number))
        let offset = Int(min(max(day, today), map.period.upperBound).number - today.number)
        return start + offset * room / length
    }

    private func calendar(_ top: Int, _ page: inout SVGPage) {
        page.text("Calendar to \(English.date(map.period.upperBound))", MapSVG.margin, top, size: 14, isBold: true)
        var y = top + 30
        let start = y
        let rows = agreements(&y, &page) + gaps(&y, &page) + ends(&y, &page)
        if rows == 0 { page.text("Nothing ends, and nobody is left without help.", MapSVG.margin, y + 10) }
        // The first day of every third month.
        for month in 0..<1200 {
            let (year, number, _) = today.adding(months: month).civil
            guard let first = Day(year: year, month: number, day: 1), first >= today, (number - 1) % 3 == 0 else {
                continue
            }
            if first > map.period.upperBound { break }
            page.line(x(of: first), start - 14, x(of: first), y, stroke: "#cccccc", isDashed: true)
            page.text(MapSVG.month(first), x(of: first) + 2, start - 8, size: 9, fill: "#555555")
        }
    }

    /// "April 2027".
    private static func month(_ day: Day) -> String {
        English.date(day).split(separator: " ").dropFirst().joined(separator: " ")
    }

    private func heading(_ words: String, _ y: inout Int, _ page: inout SVGPage) {
        page.text(words, MapSVG.margin, y + 18, size: 11, isBold: true)
        y += 25
    }

    private func row(_ label: String, _ y: Int, _ page: inout SVGPage) {
        page.text(MapText.cut(label, 78), MapSVG.margin, y + 10, size: 10)
    }

    private func writeRest(_ count: Int, _ y: inout Int, _ page: inout SVGPage) {
        if count <= 0 { return }
        page.text("and \(count) more", MapSVG.margin, y + 10, size: 10, fill: "#555555")
        y += 15
    }

    /// Agreements that some service still needs: solid while in force, hatched while nobody has confirmed it.
    private func agreements(_ y: inout Int, _ page: inout SVGPage) -> Int {
        let used = rulebook.agreements.indices.filter { index in
            rulebook.services.contains { $0.agreement == .agreement(index) && $0.period.lastDay >= today }
                && rulebook.agreements[index].period.lastDay >= today
        }
        if used.isEmpty { return 0 }
        heading("Agreements (hatched: not confirmed; a line: review)", &y, &page)
        for index in used.prefix(MapSVG.rowLimit) {
            let agreement = rulebook.agreements[index]
            row(agreement.title, y, &page)
            let changes = agreement.period.changes.filter { $0 > today && $0 <= map.period.upperBound }.sorted()
            let starts = [today] + changes
            for (position, from) in starts.enumerated() {
                let next = position + 1 < starts.count ? starts[position + 1] : map.period.upperBound
                let truth = agreement.period.inForce(on: from)
                if truth == .no { continue }
                page.rect(
                    x(of: from), y + 2, x(of: next) - x(of: from), 10, fill: truth == .yes ? "#1b7837" : "url(#hatch)",
                    stroke: "#666666", title: "\(agreement.title) from \(English.date(from))")
            }
            if let review = agreement.review, map.period.contains(review) {
                page.line(x(of: review), y, x(of: review), y + 14, stroke: "#1a1a1a")
            }
            y += 15
        }
        writeRest(used.count - MapSVG.rowLimit, &y, &page)
        return used.count
    }

    private func gaps(_ y: inout Int, _ page: inout SVGPage) -> Int {
        if report.gaps.isEmpty { return 0 }
        heading("People left without help (hatched: only services that nobody has confirmed to run)", &y, &page)
        for finding in report.gaps.prefix(MapSVG.rowLimit) {
            guard case .gap(let gap) = finding.kind else { continue }
            let who = words.details(finding).first.map { ", \($0)" } ?? ""
            let need = English.capitalised(rulebook.needs[gap.need].name.replacing("_", with: " "))
            let label = "\(need): \(words.parts.places(gap.places))\(who)"
            row(label, y, &page)
            let from = gap.from ?? today
            let until = gap.until ?? map.period.upperBound
            page.rect(
                x(of: from), y + 2, max(2, x(of: until) - x(of: from)), 10,
                fill: gap.level == .unconfirmed ? "url(#hatch)" : gap.level == .full ? "#fdb863" : "#b2182b",
                stroke: "#666666", title: words.headline(finding))
            y += 15
        }
        writeRest(report.gaps.count - MapSVG.rowLimit, &y, &page)
        return report.gaps.count
    }

    private func ends(_ y: inout Int, _ page: inout SVGPage) -> Int {
        let ends = report.changes.compactMap { finding -> CoverageEnd? in
            if case .coverageEnds(let end) = finding.kind { end } else { nil }
        }
        if ends.isEmpty { return 0 }
        heading("Help that ends", &y, &page)
        for end in ends.prefix(MapSVG.rowLimit) {
            row("\(rulebook.programmes[end.programme].title), \(words.parts.places(end.places))", y, &page)
            let at = x(of: end.from)
            page.rect(x(of: today), y + 2, at - x(of: today), 10, fill: end.before.fill, stroke: "#666666")
            page.line(at, y, at, y + 14, stroke: "#b2182b")
            page.text(
                English.date(end.from), at > MapSVG.width - 140 ? at - 4 : at + 4, y + 10, size: 9,
                anchor: at > MapSVG.width - 140 ? .end : .start)
            y += 15
        }
        writeRest(ends.count - MapSVG.rowLimit, &y, &page)
        return ends.count
    }
}
