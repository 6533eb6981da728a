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
        let undecided = FindingAccount.undecided([.gaps], of: result, under: mapContext.rulebook)
        return mapContext.context.page(
            Page("What ends soon and what is missing", crumbs: mapContext.crumbs()) {
                h1 { "What ends soon and what is missing" }
                p {
                    "Found on \(English.date(result.today)), looking ahead to \(English.date(result.last)), in the rules and the service map. Nobody’s record was read: who is left out is worked out for all possible people."
                }
                for section in MapEndsPage.sections {
                    let accounts = FindingAccount.all(in: section, of: result, under: mapContext.rulebook)
                    h2 { section.title + (accounts.isEmpty ? "" : " (\(accounts.count))") }
                    if accounts.isEmpty { p { nothing(section) } }
                    accounts.map(finding)
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

    private func finding(_ account: FindingAccount) -> HTML {
        let links = account.parts.reduce(into: [RulePart]()) { if !$0.contains($1) { $0.append($1) } }.compactMap(link)
        return section(.class("outcome o-" + kind(account.weight))) {
            tag(account.weight)
            p { account.headline }
            if !account.details.isEmpty { ul { for detail in account.details { li { detail } } } }
            if !account.examples.isEmpty {
                p(.class("quiet")) { "For example: " + account.examples.joined(separator: "; or ") }
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
            if links.isEmpty, !account.places.isEmpty {
                p(.class("quiet small")) { account.places.joined(separator: ", ") }
            }
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
