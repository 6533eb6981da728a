/// A fragment of a page. Text can only come in through escaping, so no fragment holds markup that somebody typed.
package struct HTML: Sendable {
    /// UTF-8.
    package private(set) var bytes: [UInt8]

    private init(markup bytes: [UInt8]) { self.bytes = bytes }

    /// Nothing.
    package init() { bytes = [] }

    /// Text, escaped.
    package init(_ text: String) {
        bytes = []
        bytes.reserveCapacity(text.utf8.count)
        HTML.escape(text, into: &bytes)
    }

    /// Fragments one after another.
    package init(_ fragments: [HTML]) {
        bytes = []
        bytes.reserveCapacity(fragments.reduce(0) { $0 + $1.bytes.count })
        for fragment in fragments { bytes += fragment.bytes }
    }

    package var isEmpty: Bool { bytes.isEmpty }

    /// One element with what stands in it.
    ///
    /// - Parameter name: written in the code, never put together from data.
    package init(_ name: StaticString, _ attributes: [Attribute], _ content: HTML) {
        bytes = HTML.opening(name, attributes)
        bytes += content.bytes
        bytes += [0x3C, 0x2F]
        name.withUTF8Buffer { bytes += $0 }
        bytes.append(0x3E)
    }

    /// An element that holds nothing: `input`, `meta`, `link`, `br`.
    package static func void(_ name: StaticString, _ attributes: [Attribute]) -> HTML {
        HTML(markup: opening(name, attributes))
    }

    /// `<!doctype html>`, which is no element.
    static let doctype = HTML(markup: Array("<!doctype html>\n".utf8))

    private static func opening(_ name: StaticString, _ attributes: [Attribute]) -> [UInt8] {
        var bytes: [UInt8] = [0x3C]
        name.withUTF8Buffer { bytes += $0 }
        for attribute in attributes { attribute.write(to: &bytes) }
        bytes.append(0x3E)
        return bytes
    }

    static func escape(_ text: String, into bytes: inout [UInt8]) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): bytes += Array("&amp;".utf8)
            case UInt8(ascii: "<"): bytes += Array("&lt;".utf8)
            case UInt8(ascii: ">"): bytes += Array("&gt;".utf8)
            case UInt8(ascii: "\""): bytes += Array("&quot;".utf8)
            case UInt8(ascii: "'"): bytes += Array("&#39;".utf8)
            // Control characters have no place in a page, and some browsers read them as markup.
            case 0x00...0x08, 0x0B, 0x0C, 0x0E...0x1F, 0x7F: bytes.append(UInt8(ascii: " "))
            default: bytes.append(byte)
            }
        }
    }
}

/// An attribute of an element. Its name is written in the code; its value is escaped.
package struct Attribute: Sendable {
    private let name: StaticString
    /// Nil: the attribute stands without a value.
    private let value: String?

    package init(_ name: StaticString, _ value: String?) {
        self.name = name
        self.value = value
    }

    func write(to bytes: inout [UInt8]) {
        bytes.append(0x20)
        name.withUTF8Buffer { bytes += $0 }
        guard let value else { return }
        bytes += [UInt8(ascii: "="), UInt8(ascii: "\"")]
        HTML.escape(value, into: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    package static func `class`(_ value: String) -> Attribute { Attribute("class", value) }
    package static func id(_ value: String) -> Attribute { Attribute("id", value) }
    package static func name(_ value: String) -> Attribute { Attribute("name", value) }
    package static func value(_ value: String) -> Attribute { Attribute("value", value) }
    package static func type(_ value: String) -> Attribute { Attribute("type", value) }
    package static func `for`(_ value: String) -> Attribute { Attribute("for", value) }
    package static func aria(_ name: StaticString, _ value: String) -> Attribute { Attribute(name, value) }
    package static var checked: Attribute { Attribute("checked", nil) }
    package static var open: Attribute { Attribute("open", nil) }

    /// An address: of this server, of another over HTTPS, of mail or a telephone. Any other leads nowhere (`#`), since
    /// an address may come from a rulebook and `javascript:` is one too.
    package static func href(_ address: String) -> Attribute { Attribute("href", Attribute.safe(address)) }
    package static func action(_ address: String) -> Attribute { Attribute("action", Attribute.safe(address)) }

    static func safe(_ address: String) -> String {
        let isOwn = address.hasPrefix("#") || (address.hasPrefix("/") && !address.hasPrefix("//"))
        let isKnown = ["https://", "http://", "mailto:", "tel:"].contains { address.lowercased().hasPrefix($0) }
        return isOwn || isKnown ? address : "#"
    }
}

/// Puts fragments together in the order written. Strings are text, and escaped.
@resultBuilder
package enum HTMLBuilder {
    package static func buildExpression(_ text: String) -> HTML { HTML(text) }
    package static func buildExpression(_ html: HTML) -> HTML { html }
    package static func buildExpression(_ html: HTML?) -> HTML { html ?? HTML() }
    package static func buildExpression(_ html: [HTML]) -> HTML { HTML(html) }
    package static func buildBlock(_ fragments: HTML...) -> HTML { HTML(fragments) }
    package static func buildOptional(_ html: HTML?) -> HTML { html ?? HTML() }
    package static func buildEither(first: HTML) -> HTML { first }
    package static func buildEither(second: HTML) -> HTML { second }
    package static func buildArray(_ fragments: [HTML]) -> HTML { HTML(fragments) }
}
