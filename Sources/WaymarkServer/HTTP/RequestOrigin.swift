package import HTTPTypes

/// Where a request came from, as far as connection and headers can be believed.
package struct RequestOrigin: Sendable, Hashable {
    /// The address to count wrong passwords by; never logged beside a person. What `X-Forwarded-For` says counts only
    /// behind a proxy, and of that the last, which the proxy wrote: the others are whatever a browser sent.
    package let peer: String
    /// Asked by a program on this machine that reached the server directly, not through a proxy for somebody else.
    package let isThisMachine: Bool
    /// A browser says that a page of another site sent it. Old ones do not say.
    package let isAnotherSite: Bool

    /// Headers by which a proxy says for whom it asks.
    private static let proxyHeaders = ["x-forwarded-for", "x-forwarded-host", "x-real-ip", "forwarded", "via"]

    /// - Parameters:
    ///   - remote: the address at the other end of the connection.
    ///   - isBehindProxy: browsers reach the server through a proxy alone.
    package init(remote: String, headers: HTTPFields, isBehindProxy: Bool) {
        let forwarded = isBehindProxy ? headers.value("x-forwarded-for")?.split(separator: ",").last : nil
        let claimed = forwarded.map { String($0.filter { $0 != " " }.prefix(100)) } ?? ""
        peer = claimed.isEmpty ? remote : claimed
        let isLoopback = remote.hasPrefix("127.") || remote == "::1" || remote.hasPrefix("::ffff:127.")
        isThisMachine = isLoopback && RequestOrigin.proxyHeaders.allSatisfy { headers.value($0) == nil }
        let site = headers.value("sec-fetch-site")
        isAnotherSite = site != nil && site != "same-origin" && site != "none"
    }
}

extension HTTPFields {
    /// The value of the header of a (lower-case) name.
    package func value(_ name: String) -> String? { HTTPField.Name(name).flatMap { self[$0] } }
}
