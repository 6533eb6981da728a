import WaymarkSodium

/// Signs what goes out to a browser and has to come back unchanged.
package struct Secrets: Sendable {
    private let key: [UInt8]

    /// - Parameter key: 32 secret bytes, the same after a restart so that a form half filled in still counts.
    package init(key: [UInt8]) {
        self.key = key
    }

    /// Text that can be read but not changed, for this purpose and this person only.
    package func sealed(_ text: String, for purpose: String, of name: String) -> String {
        let bytes = Array(text.utf8)
        return Sodium.hexadecimal(tag(bytes, purpose, name)) + "." + text
    }

    /// The text, where it was sealed for this purpose and this person; nil for anything else.
    package func opened(_ sealed: String, for purpose: String, of name: String) -> String? {
        let bytes = Array(sealed.utf8)
        guard bytes.count >= 65, bytes[64] == UInt8(ascii: "."),
            let tag = Sodium.bytes(hexadecimal: String(decoding: bytes[..<64], as: UTF8.self))
        else { return nil }
        let text = Array(bytes[65...])
        guard Sodium.isSame(tag, self.tag(text, purpose, name)) else { return nil }
        return String(decoding: text, as: UTF8.self)
    }

    /// What a session's forms must carry; it says nothing of the session.
    package func formToken(session: String) -> String { Sodium.hexadecimal(tag(Array(session.utf8), "form token", "")) }

    private func tag(_ text: [UInt8], _ purpose: String, _ name: String) -> [UInt8] {
        // Lengths first, so that no two splits of the same bytes are signed alike.
        let head = "\(purpose.utf8.count):\(purpose)\(name.utf8.count):\(name)"
        return Sodium.hmac(Array(head.utf8) + text, key: key)
    }
}
