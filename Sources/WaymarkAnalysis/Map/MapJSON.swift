package import WaymarkDocuments
package import WaymarkRouting
import WaymarkRules

/// The coverage map for programs: `waymark.map/1`.
package struct MapJSON {
    private let rulebook: Rulebook

    /// The value of `schema`.
    package static let schemaName = "waymark.map/1"

    package init(_ rulebook: Rulebook) {
        self.rulebook = rulebook
    }

    /// Appends the report as a JSON value.
    package func write(_ report: CoverageReport, to writer: inout JSONWriter) {
        let map = report.map
        writer.object { writer in
            writer.field("schema", MapJSON.schemaName)
            writer.field("rulebook", rulebook.hash)
            writer.field("today", map.period.lowerBound.description)
            writer.field("until", map.period.upperBound.description)
            writer.key("places")
            writer.array(of: map.places) { writePlace($1, to: &$0) }
            writer.key("programmes")
            writer.array(of: map.programmes.enumerated()) { writer, item in
                writer.object { writer in
                    writer.field("programme", rulebook.programmes[item.element].name)
                    writer.field("title", rulebook.programmes[item.element].title)
                    writer.key("places")
                    writer.array(of: map.places.indices) { writer, place in
                        writer.object { writer in
                            writer.field("place", name(map.places[place]))
                            writer.key("intervals")
                            writer.array(of: map.intervals(programme: item.offset, place: place)) { writer, interval in
                                writer.object { writer in
                                    writer.field("from", interval.from.description)
                                    writer.field("until", interval.until.description)
                                    writer.field("state", interval.state.name)
                                    writer.field("services", interval.services.map { rulebook.services[$0].name })
                                }
                            }
                        }
                    }
                }
            }
            let findings = FindingsJSON(rulebook)
            writer.key("gaps")
            writer.array(of: report.gaps) { findings.write($1, to: &$0) }
            writer.key("changes")
            writer.array(of: report.changes) { findings.write($1, to: &$0) }
            writer.field("undecided_needs", report.undecidedNeeds.map { rulebook.needs[$0].name })
        }
    }

    private func name(_ place: AreaPlace) -> String { place.name(in: rulebook) ?? "anywhere" }

    private func writePlace(_ place: AreaPlace, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("place", name(place))
            writer.field("title", place.title)
            guard case .area(let index) = place.kind else { return }
            let area = rulebook.areas[index]
            writer.field("gss", area.gss)
            writer.field("force", area.force)
            writer.key("tile")
            if let tile = area.tile {
                writer.array { writer in
                    writer.integer(tile.column)
                    writer.integer(tile.row)
                }
            } else {
                writer.null()
            }
        }
    }
}
