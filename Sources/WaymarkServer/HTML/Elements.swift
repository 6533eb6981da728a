// The elements that pages are made of, in the words of HTML. Strings inside are text, and escaped.

func element(_ name: StaticString, _ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
    HTML(name, attributes, content())
}

func div(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML { HTML("div", attributes, content()) }
func span(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML { HTML("span", attributes, content()) }
func p(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML { HTML("p", attributes, content()) }
func h1(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML { HTML("h1", attributes, content()) }
func h2(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML { HTML("h2", attributes, content()) }
func h3(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML { HTML("h3", attributes, content()) }
func ul(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML { HTML("ul", attributes, content()) }
func ol(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML { HTML("ol", attributes, content()) }
func li(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML { HTML("li", attributes, content()) }
func dl(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML { HTML("dl", attributes, content()) }
func dt(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML { HTML("dt", attributes, content()) }
func dd(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML { HTML("dd", attributes, content()) }
func section(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
    HTML("section", attributes, content())
}
func strong(@HTMLBuilder content: () -> HTML) -> HTML { HTML("strong", [], content()) }
func label(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
    HTML("label", attributes, content())
}
func button(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
    HTML("button", attributes, content())
}
func a(_ address: String, _ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
    HTML("a", [.href(address)] + attributes, content())
}
func input(_ attributes: Attribute...) -> HTML { HTML.void("input", attributes) }

/// What is one tap away.
func details(
    _ summary: String, _ attributes: Attribute..., isOpen: Bool = false, @HTMLBuilder content: () -> HTML
) -> HTML {
    HTML(
        "details", attributes + (isOpen ? [Attribute("open", nil)] : []),
        HTML([HTML("summary", [], HTML(summary)), content()]))
}

/// A table that scrolls by itself where it is wider than the window, with its caption and column heads.
func table(_ caption: String, head: [String], _ rows: [[HTML]]) -> HTML {
    div(.class("scroll"), Attribute("tabindex", "0"), Attribute("role", "region"), .aria("aria-label", caption)) {
        element("table") {
            element("caption") { caption }
            element("thead") { element("tr") { head.map { HTML("th", [Attribute("scope", "col")], HTML($0)) } } }
            element("tbody") { rows.map { row in HTML("tr", [], HTML(row.map { HTML("td", [], $0) })) } }
        }
    }
}
