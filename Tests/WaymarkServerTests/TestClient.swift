import HTTPTypes
import Hummingbird
import NIOCore
import NIOEmbedded
import NIOHTTP1
import NIOPosix
import ServiceLifecycle
import WaymarkServer

/// An answer of the server, read to its end.
struct TestResponse: Sendable {
    let status: HTTPResponse.Status
    let headers: HTTPFields
    let body: ByteBuffer
}

/// Asks a server one thing at a time, without TLS.
struct TestClient: Sendable {
    private let answer: @Sendable (HTTPRequest, ByteBuffer?) async throws -> TestResponse

    func execute(
        uri: String, method: HTTPRequest.Method, headers: HTTPFields = [:], body: ByteBuffer? = nil
    ) async throws -> TestResponse {
        var head = HTTPRequest(
            method: method, scheme: "http", authority: "localhost", path: uri, headerFields: headers)
        if let body { head.headerFields[.contentLength] = String(body.readableBytes) }
        return try await answer(head, body)
    }

    /// Hands each request to the application's responder in this process. The services beside it do not run, and the
    /// other end of the connection is not known.
    init<App: ApplicationProtocol>(inProcess application: App) async throws
    where App.Responder.Context: InitializableFromSource<ApplicationRequestContextSource> {
        let responder = try await application.responder
        let logger = application.logger
        answer = { head, body in
            let context = App.Responder.Context(source: .init(channel: NIOAsyncTestingChannel(), logger: logger))
            let request = Request(head: head, body: Chunks.body(body ?? ByteBuffer()))
            let response = try await responder.respond(to: request, context: context)
            let written = WrittenBody()
            try await response.body.write(written)
            return TestResponse(status: response.status, headers: response.headers, body: written.bytes)
        }
    }

    /// Asks a server that listens on this machine, each request over a connection of its own.
    private init(port: Int) {
        answer = { head, body in
            let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connect(host: "127.0.0.1", port: port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHTTPClientHandlers()
                        return try NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>(
                            wrappingChannelSynchronously: channel)
                    }
                }
            return try await channel.executeThenClose { answer, question in
                var fields = HTTPHeaders(head.headerFields.map { ($0.name.rawName, $0.value) })
                fields.add(name: "host", value: "localhost")
                fields.add(name: "connection", value: "close")
                let line = HTTPRequestHead(
                    version: .http1_1, method: .init(rawValue: head.method.rawValue), uri: head.path ?? "/",
                    headers: fields)
                try await question.write(.head(line))
                if let body { try await question.write(.body(.byteBuffer(body))) }
                try await question.write(.end(nil))
                return try await TestResponse(parts: answer)
            }
        }
    }

    /// Serves the application with its services on a free port while `body` asks it.
    ///
    /// - Parameter make: makes the application, which says on which port it listens.
    static func overLoopback(
        _ make: (@escaping @Sendable (Int) -> Void) -> some ApplicationProtocol,
        _ body: (TestClient) async throws -> Void
    ) async throws {
        let (ports, listening) = AsyncStream.makeStream(of: Int.self)
        let application = make { listening.yield($0) }
        let services = ServiceGroup(
            configuration: .init(services: [application], gracefulShutdownSignals: [], logger: application.logger))
        try await withThrowingTaskGroup { group in
            group.addTask {
                // A server that did not begin must not be waited for.
                defer { listening.finish() }
                try await services.run()
            }
            if let port = await ports.first(where: { _ in true }) {
                do { try await body(TestClient(port: port)) } catch {
                    await services.triggerGracefulShutdown()
                    throw error
                }
            }
            await services.triggerGracefulShutdown()
            try await group.waitForAll()
        }
    }
}

extension TestResponse {
    /// What never ended or never began is an empty answer of status 0: no test expects it.
    fileprivate init(parts: NIOAsyncChannelInboundStream<HTTPClientResponsePart>) async throws {
        var status = HTTPResponse.Status(code: 0)
        var headers = HTTPFields()
        var body = ByteBuffer()
        for try await part in parts {
            switch part {
            case .head(let head):
                status = .init(code: Int(head.status.code))
                for (name, value) in head.headers {
                    if let name = HTTPField.Name(name) { headers.append(.init(name: name, value: value)) }
                }
            case .body(let bytes): body.writeImmutableBuffer(bytes)
            case .end: break
            }
        }
        self.init(status: status, headers: headers, body: body)
    }
}

/// A body that arrives in pieces, as from a network.
private enum Chunks {
    static func body(_ whole: ByteBuffer) -> RequestBody {
        RequestBody(
            asyncSequence: AsyncStream { pieces in
                var rest = whole
                while let piece = rest.readSlice(length: min(32 * 1024, rest.readableBytes)), piece.readableBytes > 0 {
                    pieces.yield(piece)
                }
                pieces.finish()
            })
    }
}

/// Keeps what a response writes.
private final class WrittenBody: ResponseBodyWriter {
    private(set) var bytes = ByteBuffer()

    func write(_ buffer: ByteBuffer) { bytes.writeImmutableBuffer(buffer) }

    func finish(_ trailers: HTTPFields?) {}
}
