import Hummingbird
import NIOCore
import WaymarkRouting
import WaymarkStore

extension Routes {
    /// For those who keep the server running, and what every page needs.
    static let monitoring: [Route] = [
        Route(.get, "/health", "Says that the server is alive", roles: [], format: .plain, isBlocking: false) { _ in
            Response(Array("ok\n".utf8), type: "text/plain; charset=utf-8")
        },
        Route(.get, "/ready", "Says whether decisions can be made and kept", roles: [], format: .plain) { context in
            if let problem = context.server.store.checkReady() { throw Problem.store(problem) }
            return Response(Array("ready\n".utf8), type: "text/plain; charset=utf-8")
        },
        Route(
            .get, "/metrics", "Counts of answers, without people in them, for programs on this machine", roles: [],
            format: .plain, isBlocking: false
        ) { context in
            guard context.origin.isThisMachine else { throw Problem.notFound }
            let text = context.server.metrics.text(
                version: context.rulebook.version, isRefused: context.server.rulebooks.refusal != nil)
            return Response(Array(text.utf8), type: "text/plain; version=0.0.4; charset=utf-8")
        },
        Route(.get, "/assets/{name}", "The stylesheet and the icon", roles: [], format: .plain, isBlocking: false) {
            context in
            var response: Response
            switch "/assets/" + context.parameter("name") {
            case Stylesheet.address: response = Response(Stylesheet.bytes, type: "text/css; charset=utf-8")
            case "/assets/waymark.svg": response = Response(Stylesheet.icon, type: "image/svg+xml")
            default: throw Problem.notFound
            }
            response.headers[.cacheControl] = "public, max-age=31536000, immutable"
            return response
        },
        Route(
            .get, "/rulebook/problems", "Why the rulebook on disk is not in use",
            roles: [.commissioner, .administrator]
        ) { context in
            context.page(
                Page("Problems in the rulebook", crumbs: [.init("Start", "/")]) {
                    h1 { "Problems in the rulebook" }
                    if let problems = context.server.rulebooks.refusal {
                        p {
                            "The rulebook on disk is not in use. Version \(context.rulebook.version) stays in use until these are put right."
                        }
                        for problem in problems {
                            div(
                                .class("scroll"), Attribute("tabindex", "0"), Attribute("role", "region"),
                                .aria("aria-label", "Problem")
                            ) {
                                element("pre") { problem }
                            }
                        }
                    } else {
                        p {
                            "There are none: the rulebook on disk is version \(context.rulebook.version), and it is in use."
                        }
                    }
                })
        },
    ]

    static let start: [Route] = [
        Route(.get, "/", "Where to begin", roles: .everyone) { context in
            context.page(
                Page("Start") {
                    h1 { "What do you want to do?" }
                    ul(.class("cards")) {
                        for card in context.navigation where context.hasRole(card.roles) {
                            li {
                                h2 { a(card.address) { card.title } }
                                p { English.sentence(card.says) }
                            }
                        }
                    }
                    p(.class("quiet small")) {
                        "Rulebook version \(context.rulebook.version), \(context.rulebook.rulebook.hash.prefix(19).description)"
                    }
                })
        }
    ]
}
