package import WaymarkRouting
package import WaymarkRules

/// One square for each area, where its `tile` says, with how many programmes have somebody who takes people there.
package struct TileMap {
    private let rulebook: Rulebook
    private let map: CoverageMap
    private let today: Day

    /// - Parameter today: the day to show, within the map's period; its first where nothing is said.
    package init(_ rulebook: Rulebook, _ map: CoverageMap, on today: Day? = nil) {
        self.rulebook = rulebook
        self.map = map
        self.today = today ?? map.period.lowerBound
    }

    /// The squares alone, as a picture of their own.
    package var text: String {
        var page = SVGPage()
        _ = draw(at: 24, heading: "Programmes with somebody who takes people", &page)
        return page.document(
            width: 480, title: "Programmes with somebody who takes people on \(English.date(today)), area by area")
    }

    /// The squares below `top`; areas without a `tile` stand in rows below the others.
    ///
    /// - Returns: where they end.
    func draw(
        at top: Int, heading: String = "Areas: programmes with somebody who takes people today", _ page: inout SVGPage
    ) -> Int {
        let placed = rulebook.areas.compactMap(\.tile)
        let columns = placed.map(\.column)
        let rows = placed.map(\.row)
        let left = columns.min() ?? 0
        let first = rows.min() ?? 0
        let across = max((columns.max() ?? 0) - left + 1, 5)
        let size = max(12, min(84, 400 / across))
        page.text(heading, TileMap.margin, top, isBold: true)
        var bottom = top
        var spare = 0
        let below = placed.isEmpty ? 0 : (rows.max() ?? 0) - first + 1
        for (index, place) in map.places.enumerated() {
            guard case .area(let area) = place.kind else { continue }
            let column: Int
            let row: Int
            if let tile = rulebook.areas[area].tile {
                column = tile.column - left
                row = tile.row - first
            } else {
                column = spare % across
                row = below + spare / across
                spare += 1
            }
            let x = TileMap.margin + column * size
            let y = top + 12 + row * size
            tile(place, index, x, y, size, &page)
            bottom = max(bottom, y + size)
        }
        return bottom
    }

    private static let margin = 30

    private func tile(_ place: AreaPlace, _ index: Int, _ x: Int, _ y: Int, _ size: Int, _ page: inout SVGPage) {
        let counts = map.counts(place: index, on: today)
        let open = counts.reduce(0) { $0 + ($1.key.isOpen ? $1.value : 0) }
        let told = "\(place.title): \(open) of \(map.programmes.count) programmes"
        page.rect(x + 1, y + 1, size - 3, size - 3, fill: "#f7f7f7", stroke: "#666666", title: told)
        guard size >= 40 else { return }
        page.text(MapText.cut(place.title, max(4, size / 6)), x + 4, y + 15, size: size < 70 ? 8 : 9, isBold: true)
        page.text("\(open) of \(map.programmes.count)", x + 5, y + size / 2 + 6, size: 14)
        // A bar with the share of every state.
        var at = 0
        let room = size - 13
        for state in CoverageState.allCases {
            let end =
                CoverageState.allCases.filter { $0 <= state }.reduce(0) { $0 + counts[$1, default: 0] } * room
                / max(1, map.programmes.count)
            if end > at { page.rect(x + 5 + at, y + size - 16, end - at, 9, fill: state.fill, stroke: "#888888") }
            at = end
        }
    }
}

extension CoverageState {
    /// Somebody takes people, if only by giving them the details.
    package var isOpen: Bool { self <= .signposts }
}

extension CoverageMap {
    /// How many programmes are in which state at a place (by position) on a day of the map.
    package func counts(place: Int, on day: Day) -> [CoverageState: Int] {
        var counts: [CoverageState: Int] = [:]
        for programme in programmes.indices {
            counts[interval(programme: programme, place: place, on: day)?.state ?? .nothing, default: 0] += 1
        }
        return counts
    }
}
