/// The fields of a form or a query as they were sent (`application/x-www-form-urlencoded`).
package struct Form: Sendable {
    private var fields: [(name: String, value: String)] = []

    /// More fields than this are no form of ours.
    static let fieldLimit = 2000

    package init() {}

    /// - Returns: nil where it is not such a form, holds too much or a NUL character, or a text is not UTF-8.
    package init?(encoded bytes: some Sequence<UInt8>) {
        var name: [UInt8]?
        var part: [UInt8] = []
        var iterator = bytes.makeIterator()
        func text(_ bytes: [UInt8]) -> String? { String(validating: bytes, as: UTF8.self) }
        func close(_ fields: inout [(name: String, value: String)]) -> Bool {
            if name == nil, part.isEmpty { return true }
            // No browser sends a NUL, and the record cannot keep one.
            if part.contains(0) || name?.contains(0) == true { return false }
            guard let key = text(name ?? part), let value = text(name == nil ? [] : part) else { return false }
            fields.append((key, value))
            name = nil
            part = []
            return fields.count <= Form.fieldLimit
        }
        while let byte = iterator.next() {
            switch byte {
            case UInt8(ascii: "&"): guard close(&fields) else { return nil }
            case UInt8(ascii: "=") where name == nil:
                name = part
                part = []
            case UInt8(ascii: "+"): part.append(0x20)
            case UInt8(ascii: "%"):
                guard let high = iterator.next().flatMap(Form.digit), let low = iterator.next().flatMap(Form.digit)
                else {
                    return nil
                }
                part.append(high << 4 | low)
            default: part.append(byte)
            }
        }
        guard close(&fields) else { return nil }
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// The first value of a field; nil where it was not sent.
    package subscript(_ name: String) -> String? { fields.first { $0.name == name }?.value }

    /// All values of a field, in order: check boxes.
    package func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

    /// Every field, in order.
    var all: [(name: String, value: String)] { fields }

    package var names: [String] { fields.map(\.name) }

    /// Text as a part of an address.
    static func encoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                bytes.append(byte)
            default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A field's text without blanks around it; nil where it was not sent or is empty.
    package func text(_ name: String) -> String? {
        guard let value = self[name] else { return nil }
        let blanks: Set<Character> = [" ", "\t", "\n", "\r", "\r\n", "\u{A0}"]
        var rest = value[...]
        while let first = rest.first, blanks.contains(first) { rest.removeFirst() }
        while let last = rest.last, blanks.contains(last) { rest.removeLast() }
        return rest.isEmpty ? nil : String(rest)
    }
}
