import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization
import WaymarkSodium
import WaymarkStore

/// Pages that answer a form, kept in memory for a while under addresses of their own, so that the browser's Back and
/// Reload show a page again instead of asking whether to send a person's answers once more.
package final class AnswerPageCache: Sendable {
    /// Bytes of all pages together; the oldest go first.
    private static let limit = 64 << 20

    private struct Shown {
        var owner: String
        var at: Moment
        var status: HTTPResponse.Status
        var page: ByteBuffer
    }

    private struct State {
        var pages: [String: Shown] = [:]
        /// Names, the oldest first, from `first` on.
        var order: [String] = []
        var first = 0
        var size = 0
    }

    private let state = Mutex(State())
    /// In milliseconds; what is older is no longer shown.
    private let age: Int64

    package init(age: Int64) { self.age = age }

    /// Keeps a page for who is to see it.
    ///
    /// - Parameter owner: the token that the owner's forms carry, which is the session's own.
    /// - Returns: the page's address: chance alone, it says nothing of what stands on the page.
    func keep(_ page: ByteBuffer, status: HTTPResponse.Status, for owner: String, at now: Moment) -> String {
        let name = Sodium.hexadecimal(Sodium.random(16))
        state.withLock { state in
            state.pages[name] = Shown(owner: owner, at: now, status: status, page: page)
            state.order.append(name)
            state.size += page.readableBytes
            while state.first < state.order.count - 1, let oldest = state.pages[state.order[state.first]],
                state.size > AnswerPageCache.limit || now.milliseconds - oldest.at.milliseconds > age
            {
                state.size -= oldest.page.readableBytes
                state.pages[state.order[state.first]] = nil
                state.first += 1
            }
            if state.first > 1024 {
                state.order.removeFirst(state.first)
                state.first = 0
            }
        }
        return "/shown/" + name
    }

    /// A page that was kept for this owner.
    func page(_ name: String, of owner: String, at now: Moment) -> (ByteBuffer, HTTPResponse.Status)? {
        state.withLock { state in
            guard let shown = state.pages[name], Sodium.isSame(Array(shown.owner.utf8), Array(owner.utf8)),
                now.milliseconds - shown.at.milliseconds <= age
            else { return nil }
            return (shown.page, shown.status)
        }
    }
}
