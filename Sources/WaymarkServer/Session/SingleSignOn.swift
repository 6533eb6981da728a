package import WaymarkStore

/// Says who somebody is that comes with a request of another system. None is built in: which proxy or identity provider
/// a force runs is its own. Whoever runs one writes this and gives it to the ``Authenticator``; roles and areas then come from
/// there, and no local account is needed. Sessions, and so the ends of sessions, are the other system's too: it is asked
/// anew at every request, and must itself stop vouching for who left.
///
/// **A proxy's token in a header of its own** (`x-waymark-user: TOKEN`): never a bare name, since whoever reaches the
/// server past the proxy could send one as well. The token is signed with a key that only proxy and server hold
/// (``WaymarkSodium/Sodium/hmac(_:key:)`` or an Ed25519 signature) over name, roles, areas, audience and expiry; check
/// the signature first, in constant time, over the bytes as they came; then that the audience is this server; then that
/// it has not run out (a minute is long enough, since the proxy signs each request). The proxy must take the header away
/// from what browsers send.
///
/// **An OIDC bearer token** (`authorization: Bearer JWT`; RFC 7519, RFC 8725): take the key by `kid` from the issuer's
/// published set, read ahead and kept, never from the token; accept only the algorithms that the issuer is known to use,
/// never `none`, and never an HMAC where a public key is expected; then compare `iss` and `aud` to the configured ones
/// exactly, `exp` and `nbf` to `now` with a minute's leeway. Roles and areas come from a claim that only the identity
/// provider can write; what is not in ``Role`` is left out.
///
/// It is asked on the threads that serve connections, so it must not wait for anything.
///
/// Where anything at all is wrong the answer is nil, and what came is neither shown nor logged.
package protocol SingleSignOn: Sendable {
    /// - Parameters:
    ///   - header: the value of the request's header of that (lower-case) name.
    ///   - now: for expiry.
    /// - Returns: nil where the request carries nothing, or nothing that can be trusted.
    func visitor(header: (String) -> String?, now: Moment) -> SignedOn?
}

/// Whom another system vouches for.
package struct SignedOn: Sendable, Hashable {
    package var name: String
    package var roles: Set<Role>
    package var areas: Set<String>

    package init(name: String, roles: Set<Role>, areas: Set<String> = []) {
        self.name = name
        self.roles = roles
        self.areas = areas
    }
}
