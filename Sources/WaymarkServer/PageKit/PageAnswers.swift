package import HTTPTypes
package import Hummingbird
import NIOCore

/// Pages as answers, and the forms on them.
extension RequestContext {
    /// A page for this visitor. In answer to a form it is kept under an address of its own, which the browser asks for
    /// next: Back and Reload send nothing again.
    package func page(_ page: Page, status: HTTPResponse.Status = .ok) -> Response {
        let html = page.html(for: visitor, navigation: navigation, notice: notice)
        guard isForm, let visitor else { return Response(html, status: status) }
        return .seeOther(
            server.answerPages.keep(ByteBuffer(bytes: html.bytes), status: status, for: visitor.formToken, at: now))
    }

    /// What those who answer for the rulebook have to know on every page.
    private var notice: HTML? {
        guard let visitor, !visitor.roles.isDisjoint(with: [.commissioner, .administrator]) else { return nil }
        return HTML([refused, brokenPromises])
    }

    /// Services are full, and so a promise of the rulebook does not hold.
    private var brokenPromises: HTML {
        let broken = server.rulebooks.current.broken
        if broken.isEmpty { return HTML() }
        return div(.class("notice warn no-print"), Attribute("role", "status")) {
            p {
                strong {
                    "Some services are full or have a waiting list, so these promises of the rulebook cannot be kept now:"
                }
            }
            ul { for says in broken { li { says } } }
        }
    }

    private var refused: HTML {
        guard let refused = server.rulebooks.refusal else { return HTML() }
        return div(.class("notice bad no-print"), Attribute("role", "status")) {
            p { strong { "The rulebook on disk has a problem and is not in use." } }
            p {
                "Everyone is still using the version before it. "
                a("/rulebook/problems") { "See the \(refused.count == 1 ? "problem" : "\(refused.count) problems")" }
            }
        }
    }

    /// A form that writes, with its token.
    func form(_ address: String, id: String? = nil, @HTMLBuilder content: () -> HTML) -> HTML {
        HTML(
            "form",
            (id.map { [Attribute.id($0)] } ?? []) + [
                Attribute("method", "post"), .action(address), Attribute("novalidate", nil),
            ],
            HTML([formToken, content()]))
    }
}

extension Routes {
    static let shownPath = "/shown/{name}"

    static let shown: [Route] = [
        Route(.get, shownPath, "Shows the answer to a form again", roles: .everyone, isPersonal: true) { context in
            guard let owner = context.visitor?.formToken,
                let (page, status) = context.server.answerPages.page(
                    context.parameter("name"), of: owner, at: context.now)
            else {
                throw Problem(
                    .notFound, "This page is no longer kept",
                    "Answers that were not saved are kept for an hour, and only for the one who gave them. Nothing was changed."
                )
            }
            return Response(
                status: status, headers: [.contentType: Response.pageType], body: .init(byteBuffer: page))
        }
    ]
}
