package import HTTPTypes
package import Hummingbird
import NIOCore
package import WaymarkDocuments
package import WaymarkStore

/// Why a request was not done, in words for the one who sent it. Thrown by routes; shown as a page, a problem document or
/// plain text.
package struct Problem: Error, Sendable {
    package var status: HTTPResponse.Status
    /// What happened, as a short heading.
    package var title: String
    /// What to do now.
    package var advice: String
    /// Where to go on.
    package var way: Link?
    /// Seconds after which to try again.
    package var retryAfter: Int?

    package init(
        _ status: HTTPResponse.Status, _ title: String, _ advice: String, way: Link? = nil, retryAfter: Int? = nil
    ) {
        self.status = status
        self.title = title
        self.advice = advice
        self.way = way
        self.retryAfter = retryAfter
    }

    package static let notFound = Problem(
        .notFound, "Page not found",
        "Check the address. If you followed a link from Waymark, the page it led to may have been removed.")
    package static let forbidden = Problem(
        .forbidden, "You may not see or do this",
        "Your account has no role, or not the area, that this needs. Ask your administrator if you should have it.")
    package static let tooLarge = Problem(
        .contentTooLarge, "Too much was sent at once", "Nothing was changed. Send less, for instance a shorter note.")
    package static let tooSlow = Problem(
        .requestTimeout, "What was sent took too long to arrive",
        "Nothing was changed. Send it again; if the signal is weak, try where it is better.")
    package static let expiredForm = Problem(
        .forbidden, "This form is out of date, or did not come from Waymark",
        "Nothing was changed. Go back, load the page again and send it once more. What you typed may still be there.")
    package static let unreadable = Problem(
        .badRequest, "What was sent could not be read", "Nothing was changed. Go back and send the form again.")
    package static let wrongType = Problem(
        .unsupportedMediaType, "This kind of file or message cannot be read here",
        "Nothing was changed. Send a form, or JSON to addresses under /api.")
    package static let changedMeanwhile = Problem(
        .conflict, "Somebody else has changed this",
        "Nothing of yours was saved. Reload the page to see what it says now, then make your change.")
    package static let broken = Problem(
        .internalServerError, "Something went wrong here",
        "Nothing was saved. Try again; if it happens again, tell whoever looks after Waymark when it happened.")
    package static let busy = Problem(
        .serviceUnavailable, "Waymark has too much to do at this moment",
        "Nothing was changed. Wait a few seconds, then send it again.", retryAfter: 5)

    /// The record could not be read or written.
    package static func store(_ error: StoreError) -> Problem {
        Problem(
            .serviceUnavailable, "The record could not be used",
            error.sentence + " Nothing was saved, and nothing is shown that was not recorded.")
    }

    /// What the record answered, as a problem of the request where it is one.
    package init(_ error: StoreError) {
        self =
            switch error {
            case .notFound: Problem(.notFound, "Nothing is kept under this reference", error.sentence)
            case .changedMeanwhile: Problem(.conflict, Problem.changedMeanwhile.title, error.sentence)
            case .refused: Problem(.conflict, "This could not be done", error.sentence)
            case .keyReused: Problem(.conflict, "This was sent before with something else in it", error.sentence)
            default: .store(error)
            }
    }

    // MARK: - As answers

    /// A problem document (RFC 9457).
    ///
    /// - Parameter more: writes fields beside the standard ones.
    package func document(_ more: (inout JSONWriter) -> Void = { _ in }) -> Response {
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("type", "about:blank")
            writer.field("title", title)
            writer.field("status", status.code)
            writer.field("detail", advice)
            more(&writer)
        }
        return answer(Response(writer.bytes, type: "application/problem+json", status: status))
    }

    /// One line of plain text, for programs that watch the server.
    package var line: Response {
        answer(Response(Array("\(title). \(advice)\n".utf8), type: "text/plain; charset=utf-8", status: status))
    }

    /// - Parameter response: the problem as a body.
    package func answer(_ response: Response) -> Response {
        guard let retryAfter else { return response }
        var response = response
        response.headers[.retryAfter] = String(retryAfter)
        return response
    }
}
