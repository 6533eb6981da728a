import WaymarkSodium

/// The mark that a browser keeps after somebody logged in from it: for counting wrong passwords, and worth nothing for
/// getting in. One for each of the last few accounts, since a custody desk is shared; a mark names nobody.
struct KnownBrowser: Sendable {
    static let cookie = "waymark_known"
    private static let purpose = "known browser"
    private static let limit = 12
    private static let days = 180

    private let marks: [String]

    init(cookies: String?) {
        marks = (Authenticator.value(of: KnownBrowser.cookie, in: cookies, limit: 4000) ?? "").split(separator: "~")
            .map(
                String.init)
    }

    /// The mark of an account; nil where it never logged in from here.
    func mark(of name: String, _ secrets: Secrets) -> String? {
        marks.prefix(KnownBrowser.limit).first { secrets.opened($0, for: KnownBrowser.purpose, of: name) != nil }
    }

    /// The cookie after this account logged in.
    func cookie(adding name: String, _ authenticator: Authenticator, _ secrets: Secrets) -> String {
        var kept = marks
        let mark =
            mark(of: name, secrets)
            ?? secrets.sealed(Sodium.hexadecimal(Sodium.random(16)), for: KnownBrowser.purpose, of: name)
        kept.removeAll { $0 == mark }
        kept.insert(mark, at: 0)
        return authenticator.cookie(
            KnownBrowser.cookie, kept.prefix(KnownBrowser.limit).joined(separator: "~"), path: "/log-in",
            seconds: KnownBrowser.days * 86_400)
    }
}
