import Hummingbird

extension Problem {
    /// The problem as a page: what happened, what to do now and where to go on.
    func page(for visitor: Visitor?, navigation: [NavigationEntry]) -> Response {
        let page = Page(title) {
            h1 { title }
            p { advice }
            if let way {
                p { a(way.address) { way.title } }
            } else if visitor != nil {
                p { a("/") { "Go to the start page" } }
            }
        }
        return answer(Response(page.html(for: visitor, navigation: navigation), status: status))
    }
}
