import Testing

@testable import WaymarkServer

@Suite("HTML: whatever somebody typed is text, wherever it stands")
struct HTMLTests {
    private func text(_ html: HTML) -> String { String(decoding: html.bytes, as: UTF8.self) }

    @Test(
        "the characters that markup is made of are escaped",
        arguments: [
            ("a & b", "a &amp; b"), ("<b>", "&lt;b&gt;"), ("\"quoted\"", "&quot;quoted&quot;"), ("it's", "it&#39;s"),
            ("&amp;", "&amp;amp;"), ("Zoë – ✓ 𝔘", "Zoë – ✓ 𝔘"), ("", ""), ("one\ntwo\tthree", "one\ntwo\tthree"),
            ("a\u{0}b\u{8}c\u{7F}d\u{B}e", "a b c d e"),
        ])
    func escaping(typed: String, escaped: String) {
        #expect(text(HTML(typed)) == escaped)
        #expect(text(p { typed }) == "<p>\(escaped)</p>")
        #expect(text(HTML("p", [Attribute("title", typed)], HTML())) == "<p title=\"\(escaped)\"></p>")
    }

    @Test("no text at all makes an element, an attribute or an entity of its own", arguments: 0..<200)
    func randomText(seed: UInt64) {
        var random = Numbers(seed: seed)
        let alphabet = Array("<>&\"'/=;#x0aé\u{0}\u{1F}\u{202E}`-!")
        let typed = String((0..<random.below(40)).map { _ in alphabet[random.below(alphabet.count)] })
        let inside = text(HTML(typed))
        #expect(!inside.contains(where: { "<>\"'".contains($0) }), "\(typed.debugDescription)")
        for entity in inside.split(separator: "&", omittingEmptySubsequences: false).dropFirst() {
            #expect(
                ["amp;", "lt;", "gt;", "quot;", "#39;"].contains { entity.hasPrefix($0) }, "\(inside.debugDescription)")
        }
        // Read back it is what was typed, but for control characters.
        let read = inside.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
        #expect(read == String(String.UnicodeScalarView(typed.unicodeScalars.map { $0.value < 0x20 ? " " : $0 })))
    }

    @Test("elements hold what stands in them, in the order written")
    func builder() {
        let isShown = true
        let missing: HTML? = nil
        let html = div(.class("a"), .id("b")) {
            h1 { "Title" }
            if isShown { p { "yes" } } else { p { "no" } }
            if !isShown { p { "never" } }
            for number in 1...3 { li { "\(number)" } }
            missing
            [HTML("x"), HTML("y")]
        }
        #expect(
            text(html)
                == "<div class=\"a\" id=\"b\"><h1>Title</h1><p>yes</p><li>1</li><li>2</li><li>3</li>xy</div>")
    }

    @Test("elements that hold nothing have no end, and attributes may stand without a value")
    func void() {
        #expect(
            text(input(.type("checkbox"), .name("n"), .value("\""), .checked))
                == "<input type=\"checkbox\" name=\"n\" value=\"&quot;\" checked>")
        #expect(
            text(details("More", isOpen: true) { p { "x" } })
                == "<details open><summary>More</summary><p>x</p></details>")
        #expect(text(details("More") { HTML() }) == "<details><summary>More</summary></details>")
    }

    @Test(
        "a link goes to this server, to the web, to mail or to a telephone, and anything else leads nowhere",
        arguments: [
            ("/decisions/D-1", true), ("#main", true), ("https://example.org/a?b=c", true),
            ("http://example.org", true),
            ("HTTPS://EXAMPLE.ORG", true), ("mailto:a@example.org", true), ("tel:+441212345678", true),
            ("javascript:alert(1)", false), (" javascript:alert(1)", false), ("data:text/html,x", false),
            ("//elsewhere.example", false), ("ftp://example.org", false), ("", false), ("decisions", false),
        ])
    func addresses(address: String, isSafe: Bool) {
        #expect(text(a(address) { "go" }) == "<a href=\"\(isSafe ? address : "#")\">go</a>")
        #expect(
            text(HTML("form", [.action(address)], HTML())) == "<form action=\"\(isSafe ? address : "#")\"></form>")
    }

    @Test("a table says its caption to those who see it and to those who hear it")
    func tables() {
        let html = text(table("A & B", head: ["One", "Two"], [[HTML("1"), HTML("<")], [HTML("3"), strong { "4" }]]))
        #expect(html.contains("<caption>A &amp; B</caption>") && html.contains("aria-label=\"A &amp; B\""))
        #expect(html.contains("<th scope=\"col\">One</th><th scope=\"col\">Two</th>"))
        #expect(html.contains("<tr><td>1</td><td>&lt;</td></tr><tr><td>3</td><td><strong>4</strong></td></tr>"))
    }

    @Test("an empty fragment is empty, and fragments are put together without anything between")
    func fragments() {
        #expect(HTML().isEmpty && HTML([]).isEmpty && HTML("").isEmpty && !HTML("x").isEmpty)
        #expect(text(HTML([HTML("a"), HTML(), p { "b" }])) == "a<p>b</p>")
    }
}

/// Numbers drawn from a seed: the same in every run.
struct Numbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678 }

    mutating func next() -> UInt64 {
        state = state &+ 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// From 0 to one less than `limit`; 0 where that is 0.
    mutating func below(_ limit: Int) -> Int { limit <= 1 ? 0 : Int(next() % UInt64(limit)) }
}
