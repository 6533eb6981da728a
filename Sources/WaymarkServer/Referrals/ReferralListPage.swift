import Hummingbird
import WaymarkRouting
import WaymarkStore

/// Referrals as a table that can be filtered and sorted. What is asked for stands in the address: names of states and
/// programmes alone, nothing of a person.
struct ReferralListPage: Sendable {
    private let context: RequestContext
    private let query: Query
    private let names: ReferralNames

    private static let pageSize = 50

    init(_ context: RequestContext) {
        self.context = context
        query = Query(context.query, context.rulebook.rulebook)
        names = ReferralNames(rulebook: context.rulebook.rulebook)
    }

    /// What an address asks for. Whatever means nothing here is left out.
    struct Query: Sendable {
        var state: ReferralState?
        var programme: String?
        var isMine = false
        var needsAttention = false
        var order = ReferralFilter.Order.changed
        var isDescending = true
        /// Counted from 1.
        var page = 1

        init(_ form: Form, _ rulebook: Rulebook) {
            state = form["state"].flatMap(ReferralState.init)
            programme = form["programme"].flatMap { name in
                rulebook.programmes.contains { $0.name == name } ? name : nil
            }
            isMine = form["mine"] == "yes"
            needsAttention = form["attention"] == "yes"
            order = form["sort"].flatMap(ReferralFilter.Order.init) ?? .changed
            isDescending = form["order"] != "up"
            page = form["page"].flatMap { Int($0) }.map { max(1, min(1_000_000, $0)) } ?? 1
        }

        var isFiltered: Bool { state != nil || programme != nil || isMine || needsAttention }

        func with(_ change: (inout Query) -> Void) -> Query {
            var query = self
            change(&query)
            return query
        }

        /// Its address; the first page unless the page was what changed.
        var address: String {
            var parts: [String] = []
            if let state { parts.append("state=" + state.rawValue) }
            if let programme { parts.append("programme=" + programme) }
            if isMine { parts.append("mine=yes") }
            if needsAttention { parts.append("attention=yes") }
            if order != .changed || !isDescending {
                parts.append("sort=" + order.rawValue)
                parts.append("order=" + (isDescending ? "down" : "up"))
            }
            if page > 1 { parts.append("page=\(page)") }
            return parts.isEmpty ? "/referrals" : "/referrals?" + parts.joined(separator: "&")
        }
    }

    func page() throws -> Response {
        var filter = ReferralFilter()
        filter.states = query.state.map { [$0] } ?? []
        filter.programme = query.programme
        filter.madeBy = query.isMine ? context.actor.name : nil
        filter.needsAttention = query.needsAttention
        filter.order = query.order
        filter.isDescending = query.isDescending
        filter.limit = ReferralListPage.pageSize
        filter.offset = (query.page - 1) * ReferralListPage.pageSize
        let list = try ReferralOperations(context).list(filter)
        return context.page(
            Page("Referrals", crumbs: [.init("Start", "/")]) {
                h1 { "Referrals" }
                p { a("/history") { "Find everything for one case reference" } }
                div(.class("side")) {
                    filterForm
                    div {
                        chosen
                        if list.referrals.isEmpty { empty(list.total) } else { table(list) }
                    }
                }
            })
    }

    // MARK: - The filter

    private var filterForm: HTML {
        element("form", .class("filter"), Attribute("method", "get"), .action("/referrals")) {
            h2 { "Filter" }
            div(.class("field")) {
                label(.for("state")) { "State" }
                select(
                    "state", [("", "All")] + ReferralState.allCases.map { ($0.rawValue, ReferralWords.state($0)) },
                    chosen: query.state?.rawValue)
            }
            div(.class("field")) {
                label(.for("programme")) { "Programme" }
                select("programme", [("", "All")] + programmes, chosen: query.programme)
            }
            check("mine", "Sent by me", query.isMine)
            check("attention", "Needs attention", query.needsAttention)
            p(.class("hint small")) {
                "Open with nothing new for \(ReferralFilter.attentionDays) days, or the last contact failed; or declined or closed in the last \(ReferralFilter.attentionDays) days."
            }
            if query.order != .changed || !query.isDescending {
                input(.type("hidden"), .name("sort"), .value(query.order.rawValue))
                input(.type("hidden"), .name("order"), .value(query.isDescending ? "down" : "up"))
            }
            button(.type("submit")) { "Apply filters" }
        }
    }

    /// In the rulebook's order.
    private var programmes: [(String, String)] {
        let rulebook = context.rulebook.rulebook
        return rulebook.policy.order.map { (rulebook.programmes[$0].name, rulebook.programmes[$0].title) }
    }

