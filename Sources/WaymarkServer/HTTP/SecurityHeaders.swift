package import HTTPTypes

/// The headers that keep a browser from doing what no page of ours asks for: nothing is loaded from elsewhere, no script
/// or style stands in a page, no other site may frame one, and no address is told to another site.
package enum SecurityHeaders {
    /// - Parameter overHTTPS: browsers reach the server over HTTPS, and are to stay with it.
    package static func add(to headers: inout HTTPFields, overHTTPS: Bool) {
        for (name, value) in all { headers[name] = value }
        if headers[.cacheControl] == nil { headers[.cacheControl] = "no-store" }
        if overHTTPS { headers[transport] = "max-age=31536000" }
    }

    private static let all: [(HTTPField.Name, String)] = [
        (
            name("content-security-policy"),
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
                + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
        ),
        (name("x-content-type-options"), "nosniff"),
        (name("x-frame-options"), "DENY"),
        (name("referrer-policy"), "no-referrer"),
        (name("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
        (name("cross-origin-opener-policy"), "same-origin"),
        (name("cross-origin-resource-policy"), "same-origin"),
    ]

    private static let transport = name("strict-transport-security")

    private static func name(_ text: String) -> HTTPField.Name { HTTPField.Name(text) ?? .server }
}
