import WaymarkAnalysis
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

/// States of services and agreements as people say them. None of word, sign and colour alone carries a state.
enum MapWords {
    /// A word with its sign in a box.
    static func tag(_ words: String, sign: String, kind: String) -> HTML {
        span(.class("tag v-" + kind)) {
            span(.aria("aria-hidden", "true")) { sign + " " }
            words
        }
    }

    // MARK: - Coverage

    static func tag(_ state: CoverageState) -> HTML { tag(word(state), sign: sign(state), kind: kind(state)) }

    static func word(_ state: CoverageState) -> String {
        switch state {
        case .refers: "Takes referrals"
        case .waitingList: "Waiting list"
        case .agreementUnconfirmed: "Agreement not confirmed"
        case .signposts: "Signposts"
        case .unconfirmed: "Not confirmed"
        case .full: "Full"
        case .nothing: "No service"
        case .notRunning: "Not running"
        }
    }

    /// What a state means for somebody who wants to send a person there.
    static func meaning(_ state: CoverageState) -> String {
        switch state {
        case .refers: "open, with its agreement in force or none needed"
        case .waitingList: "open, with a waiting list"
        case .agreementUnconfirmed: "open; nobody has confirmed that its agreement is in force"
        case .signposts: "open, without an agreement in force: people are given the details, nothing is sent"
        case .unconfirmed: "nobody has confirmed that the service runs: call before anybody is sent"
        case .full: "the service has no room"
        case .nothing: "nobody serves the area"
        case .notRunning: "the programme is outside its dates"
        }
    }

    static func sign(_ state: CoverageState) -> String {
        state == .nothing || state == .notRunning ? "–" : state.symbol
    }

    static func kind(_ state: CoverageState) -> String {
        switch state {
        case .refers: "refer"
        case .waitingList: "waiting"
        case .signposts: "signpost"
        case .agreementUnconfirmed, .unconfirmed: "need"
        case .full, .nothing, .notRunning: "no"
        }
    }

    // MARK: - Dates

    /// What is wrong with a period on a day; nil where it is certainly in force.
    static func mark(_ period: ServicePeriod, on day: Day) -> HTML? {
        switch period.inForce(on: day) {
        case .yes: return nil
        case .no:
            if case .day(let from) = period.from, day < from {
                return tag("Begins on \(English.date(from))", sign: "–", kind: "no")
            }
            if case .day(let until) = period.until, day > until {
                return tag("Ended on \(English.date(until))", sign: "✕", kind: "no")
            }
            return tag("Not begun", sign: "–", kind: "no")
        case .unknown:
            if let confirmed = period.confirmedUntil, day > confirmed {
                return tag("Confirmed only until \(English.date(confirmed))", sign: "!", kind: "need")
            }
            let words = period.from == .notKnown ? "Not known whether it has begun" : "Not known whether it still runs"
            return tag(words, sign: "?", kind: "need")
        }
    }

    /// "from 1 March 2015 until 31 December 2027; confirmed until 30 September 2026".
    static func period(_ period: ServicePeriod) -> String {
        var parts: [String] = []
        switch period.from {
        case .open: break
        case .day(let from): parts.append("from " + English.date(from))
        case .notKnown: parts.append("from a day that is not known")
        }
        if let notBefore = period.notBefore { parts.append("not before " + English.date(notBefore)) }
        switch period.until {
        case .open: break
        case .day(let until): parts.append("until " + English.date(until))
        case .notKnown: parts.append("until a day that is not known")
        }
        return parts.isEmpty
            ? "No dates are given: it has no end date" : English.capitalised(parts.joined(separator: " "))
    }

    /// "from 1 March 2015 to 31 December 2027"; nil where it is without end on both sides.
    static func period(_ period: Period) -> String? {
        let parts = [period.from.map { "from " + English.date($0) }, period.until.map { "until " + English.date($0) }]
            .compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    // MARK: - Capacity

    static func word(_ capacity: Service.Capacity) -> String {
        switch capacity {
        case .hasCapacity: "Has room"
        case .waitingList: "Waiting list"
        case .noCapacity: "Full"
        case .assessFirst: "Assesses first"
        }
    }

    static func tag(_ capacity: Service.Capacity) -> HTML {
        let (sign, kind) =
            switch capacity {
            case .hasCapacity: ("●", "refer")
            case .waitingList: ("◐", "waiting")
            case .noCapacity: ("✕", "no")
            case .assessFirst: ("?", "signpost")
            }
        return tag(word(capacity), sign: sign, kind: kind)
    }

    /// Whose word a capacity is, and of when.
    static func capacityBasis(_ service: Service) -> String {
        if !service.capacityIsStated { return "Nobody has said whether it has room: ask them." }
        let day = service.capacityAsOf.map { "as of " + English.date($0) }
        let by = service.capacityBy.map { "according to " + $0 }
        let parts = [day, by].compactMap { $0 }
        if parts.isEmpty { return "No date or author is given." }
        return English.sentence(English.capitalised(parts.joined(separator: ", ")))
    }

    // MARK: - How something is known

    /// The mark of what no source states outright; nil where one does, or nothing is said of it.
    static func mark(_ basis: Provenance.Basis?) -> HTML? {
        switch basis {
        case .inferred: tag("Inferred", sign: "≈", kind: "need")
        case .unverified: tag("Unverified", sign: "?", kind: "need")
        case .external, .stated, nil: nil
        }
    }

    /// "Source: S4 ¶20. External source".
    static func source(_ provenance: Provenance) -> String {
        let source = provenance.source.map { "Source: " + $0 } ?? "No source is named"
        return provenance.basis == .external ? source + " (an external source)" : source
    }
}

extension MapContext {
    /// What somebody who wants to use a service has to know first: marks of its dates, agreement and source.
    func marks(service: Service) -> [HTML] {
        var marks = [MapWords.mark(service.period, on: day), MapWords.mark(service.provenance.basis)].compactMap { $0 }
        let programme = rulebook.programmes[service.programme]
        if !programme.period.contains(day) {
            marks.append(MapWords.tag("\(programme.title) does not run \(when)", sign: "–", kind: "no"))
        }
        return marks
    }

    /// What a service can do on the day; nil where it is certainly not in force.
    func state(service index: Int) -> CoverageState? {
        let service = rulebook.services[index]
        if !rulebook.programmes[service.programme].period.contains(day) { return .notRunning }
        return service.period.inForce(on: day) == .no ? nil : rulebook.coverage(of: index, on: day)
    }

    /// Tag of what a service can do on the day.
    func tag(service index: Int) -> HTML {
        state(service: index).map(MapWords.tag)
            ?? MapWords.mark(rulebook.services[index].period, on: day) ?? MapWords.tag(.nothing)
    }

    /// Where it stands, what it is based on, and what was noted of it.
    func origin(_ provenance: Provenance, _ span: SourceSpan) -> HTML {
        HTML([
            p {
                MapWords.mark(provenance.basis)
                " "
                MapWords.source(provenance)
            },
            provenance.note.map { note in p { English.sentence(note) } } ?? HTML(),
            p(.class("quiet small")) { rulebook.place(span) },
        ])
    }
}

/// Rows of a summary list: what, and what is known of it.
struct SummaryRows: Sendable {
    private var rows: [HTML] = []

    mutating func add(_ term: String, @HTMLBuilder _ value: () -> HTML) {
        let value = value()
        if value.isEmpty { return }
        rows.append(
            div {
                dt { term }
                dd { value }
            })
    }

    var html: HTML { rows.isEmpty ? HTML() : dl(.class("rows")) { rows } }
}