    private func check(_ name: String, _ words: String, _ isOn: Bool) -> HTML {
        div(.class("choice")) {
            HTML.void(
                "input", [.type("checkbox"), .name(name), .id(name), .value("yes")] + (isOn ? [.checked] : []))
            label(.for(name)) { words }
        }
    }

    /// The filters that hold; each can be taken away.
    private var chosen: HTML {
        if !query.isFiltered { return HTML() }
        return div(.class("chosen")) {
            h2 { "Selected filters" }
            ul {
                if let state = query.state { taken(ReferralWords.state(state), query.with { $0.state = nil }) }
                if let programme = query.programme {
                    taken(names.programme(programme), query.with { $0.programme = nil })
                }
                if query.isMine { taken("Sent by me", query.with { $0.isMine = false }) }
                if query.needsAttention { taken("Needs attention", query.with { $0.needsAttention = false }) }
            }
            p { a("/referrals") { "Clear filters" } }
        }
    }

    private func taken(_ words: String, _ rest: Query) -> HTML {
        li {
            a(rest.with { $0.page = 1 }.address) {
                span(.class("hidden")) { "Remove the filter " }
                words
                span(.aria("aria-hidden", "true")) { " ✕" }
            }
        }
    }

    // MARK: - The table

    private func empty(_ total: Int) -> HTML {
        if total > 0 {
            return p {
                "There is nothing on this page. "
                a(query.with { $0.page = 1 }.address) { "Go to the first page" }
            }
        }
        if query.isFiltered {
            return p {
                "No referrals match these filters. "
                a("/referrals") { "Show all referrals" }
            }
        }
        return p {
            "No referrals have been recorded yet. A referral is recorded from the result of a decision: "
            a("/triage") { "start with triage" }
            "."
        }
    }

    private static let heads: [(order: ReferralFilter.Order, words: String)] = [
        (.reference, "Reference"), (.service, "Service"), (.state, "State"), (.changed, "Last change"), (.made, "Sent"),
        (.area, "Home area"),
    ]

    private func table(_ list: ReferralList) -> HTML {
        let first = (query.page - 1) * ReferralListPage.pageSize + 1
        let caption = "Referrals \(first) to \(first + list.referrals.count - 1) of \(list.total)"
        return HTML([
            div(.class("scroll"), Attribute("tabindex", "0"), Attribute("role", "region"), .aria("aria-label", caption))
            {
                element("table", .class("list")) {
                    element("caption") { caption }
                    element("thead") { element("tr") { for head in ReferralListPage.heads { column(head) } } }
                    element("tbody") { for referral in list.referrals { row(referral) } }
                }
            },
            pages(list.total),
        ])
    }

    private func column(_ head: (order: ReferralFilter.Order, words: String)) -> HTML {
        let isSorted = query.order == head.order
        let sorted = isSorted ? (query.isDescending ? "descending" : "ascending") : "none"
        // Times begin with the newest, words with A.
        let begins = head.order == .changed || head.order == .made || head.order == .reference
        let next = query.with { query in
            query.isDescending = isSorted ? !query.isDescending : begins
            query.order = head.order
            query.page = 1
        }
        return element("th", Attribute("scope", "col"), .aria("aria-sort", sorted)) {
            a(next.address) {
                head.words
                span(.aria("aria-hidden", "true")) { isSorted ? (query.isDescending ? " ▼" : " ▲") : "" }
            }
        }
    }

    private func row(_ referral: Referral) -> HTML {
        element("tr") {
            element("td") {
                a("/referrals/" + referral.reference, .class("line")) { referral.reference }
                small(referral.caseReference ?? "")
            }
            element("td") {
                names.service(referral.service)
                small(names.programme(referral.programme))
            }
            element("td") { ReferralWords.tag(referral.state) }
            element("td") { day(referral.changedAt) }
            element("td") {
                day(referral.madeAt)
                small("by " + referral.madeBy)
            }
            element("td") { names.area(referral.area) }
        }
    }

    private func day(_ moment: Moment) -> HTML { span(.class("line")) { MomentWords.shortDay(moment) } }

    /// Below what a cell says.
    private func small(_ words: String) -> HTML {
        words.isEmpty ? HTML() : span(.class("quiet small")) { " " + words }
    }

    private func pages(_ total: Int) -> HTML {
        let count = max(1, (total + ReferralListPage.pageSize - 1) / ReferralListPage.pageSize)
        if count == 1 { return HTML() }
        return element("nav", .aria("aria-label", "Pages")) {
            p {
                if query.page > 1 {
                    a(query.with { $0.page -= 1 }.address) { "Previous page" }
                    " "
                }
                "Page \(query.page) of \(count) "
                if query.page < count { a(query.with { $0.page += 1 }.address) { "Next page" } }
            }
        }
    }
}
