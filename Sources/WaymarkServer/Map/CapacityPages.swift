import HTTPTypes
import Hummingbird
import WaymarkRouting
import WaymarkRules
import WaymarkStore

extension Routes {
    static let capacity: [Route] = [
        Route(.get, "/map/services/{name}/capacity", "Asks how much room a service has", roles: [.commissioner]) {
            try CapacityPages($0).page()
        },
        Route(
            .post, "/map/services/{name}/capacity", "Keeps how much room a service has; decisions go by it at once",
            roles: [.commissioner], writes: true
        ) { try CapacityPages($0).take() },
    ]
}

/// Says how much room a service has, without touching the files: the newest word counts, with its day and author.
struct CapacityPages: Sendable {
    private let context: RequestContext
    private let service: Service

    /// - Throws: ``Problem`` where there is no such service, or it is in no area of the visitor's.
    init(_ context: RequestContext) throws {
        self.context = context
        let rulebook = context.rulebook.rulebook
        let name = context.parameter("name")
        guard let service = rulebook.services.first(where: { $0.name == name }) else {
            throw MapContext.unknown("service")
        }
        guard CapacityPages.mayState(context, service) else { throw Problem.otherArea }
        self.service = service
    }

    /// Whether this visitor answers for a service's room.
    static func mayState(_ context: RequestContext, _ service: Service) -> Bool {
        guard let visitor = context.visitor, visitor.roles.contains(.commissioner) else { return false }
        if visitor.areas.isEmpty { return true }
        // A service for everywhere is answered for by those who answer for everywhere.
        guard case .places(let names) = service.coverage else { return false }
        return names.contains(where: visitor.areas.contains)
    }

    private var address: String { "/map/services/\(service.name)" }

    /// - Parameter wasQuicker: somebody else said something after this visitor had looked: what was chosen stays, and
    ///   sent again it is said after that.
    func page(problem: (says: String, field: String)? = nil, wasQuicker: Bool = false) throws -> Response {
        let history = try context.server.store.capacityHistory(of: service.name)
        let seen = wasQuicker ? nil : context.form["revision"]
        let chosen = context.form["state"] ?? service.capacity.rawValue
        return context.page(
            Page(
                "Room at \(service.title)",
                crumbs: [.init("Start", "/"), .init("Service map", "/map"), .init(service.title, address)],
                hasErrors: problem != nil
            ) {
                if let problem { errorSummary([problem]) }
                if wasQuicker, let newest = history.first { quicker(newest) }
                h1 { "How much room is there at \(service.title)?" }
                if !wasQuicker {
                    p {
                        "Now: "
                        MapWords.tag(service.capacity)
                        " "
                        MapWords.capacityBasis(service)
                    }
                }
                p {
                    "This counts for every decision from now on, until somebody changes it here or the service map gives a later date."
                }
                context.form(address + "/capacity") {
                    input(.type("hidden"), .name("revision"), .value(seen ?? String(history.first?.revision ?? 0)))
                    div(.class(problem?.field == "state-1" ? "field wrong" : "field")) {
                        element("fieldset") {
                            element("legend") { "Room" }
                            for (index, state) in Service.Capacity.allCases.enumerated() {
                                div(.class("choice")) {
                                    HTML.void(
                                        "input",
                                        [
                                            .type("radio"), .id("state-\(index + 1)"), .name("state"),
                                            .value(state.rawValue),
                                        ]
                                            + (chosen == state.rawValue ? [.checked] : []))
                                    label(.for("state-\(index + 1)")) { MapWords.tag(state) }
                                }
                            }
                        }
                    }
                    TextField(
                        name: "as_of", label: "As of", hint: "The day the service told you, like 2026-11-21.",
                        value: context.form["as_of"] ?? context.now.day.description,
                        problem: problem?.field == "as_of" ? problem?.says : nil
                    ).html
                    button(.type("submit")) { "Save" }
                }
                if !history.isEmpty {
                    h2 { "Earlier statements" }
                    table(
                        "Statements, the newest first", head: ["As of", "Room", "By", "Recorded"],
                        history.map { kept in
                            [
                                HTML(English.date(kept.statement.asOf)), MapWords.tag(kept.statement.state),
                                HTML(kept.statement.by), HTML(ReferralWords.time(kept.at)),
                            ]
                        })
                }
            }, status: wasQuicker ? .conflict : problem == nil ? .ok : .unprocessableContent)
    }

    /// What somebody else said, beside what was chosen here.
    private func quicker(_ newest: KeptStatement) -> HTML {
        div(.class("notice warn"), Attribute("role", "alert")) {
            p { strong { "Somebody else was quicker. What you chose is not saved yet." } }
            p {
                "\(newest.statement.by) said: "
                MapWords.tag(newest.statement.state)
                " as of \(English.date(newest.statement.asOf)), recorded \(ReferralWords.time(newest.at))."
            }
            if let mine = context.form["state"].flatMap(Service.Capacity.init) {
                p {
                    "You chose: "
                    MapWords.tag(mine)
                    ". To say so all the same, press “Save”. Otherwise there is nothing more to do."
                }
            }
        }
    }

    func take() throws -> Response {
        guard let state = context.form["state"].flatMap(Service.Capacity.init) else {
            return try page(problem: ("Choose how much room there is", "state-1"))
        }
        guard let asOf = context.form.text("as_of").flatMap({ Day($0) }), asOf >= .first, asOf <= context.now.day
        else {
            return try page(
                problem: ("Enter the date as year, month and day, like 2026-11-21. It cannot be in the future", "as_of")
            )
        }
        guard let revision = context.form["revision"].flatMap({ Int($0) }) else { throw Problem.unreadable }
        do {
            try keep(state, asOf: asOf, revision: revision)
        } catch StoreError.changedMeanwhile {
            return try page(wasQuicker: true)
        }
        return context.redirect(address)
    }

    /// Keeps a statement, and has decisions go by it.
    ///
    /// - Parameter revision: the number of statements of this service that its author had seen.
    func keep(_ state: Service.Capacity, asOf: Day, revision: Int) throws {
        try context.server.store.state(
            CapacityStatement(service: service.name, state: state, asOf: asOf, by: context.actor.name),
            revision: revision,
            by: context.actor, at: context.now)
        do {
            try context.server.rulebooks.restate()
        } catch is RulebookReloader.Unusable {
            throw Problem(
                .internalServerError, "Your change is saved, but decisions do not use it yet",
                "They still use what was said before. Tell whoever looks after Waymark.",
                way: Page.Crumb(service.title, address))
        }
    }
}
