/// One page: what it is called, what stands on it, and what surrounds it.
package struct Page: Sendable {
    /// How much surrounds the content.
    package enum Frame: Sendable {
        case whole
        /// For a phone: no navigation, little else.
        case narrow
        /// For paper.
        case sheet
    }

    /// Shown in the browser's tab; the content holds the page's one `h1`. Never a person's data: titles stand in histories.
    package var title: String
    /// The pages that lead to it.
    package var crumbs: [Link]
    package var frame: Frame
    /// Something typed could not be used; the title says so first.
    package var hasErrors: Bool
    package var content: HTML

    package init(
        _ title: String, crumbs: [Link] = [], frame: Frame = .whole, hasErrors: Bool = false,
        @HTMLBuilder _ content: () -> HTML
    ) {
        self.title = title
        self.crumbs = crumbs
        self.frame = frame
        self.hasErrors = hasErrors
        self.content = content()
    }

    /// The page as sent.
    ///
    /// - Parameters:
    ///   - visitor: whose navigation it carries; nil before log-in.
    ///   - navigation: what can be in it, for whomever.
    ///   - notice: something everyone in that role has to know, such as a rulebook that was refused.
    package func html(for visitor: Visitor?, navigation: [NavigationEntry] = [], notice: HTML? = nil) -> HTML {
        HTML([
            HTML.doctype,
            element("html", Attribute("lang", "en-GB")) {
                element("head") {
                    HTML.void("meta", [Attribute("charset", "utf-8")])
                    HTML.void(
                        "meta", [.name("viewport"), Attribute("content", "width=device-width, initial-scale=1")])
                    HTML.void("meta", [.name("color-scheme"), Attribute("content", "light dark")])
                    element("title") { (hasErrors ? "Error: " : "") + title + " – Waymark" }
                    HTML.void("link", [Attribute("rel", "stylesheet"), .href(Stylesheet.address)])
                    HTML.void(
                        "link", [Attribute("rel", "icon"), .href("/assets/waymark.svg"), .type("image/svg+xml")])
                }
                element("body", .class(bodyClass)) {
                    a("#main", .class("skip")) { "Skip to main content" }
                    topBar(visitor, navigation)
                    div(.class("width")) {
                        breadcrumbs
                        notice
                        element("main", .id("main"), Attribute("tabindex", "-1")) { content }
                    }
                    footer
                }
            },
        ])
    }

    private var bodyClass: String {
        switch frame {
        case .whole: "whole"
        case .narrow: "narrow"
        case .sheet: "sheet"
        }
    }

    private func topBar(_ visitor: Visitor?, _ navigation: [NavigationEntry]) -> HTML {
        element("header", .class("top")) {
            div(.class("width")) {
                a("/", .class("brand")) { "Waymark" }
                if let visitor, frame == .whole {
                    links(navigation, visitor)
                    who(visitor)
                }
            }
        }
    }

    /// Whose session it is, and the way out: desks are shared.
    private func who(_ visitor: Visitor) -> HTML {
        if visitor.origin == .printedAddress { return HTML() }
        return element("form", .class("who"), Attribute("method", "post"), .action("/log-out")) {
            input(.type("hidden"), .name(RequestContext.formTokenField), .value(visitor.formToken))
            a("/account") {
                span(.class("hidden")) { "Your account: " }
                visitor.displayName
            }
            if visitor.origin == .account { button(.type("submit"), .class("link")) { "Log out" } }
        }
    }

    private func links(_ navigation: [NavigationEntry], _ visitor: Visitor) -> HTML {
        element("nav", .aria("aria-label", "Main")) {
            ul {
                for entry in navigation where !entry.roles.isDisjoint(with: visitor.roles) {
                    li { a(entry.address) { entry.title } }
                }
            }
        }
    }

    private var breadcrumbs: HTML {
        if crumbs.isEmpty { return HTML() }
        return element("nav", .class("crumbs"), .aria("aria-label", "Breadcrumb")) {
            ol { for crumb in crumbs { li { a(crumb.address) { crumb.title } } } }
        }
    }

    private var footer: HTML {
        element("footer") {
            div(.class("width")) {
                p { "Waymark advises. A person decides, and may decide otherwise." }
            }
        }
    }
}
