import Glibc

/// Writes whole lines and never leaves part of one behind. Used by one thread at a time.
final class BatchSink {
    enum Failure: Sendable, Equatable {
        /// Nobody reads any more.
        case readerGone
        case other(String)
    }

    private let descriptor: Int32
    private(set) var failure: Failure?

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Writes an output, with the line numbers filled in that it leaves open.
    ///
    /// - Parameter base: the number of the line in front of the text that the output was made from.
    /// - Returns: false after a failure.
    func write(_ output: OutputBuffer, base: Int) -> Bool {
        if failure != nil { return false }
        if output.numbers.isEmpty {
            return write(UnsafeRawBufferPointer(start: output.bytes, count: output.count))
        }
        return output.numbered(base: base).withUnsafeBytes { write($0) }
    }

    private func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let start = bytes.baseAddress else { return true }
        var sent = 0
        while sent < bytes.count {
            let count = Glibc.write(descriptor, start + sent, bytes.count - sent)
            if count >= 0 {
                sent += count
                continue
            }
            switch errno {
            case EINTR: continue
            case EAGAIN:
                var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&wait, 1, -1)
            case EPIPE:
                failure = .readerGone
                return false
            default:
                failure = .other(String(cString: strerror(errno)))
                takeBackPartOfLine(bytes[..<sent])
                return false
            }
        }
        return true
    }

    /// On a disk that is full a line may have been written in part: the file is cut behind the last whole one.
    private func takeBackPartOfLine(_ written: Slice<UnsafeRawBufferPointer>) {
        let whole = written.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let part = written.count - whole
        if part == 0 { return }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
        let position = lseek(descriptor, 0, SEEK_CUR)
        if position == status.st_size, position >= part {
            _ = ftruncate(descriptor, position - off_t(part))
            _ = lseek(descriptor, position - off_t(part), SEEK_SET)
        }
    }
}
