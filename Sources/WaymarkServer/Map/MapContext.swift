import HTTPTypes
import WaymarkAnalysis
import WaymarkRouting
import WaymarkRules
import WaymarkStore

/// What the pages of the service map share: the rulebook, the day that is shown, and how pages lead to one another.
struct MapContext: Sendable {
    let context: RequestContext
    let day: Day
    /// What was asked for is no day that can be shown.
    let dayProblem: String?

    init(_ context: RequestContext) {
        self.context = context
        let asked = context.query.text("date")
        let read = asked.flatMap { Day($0) }
        day = read ?? context.now.day
        dayProblem =
            asked != nil && read == nil
            ? "Write the day as year, month and day, like \(context.now.day), from \(Day.first) to \(Day.last)" : nil
    }

    var rulebook: Rulebook { context.rulebook.rulebook }
    var cache: ServiceMapCache { context.rulebook.map }
    var today: Day { context.now.day }
    var isToday: Bool { day == today }

    /// "today", or "on 1 June 2027".
    var when: String { isToday ? "today" : "on " + English.date(day) }

    /// An address of these pages for the same day.
    func address(_ path: String) -> String { isToday ? path : "\(path)?date=\(day)" }

    func crumbs(_ more: [Link] = []) -> [Link] {
        [.init("Start", "/"), .init("Service map", address("/map"))] + more.map { .init($0.title, address($0.address)) }
    }

    static func unknown(_ what: String) -> Problem {
        Problem(
            .notFound, "There is no such \(what)",
            "The rulebook that serves now has none of this name. It may have been renamed or removed.",
            way: Link("Service map", "/map"))
    }

    // MARK: - Parts of the service map as links

    func link(service index: Int) -> HTML {
        let service = rulebook.services[index]
        return a(address("/map/services/" + service.name)) { service.title }
    }

    func link(agreement index: Int) -> HTML {
        let agreement = rulebook.agreements[index]
        return a(address("/map/agreements/" + agreement.name)) { agreement.title }
    }

    /// Places in the words of the rulebook, each leading to its page.
    func areas(_ service: Service) -> HTML {
        guard case .places(let names) = service.coverage else { return HTML("Everywhere") }
        return HTML(
            names.enumerated().flatMap { index, name -> [HTML] in
                let place = cache.coverage(on: day).places.first { $0.name(in: rulebook) == name }
                let link = place.map { place in a(address("/map/areas/" + name)) { place.title } }
                return [index == 0 ? HTML() : HTML(", "), link ?? HTML(title(ofPlace: name, service))]
            })
    }

    /// A place that the home fact does not know: a value of the programme's own fact.
    private func title(ofPlace name: String, _ service: Service) -> String {
        guard case .fact(let fact) = rulebook.programmes[service.programme].location,
            let option = rulebook.vocabulary[fact].optionIndex[name]
        else { return name }
        return rulebook.vocabulary[fact].options[option].label
    }

    /// What a day other than today means for what is shown.
    var dayNotice: HTML? {
        if let dayProblem {
            return div(.class("notice warn")) {
                p { "This is for today, since the day that was asked for cannot be read. \(dayProblem)." }
            }
        }
        if isToday { return nil }
        return div(.class("notice")) {
            p {
                "This is for \(English.date(day)), as far as it is known today. "
                a(context.path) { "Show today" }
            }
        }
    }
}
