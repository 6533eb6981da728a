import Glibc

/// Writes files; what fails says so in a sentence and ends the program.
enum FileWriting {
    /// Puts `bytes` in the place of the file at `path`, all of them or none: a reader sees the old or the new file.
    static func replace(_ path: String, with bytes: [UInt8]) throws {
        // The file itself, not a link to it, is replaced.
        let target =
            realpath(path, nil).map { pointer in
                defer { free(pointer) }
                return String(cString: pointer)
            } ?? path
        var status = stat()
        let mode = stat(target, &status) == 0 ? status.st_mode & 0o7777 : 0o644
        let temporary = "\(target).waymark-\(getpid())"
        try write(bytes, to: temporary, shownAs: path, flags: O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode: mode)
        chmod(temporary, mode)
        guard rename(temporary, target) == 0 else {
            let code = errno
            unlink(temporary)
            throw refusal(path, code)
        }
    }

    /// Makes a file that was not there before, and its folder.
    static func create(_ path: String, with bytes: [UInt8]) throws {
        if let slash = path.lastIndex(of: "/") { mkdir(String(path[..<slash]), 0o777) }
        try write(bytes, to: path, shownAs: path, flags: O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode: 0o666)
    }

    private static func write(
        _ bytes: [UInt8], to path: String, shownAs shown: String, flags: Int32, mode: mode_t
    ) throws {
        let descriptor = open(path, flags, mode)
        guard descriptor >= 0 else { throw refusal(shown, errno) }
        var sent = 0
        var failure: Int32?
        while sent < bytes.count, failure == nil {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.write(descriptor, buffer.baseAddress?.advanced(by: sent), bytes.count - sent)
            }
            if count >= 0 { sent += count } else if errno != EINTR { failure = errno }
        }
        if close(descriptor) != 0, failure == nil { failure = errno }
        if let failure {
            unlink(path)
            throw refusal(shown, failure)
        }
    }

    private static func refusal(_ path: String, _ code: Int32) -> Exit {
        switch code {
        case EEXIST: Output.error("error: there is a file `\(path)` already; it was left as it is")
        default:
            let reason = strerror(code).map { String(cString: $0) } ?? "error \(code)"
            Output.error("error: `\(path)` could not be written: \(reason)")
        }
        return .problems
    }
}
