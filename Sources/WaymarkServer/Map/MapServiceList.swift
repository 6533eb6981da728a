import Hummingbird
import WaymarkAnalysis
import WaymarkRouting
import WaymarkRules

/// Every service, by programme in the order of the routing policy; those that are over below the others.
struct MapServiceList: Sendable {
    private let desk: MapDesk

    init(_ exchange: Exchange) { desk = MapDesk(exchange) }

    private var rulebook: Rulebook { desk.rulebook }

    func page() -> Response {
        let ordered = rulebook.policy.order.flatMap { programme in
            rulebook.services.indices.filter { rulebook.services[$0].programme == programme }
        }
        let over = ordered.filter { desk.state(service: $0) == nil && rulebook.services[$0].period.lastDay < desk.day }
        let running = ordered.filter { !over.contains($0) }
        return desk.exchange.page(
            Page("Services", crumbs: desk.crumbs()) {
                h1 { "Services" }
                desk.dayNotice
                if running.isEmpty { p { "No service runs \(desk.when)." } } else { table("Services \(desk.when)", running) }
                if !over.isEmpty { details("Services that are over (\(over.count))") { div { table("Services that are over", over) } } }
            })
    }

    private func table(_ caption: String, _ services: [Int]) -> HTML {
        div(.class("list")) { rows(caption, services) }
    }

    private func rows(_ caption: String, _ services: [Int]) -> HTML {
        WaymarkServer.table(
            caption, head: ["Service", "State", "Programme", "Areas", "Room", "Until"],
            services.map { index in
                let service = rulebook.services[index]
                return [
                    HTML([
                        desk.link(service: index),
                        service.provider == service.title ? HTML() : span(.class("quiet small")) { " " + service.provider },
                    ]),
                    HTML([desk.tag(service: index), HTML(" "), MapWords.mark(service.provenance.basis) ?? HTML()]),
                    HTML(rulebook.programmes[service.programme].title),
                    desk.areas(service),
                    HTML(MapWords.word(service.capacity)),
                    until(service.period),
                ]
            })
    }

    private func until(_ period: ServicePeriod) -> HTML {
        switch (period.until, period.confirmedUntil) {
        case (.day(let day), _): HTML(English.date(day))
        case (_, let day?): HTML("Confirmed until " + English.date(day))
        case (.notKnown, nil): HTML("Not known")
        case (.open, nil): HTML("No end")
        }
    }
}
