package import HTTPTypes
package import Hummingbird
import NIOCore
package import WaymarkDocuments

/// The answers that routes make.
extension Response {
    /// Bytes with their media type.
    package init(_ bytes: [UInt8], type: String, status: HTTPResponse.Status = .ok) {
        self.init(status: status, headers: [.contentType: type], body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// A page.
    package init(_ html: HTML, status: HTTPResponse.Status = .ok) {
        self.init(html.bytes, type: Response.pageType, status: status)
    }

    static let pageType = "text/html; charset=utf-8"

    package static func json(
        _ status: HTTPResponse.Status = .ok, _ body: (inout JSONWriter) -> Void
    ) -> Response {
        var writer = JSONWriter()
        body(&writer)
        return Response(writer.bytes, type: "application/json", status: status)
    }

    /// The answer after something was done: the browser asks for this address next, so that a reload does nothing twice.
    package static func seeOther(_ address: String) -> Response {
        Response(status: .seeOther, headers: [.location: address])
    }
}
