import Testing

@testable import WaymarkServer

@Suite("Forms are read as they were sent, and what is no form is refused")
struct FormTests {
    private func read(_ text: String) -> Form? { Form(encoded: text.utf8) }

    @Test("fields come in the order sent, with every value of a field")
    func order() throws {
        let form = try #require(read("b=1&a=2&b=3&c"))
        #expect(form["b"] == "1" && form["a"] == "2" && form["c"] == "" && form["d"] == nil)
        #expect(form.all("b") == ["1", "3"] && form.all("d").isEmpty)
        #expect(form.names == ["b", "a", "b", "c"])
        #expect(form.all.map(\.value) == ["1", "2", "3", ""])
    }

    @Test(
        "signs stand for what browsers mean by them",
        arguments: [
            ("x=a+b", "a b"), ("x=a%20b", "a b"), ("x=a%2Bb", "a+b"), ("x=%26%3D", "&="), ("x=a=b", "a=b"),
            ("x=%C3%A9", "é"), ("x=%c3%a9", "é"), ("x=é", "é"), ("x=%F0%9D%94%98", "𝔘"), ("x=", ""), ("&&x=1&", "1"),
        ])
    func decoding(sent: String, value: String) throws {
        #expect(try #require(read(sent))["x"] == value)
    }

    @Test(
        "a broken sign, text that is no UTF-8 and a NUL are no form",
        arguments: ["x=%", "x=%2", "x=%ZZ", "x=%C3", "x=%FF", "%FF=x", "x=a%00b", "a%00=b", "x=%E2%82"])
    func refused(sent: String) {
        #expect(read(sent) == nil)
    }

    @Test("nothing sent is a form without fields")
    func empty() throws {
        #expect(try #require(read("")).names.isEmpty)
        #expect(Form()["x"] == nil)
    }

    @Test("more fields than any page of ours has are refused")
    func limit() throws {
        let most = Array(repeating: "x=1", count: Form.fieldLimit).joined(separator: "&")
        #expect(try #require(read(most)).names.count == Form.fieldLimit)
        #expect(read(most + "&x=1") == nil)
    }

    @Test(
        "blanks around what was typed are no part of it", arguments: [" a b ", "\ta b\r\n", "\u{A0}a b\u{A0}", "a b"])
    func trimming(typed: String) throws {
        let form = try #require(read("x=\(Form.encoded(typed))&y=%20%0A&z="))
        #expect(form.text("x") == "a b")
        #expect(form.text("y") == nil && form.text("z") == nil && form.text("w") == nil)
    }

    @Test("whatever is put into an address comes back as it was", arguments: 0..<100)
    func roundTrip(seed: UInt64) throws {
        var random = Numbers(seed: seed)
        let alphabet = Array("ab+ &=%é✓𝔘/?#~-._\"<\n")
        let text = String((0..<random.below(30)).map { _ in alphabet[random.below(alphabet.count)] })
        let encoded = Form.encoded(text)
        #expect(encoded.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"&=+#?/".utf8.contains($0) })
        #expect(try #require(read("x=" + encoded))["x"] == text)
    }

    @Test("no bytes at all bring it down", arguments: 0..<200)
    func anything(seed: UInt64) {
        var random = Numbers(seed: seed)
        let bytes = (0..<random.below(64)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        guard let form = Form(encoded: bytes) else { return }
        #expect(form.names.count <= bytes.count + 1)
        #expect(!form.all.contains { $0.value.utf8.contains(0) || $0.name.utf8.contains(0) })
    }
}
