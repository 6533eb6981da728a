package import HTTPTypes
package import WaymarkStore

/// Why a request was not done, in words for the one who sent it. Thrown by routes; shown as a page or a problem document.
package struct Problem: Error, Sendable {
    package var status: HTTPResponse.Status
    /// What happened, as a short heading.
    package var title: String
    /// What to do now.
    package var advice: String
    /// Where to go on.
    package var way: Page.Crumb?

    package init(_ status: HTTPResponse.Status, _ title: String, _ advice: String, way: Page.Crumb? = nil) {
        self.status = status
        self.title = title
        self.advice = advice
        self.way = way
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

    /// The record could not be read or written.
    package static func store(_ error: StoreError) -> Problem {
        Problem(
            .serviceUnavailable, "The record could not be used",
            error.sentence + " Nothing was saved, and nothing is shown that was not recorded.")
    }

    func page(for visitor: Visitor?) -> Page {
        Page(title) {
            h1 { title }
            p { advice }
            if let way {
                p { a(way.address) { way.title } }
            } else if visitor != nil {
                p { a("/") { "Go to the start page" } }
            }
        }
    }
}
