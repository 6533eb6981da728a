import Glibc

/// Standard output and standard error. Everything that is printed goes through here.
enum Output {
    /// Writes bytes to standard output at once.
    static func write(_ bytes: [UInt8]) {
        send(bytes, to: STDOUT_FILENO)
    }

    static func write(_ text: String) {
        send(Array(text.utf8), to: STDOUT_FILENO)
    }

    static func line(_ text: String) {
        write(text.hasSuffix("\n") ? text : text + "\n")
    }

    /// Writes a message to standard error.
    static func error(_ text: String) {
        send(Array((text.hasSuffix("\n") ? text : text + "\n").utf8), to: STDERR_FILENO)
    }

    private static func send(_ bytes: [UInt8], to descriptor: Int32) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.write(descriptor, buffer.baseAddress?.advanced(by: sent), bytes.count - sent)
            }
            if count >= 0 {
                sent += count
            } else if errno != EINTR {
                fail(descriptor)
            }
        }
    }

    /// A reader who has gone (`waymark … | head`) wants no more; any other failure has to be known.
    private static func fail(_ descriptor: Int32) -> Never {
        let code = errno
        if descriptor == STDOUT_FILENO, code != EPIPE {
            let reason = strerror(code).map { String(cString: $0) } ?? "error \(code)"
            send(Array("error: the output could not be written: \(reason)\n".utf8), to: STDERR_FILENO)
        }
        Exit.leave(.problems)
    }
}
