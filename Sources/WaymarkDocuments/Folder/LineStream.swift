internal import Glibc

/// The lines of a file or of standard input, read as they come: memory does not grow with the stream.
package struct LineStream: ~Copyable {
    /// One line without its line end.
    package struct Line: Sendable {
        /// Counted from 1.
        package var number: Int
        /// Nil where the line is longer than the limit; it has been passed over.
        package var bytes: [UInt8]?
    }

    private let descriptor: Int32
    private let limit: Int
    private var buffer: [UInt8] = []
    /// What has been given out of `buffer`.
    private var consumed = 0
    private var number = 0
    private var isAtEnd = false
    private let shown: String

    /// - Parameters:
    ///   - path: a file, or `-` for standard input.
    ///   - limit: the longest line in bytes.
    /// - Returns: nil, after an error, where it cannot be read.
    package init?(_ path: String, limit: Int, into diagnostics: inout Diagnostics) {
        self.limit = limit
        guard path != "-" else {
            descriptor = STDIN_FILENO
            shown = "standard input"
            return
        }
        shown = path
        switch FileSystem.open(Array(path.utf8)) {
        case .success(let opened): descriptor = opened
        case .failure(let failure):
            diagnostics.add(failure.diagnostic(path, limit: limit))
            return nil
        }
    }

    deinit {
        if descriptor != STDIN_FILENO { close(descriptor) }
    }

    /// The next line; nil at the end, or after an error where reading fails.
    package mutating func next(into diagnostics: inout Diagnostics) -> Line? {
        var searched = consumed
        var isTooLong = false
        while true {
            if let end = buffer[searched...].firstIndex(of: 0x0A) {
                let line = isTooLong || end - consumed > limit ? nil : Array(buffer[consumed..<end])
                consumed = end + 1
                number += 1
                return Line(number: number, bytes: line.map(LineStream.withoutReturn))
            }
            if isAtEnd {
                guard consumed < buffer.count || isTooLong else { return nil }
                let line = isTooLong || buffer.count - consumed > limit ? nil : Array(buffer[consumed...])
                consumed = buffer.count
                number += 1
                return Line(number: number, bytes: line.map(LineStream.withoutReturn))
            }
            if buffer.count - consumed > limit {
                isTooLong = true
                consumed = buffer.count
            }
            buffer.removeFirst(consumed)
            consumed = 0
            searched = buffer.count
            guard fill(into: &diagnostics) else { return nil }
        }
    }

    /// Everything that is left, with what has been given back; nil, after an error, where it is more than the limit.
    package mutating func rest(after given: [UInt8], into diagnostics: inout Diagnostics) -> [UInt8]? {
        var all = given
        all += buffer[consumed...]
        while !isAtEnd {
            buffer = []
            consumed = 0
            guard fill(into: &diagnostics) else { return nil }
            all += buffer
            if all.count > limit {
                diagnostics.add(FileError.tooLarge.diagnostic(shown, limit: limit))
                return nil
            }
        }
        consumed = buffer.count
        return all
    }

    private mutating func fill(into diagnostics: inout Diagnostics) -> Bool {
        switch FileSystem.readSome(descriptor, room: 256 << 10) {
        case .success(let chunk):
            if chunk.isEmpty { isAtEnd = true }
            buffer.append(contentsOf: chunk)
            return true
        case .failure(let failure):
            diagnostics.add(failure.diagnostic(shown, limit: limit))
            return false
        }
    }

    private static func withoutReturn(_ line: [UInt8]) -> [UInt8] {
        line.last == 0x0D ? Array(line.dropLast()) : line
    }
}
