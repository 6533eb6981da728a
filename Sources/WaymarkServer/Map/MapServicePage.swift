import Hummingbird
import WaymarkAnalysis
import WaymarkRouting
import WaymarkRules

/// One service: whom it takes and by which rules, how to reach it, its capacity, agreement and dates.
struct MapServicePage: Sendable {
    private let mapContext: MapContext
    private let index: Int

    /// - Throws: ``Problem`` where the rulebook has no such service.
    init(_ context: RequestContext) throws {
        mapContext = MapContext(context)
        let name = context.parameter("name")
        guard let index = mapContext.rulebook.services.firstIndex(where: { $0.name == name }) else {
            throw MapContext.unknown("service")
        }
        self.index = index
    }

    private var rulebook: Rulebook { mapContext.rulebook }
    private var service: Service { rulebook.services[index] }
    private var programme: Programme { rulebook.programmes[service.programme] }

    func page() -> Response {
        mapContext.context.page(
            Page(service.title, crumbs: mapContext.crumbs([.init("Services", "/map/services")])) {
                h1 { service.title }
                mapContext.dayNotice
                p {
                    mapContext.tag(service: index)
                    for mark in marks {
                        " "
                        mark
                    }
                }
                if let state = mapContext.state(service: index) {
                    p { English.sentence(English.capitalised(MapWords.meaning(state))) }
                }
                ResultParts.contact(referBy: service.referBy, service.contact, basis: nil)
                summary
                h2 { "Whom it serves" }
                criteria
                ResultParts.list("Check by hand", programme.checkByHand + service.checkByHand)
                ResultParts.list("Next steps", programme.nextSteps + service.nextSteps)
            })
    }

    /// Its marks, without the one that the state says already.
    private var marks: [HTML] {
        let all = mapContext.marks(service: service)
        return mapContext.state(service: index) == nil ? Array(all.dropFirst()) : all
    }

    private var summary: HTML {
        var rows = SummaryRows()
        rows.add("Programme") {
            p { programme.title }
            if let summary = programme.summary { p(.class("quiet")) { English.sentence(summary) } }
        }
        rows.add("Provider") { service.provider }
        rows.add("Areas") { mapContext.areas(service) }
        rows.add("Room") {
            p { MapWords.tag(service.capacity) }
            p { MapWords.capacityBasis(service) }
            if CapacityOperations.mayState(mapContext.context, service) {
                p(.class("no-print")) { a("/map/services/\(service.name)/capacity") { "Say how much room there is" } }
            }
        }
        rows.add("Runs") { MapWords.period(service.period) }
        if let confirmed = service.period.confirmedUntil {
            rows.add("Confirmed until") {
                p { English.date(confirmed) }
                MapWords.mark(service.period, on: mapContext.day)
            }
        }
        rows.add("Agreement") { agreement }
        rows.add("Consent") {
            programme.consent == .referral
                ? "The person has to agree before anything is sent." : "Nothing depends on the person’s agreement."
        }
        rows.add("Where this stands") { mapContext.origin(service.provenance, service.span) }
        return rows.html
    }

    private var agreement: HTML {
        switch service.agreement {
        case .notNeeded: return HTML("Not needed")
        case .missing:
            return HTML([
                MapWords.tag("None", sign: "!", kind: "need"), p { "People are given the details; nothing is sent." },
            ])
        case .agreement(let number):
            let agreement = rulebook.agreements[number]
            return HTML([
                p { mapContext.link(agreement: number) },
                p { mapContext.marks(agreement: agreement).flatMap { [$0, HTML(" ")] } },
            ])
        }
    }

    // MARK: - Rules

    private var criteria: HTML {
        let own = service.criteria
        let roles: [(Criterion.Role, String)] = [
            (.criterion, "Everyone who is taken"), (.bar, "Rules a person out"),
            (.hold, "Puts it on hold: a person decides"),
            (.signpostReason, "Only the details are given while"),
        ]
        return HTML([
            p {
                "The first rules are those of \(programme.title), the same wherever it is delivered"
                own.isEmpty ? "; this service adds none of its own." : "; this service adds its own below each."
            },
            HTML(
                roles.map { role, heading in
                    let shared = programme.criteria.of(role)
                    let added = own.of(role)
                    if shared.isEmpty, added.isEmpty { return HTML() }
                    return HTML([
                        h3 { heading },
                        ul {
                            for line in shared { rule(line) }
                            for line in added { rule(line, isOwn: true) }
                        },
                    ])
                }),
        ])
    }

    private func rule(_ line: Criterion, isOwn: Bool = false) -> HTML {
        li {
            English.capitalised(line.says)
            if let mark = MapWords.mark(line.provenance.basis) {
                " "
                mark
            }
            if !line.period.contains(mapContext.day) {
                " "
                MapWords.tag("Plays no part \(mapContext.when)", sign: "–", kind: "no")
            }
            div(.class("quiet small")) { notes(line, isOwn).joined(separator: " · ") }
        }
    }

    private func notes(_ line: Criterion, _ isOwn: Bool) -> [String] {
        var notes: [String] = []
        if isOwn { notes.append("This service alone") }
        if let period = MapWords.period(line.period) { notes.append(English.capitalised(period)) }
        if let clause = line.clause { notes.append("Clause \(clause) of the agreement") }
        if let other = line.suggest.flatMap({ name in rulebook.programmes.first { $0.name == name } }) {
            notes.append("See \(other.title) instead")
        }
        notes.append(MapWords.source(line.provenance))
        if let note = line.provenance.note { notes.append(note) }
        notes.append(rulebook.place(line.span))
        return notes
    }
}
