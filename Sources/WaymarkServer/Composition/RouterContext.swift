package import Hummingbird
import NIOCore

/// What the router knows of a request: its connection and the named parts of its address.
package struct RouterContext: Hummingbird.RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// The address at the other end of the connection: a browser's, or the proxy's before it.
    let peerAddress: String

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peerAddress = source.channel.remoteAddress?.ipAddress ?? ""
    }
}
