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

/// Says what capacity a service has, without touching the files: the newest word counts, with its day and author.
struct CapacityPages: Sendable {
    private let context: RequestContext
    private let operations: CapacityOperations
    private var service: Service { operations.service }

    /// - Throws: ``Problem`` where there is no such service, or it is in no area of the visitor's.
    init(_ context: RequestContext) throws {
        self.context = context
        operations = try CapacityOperations(context, service: context.parameter("name"))
        try operations.admit()
    }

    private var address: String { "/map/services/\(service.name)" }

    /// - Parameter wasQuicker: somebody else said something after this visitor had looked: what was chosen stays, and
    ///   sent again it is said after that.
    func page(problem: (says: String, field: String)? = nil, wasQuicker: Bool = false) throws -> Response {
        let history = try operations.history()
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
                                HTML(kept.statement.by), HTML(MomentWords.time(kept.at)),
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
                " as of \(English.date(newest.statement.asOf)), recorded \(MomentWords.time(newest.at))."
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
        guard let asOf = context.form.text("as_of").flatMap({ Day($0) }), operations.isStatable(asOf)
        else {
            return try page(
                problem: ("Enter the date as year, month and day, like 2026-11-21. It cannot be in the future", "as_of")
            )
        }
        guard let revision = context.form["revision"].flatMap({ Int($0) }) else { throw Problem.unreadable }
        do {
            try operations.keep(state, asOf: asOf, revision: revision)
        } catch StoreError.changedMeanwhile {
            return try page(wasQuicker: true)
        }
        return Response.seeOther(address)
    }
}
