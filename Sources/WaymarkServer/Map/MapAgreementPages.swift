import Hummingbird
import WaymarkAnalysis
import WaymarkRouting
import WaymarkRules

/// Agreements: between whom, about what, until when, and the services under them.
struct MapAgreementPages: Sendable {
    private let mapContext: MapContext

    init(_ context: RequestContext) { mapContext = MapContext(context) }

    private var rulebook: Rulebook { mapContext.rulebook }

    // MARK: - All

    func list() -> Response {
        let pager = Pager(Array(rulebook.agreements.indices), mapContext.context)
        // Counted once for all rows.
        var users: [Int: Int] = [:]
        for service in rulebook.services {
            if case .agreement(let agreement) = service.agreement { users[agreement, default: 0] += 1 }
        }
        let counts = users
        return mapContext.context.page(
            Page("Agreements", crumbs: mapContext.crumbs()) {
                h1 { "Agreements" }
                mapContext.dayNotice
                if rulebook.agreements.isEmpty {
                    p { "The rulebook has none. Services that need one only give people the details." }
                } else {
                    div(.class("list")) {
                        table(
                            pager.pageCaption("Agreements \(mapContext.when)"),
                            head: ["Agreement", "State", "Parties", "Runs", "Review", "Services"],
                            pager.items.map { row($0, services: counts[$0, default: 0]) })
                    }
                    pager.ways(mapContext.address("/map/agreements"))
                }
            })
    }

    private func row(_ index: Int, services: Int) -> [HTML] {
        let agreement = rulebook.agreements[index]
        return [
            mapContext.link(agreement: index),
            HTML(mapContext.marks(agreement: agreement).flatMap { [$0, HTML(" ")] }),
            HTML(English.list(agreement.parties, "and")),
            HTML(dates(agreement)),
            HTML(agreement.review.map(English.date) ?? "None named"),
            HTML("\(services)"),
        ]
    }

    private func dates(_ agreement: Agreement) -> String {
        MapWords.period(agreement.period)
            + (agreement.period.confirmedUntil.map { "; confirmed until " + English.date($0) } ?? "")
    }

    // MARK: - One

    func one() throws -> Response {
        let name = mapContext.context.parameter("name")
        guard let index = rulebook.agreements.firstIndex(where: { $0.name == name }) else {
            throw MapContext.unknown("agreement")
        }
        let agreement = rulebook.agreements[index]
        let services = Pager(
            rulebook.services.indices.filter { rulebook.services[$0].agreement == .agreement(index) },
            mapContext.context)
        return mapContext.context.page(
            Page(agreement.title, crumbs: mapContext.crumbs([.init("Agreements", "/map/agreements")])) {
                h1 { agreement.title }
                mapContext.dayNotice
                p { mapContext.marks(agreement: agreement).flatMap { [$0, HTML(" ")] } }
                summary(agreement)
                if !agreement.clauses.isEmpty {
                    h2 { "Clauses" }
                    dl(.class("rows")) {
                        for clause in agreement.clauses {
                            div {
                                dt { clause.key }
                                dd { English.sentence(clause.value) }
                            }
                        }
                    }
                }
                h2 { "Services under it" }
                if services.items.isEmpty {
                    p { "No service names it." }
                } else {
                    div(.class("list")) {
                        table(
                            services.pageCaption("Services under this agreement \(mapContext.when)"),
                            head: ["Service", "State", "Programme", "Areas"],
                            services.items.map { service in
                                [
                                    mapContext.link(service: service), mapContext.tag(service: service),
                                    HTML(rulebook.programmes[rulebook.services[service].programme].title),
                                    mapContext.areas(rulebook.services[service]),
                                ]
                            })
                    }
                    services.ways(mapContext.address("/map/agreements/" + name))
                }
            })
    }

    private func summary(_ agreement: Agreement) -> HTML {
        var rows = SummaryRows()
        rows.add("Parties") { ul { for party in agreement.parties { li { party } } } }
        rows.add("Runs") { MapWords.period(agreement.period) }
        if let confirmed = agreement.period.confirmedUntil {
            rows.add("Confirmed until") {
                p { English.date(confirmed) }
                MapWords.mark(agreement.period, on: mapContext.day)
            }
        }
        rows.add("Review") {
            agreement.review.map(English.date) ?? "No day of review is named"
            if let mark = mapContext.reviewMark(agreement) {
                " "
                mark
            }
        }
        if agreement.sharingBasis != nil || !agreement.sharedData.isEmpty {
            rows.add("Information shared") {
                if !agreement.sharedData.isEmpty {
                    ul { for data in agreement.sharedData { li { English.capitalised(data) } } }
                }
                if let basis = agreement.sharingBasis { p { "On the basis of: " + English.sentence(basis) } }
            }
        } else {
            rows.add("Information shared") { "Nothing is written about it" }
        }
        for commitment in agreement.commitments {
            rows.add(English.capitalised(String(commitment.key.map { $0 == "_" ? " " : $0 }))) {
                English.capitalised(commitment.value)
            }
        }
        rows.add("Where this stands") { mapContext.origin(agreement.provenance, agreement.span) }
        return rows.html
    }
}

extension MapContext {
    /// Whether an agreement is in force on the day, and what else has to be known of it first.
    func marks(agreement: Agreement) -> [HTML] {
        [
            MapWords.mark(agreement.period, on: day) ?? MapWords.tag("In force", sign: "●", kind: "refer"),
            reviewMark(agreement), MapWords.mark(agreement.provenance.basis),
        ].compactMap { $0 }
    }

    /// That its review is overdue; of an agreement that is over, nobody reviews anything.
    func reviewMark(_ agreement: Agreement) -> HTML? {
        guard let review = agreement.review, review < day, agreement.period.lastDay >= day else { return nil }
        return MapWords.tag("Past its review", sign: "!", kind: "need")
    }
}
