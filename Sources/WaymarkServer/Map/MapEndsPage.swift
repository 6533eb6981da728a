import Hummingbird
import WaymarkAnalysis
import WaymarkRouting
import WaymarkRules

/// What ends soon and what is missing, as `waymark check` finds it: true of all possible people.
struct MapEndsPage: Sendable {
    private let mapContext: MapContext

    init(_ context: RequestContext) { mapContext = MapContext(context) }

    /// More links than this under one finding help nobody.
    private static let linkLimit = 100

    private static let sections: [FindingSection] = [.ahead, .agreements, .gaps]

    func page() -> Response {
        let result = mapContext.cache.findings(on: mapContext.today)
        let undecided = FindingCard.undecided([.gaps], of: result, under: mapContext.rulebook)
        return mapContext.context.page(
            Page("What ends soon and what is missing", crumbs: mapContext.crumbs()) {
                h1 { "What ends soon and what is missing" }
                p {
                    "Found on \(English.date(result.today)), looking ahead to \(English.date(result.last)), in the rules and the service map. Nobody’s record was read: who is left out is worked out for all possible people."
                }
                for section in MapEndsPage.sections {
                    let found = FindingCard.all(in: section, of: result, under: mapContext.rulebook)
                    h2 { section.title + (found.isEmpty ? "" : " (\(found.count))") }
                    if found.isEmpty { p { nothing(section) } }
                    found.map(findingCard)
                }
                if !undecided.isEmpty {
                    h2 { "Not decided" }
                    ul { for line in undecided { li { line } } }
                }
            })
    }

    private func nothing(_ section: FindingSection) -> String {
        switch section {
        case .ahead: "Nothing ends and no review falls due in this time."
        case .agreements: "Every service that runs has what it needs."
        default: "Nobody with a need of the rulebook is left without help."
        }
    }

    private func findingCard(_ card: FindingCard) -> HTML {
        let links = card.parts.compactMap(link)
        return section(.class("outcome o-" + kind(card.weight))) {
            tag(card.weight)
            p { card.headline }
            if !card.details.isEmpty { ul { for detail in card.details { li { detail } } } }
            if !card.examples.isEmpty {
                p(.class("quiet")) { "For example: " + card.examples.joined(separator: "; or ") }
            }
            if links.count > 3 {
                details("Agreements and services it names (\(links.count))") {
                    ul {
                        for link in links.prefix(MapEndsPage.linkLimit) { li { link } }
                        if links.count > MapEndsPage.linkLimit {
                            li { "and \(links.count - MapEndsPage.linkLimit) more" }
                        }
                    }
                }
            } else if !links.isEmpty {
                ul { for link in links { li { link } } }
            }
            if links.isEmpty, !card.places.isEmpty { p(.class("quiet small")) { card.places.joined(separator: ", ") } }
        }
    }

    private func tag(_ weight: Finding.Weight) -> HTML {
        switch weight {
        case .problem: MapWords.tag("Problem", sign: "✕", kind: "bad")
        case .warning: MapWords.tag("To look into", sign: "!", kind: "need")
        case .note: MapWords.tag("Good to know", sign: "·", kind: "no")
        }
    }

    private func kind(_ weight: Finding.Weight) -> String {
        switch weight {
        case .problem: "bad"
        case .warning: "need"
        case .note: "no"
        }
    }

    private func link(_ part: RulePart) -> HTML? {
        switch part {
        case .service(let index): mapContext.link(service: index)
        case .agreement(let index): mapContext.link(agreement: index)
        default: nil
        }
    }
}
