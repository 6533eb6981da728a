/// A range of UTF-8 bytes in one source file of a ``SourceSet``.
package struct SourceSpan: Sendable, Hashable {
    /// Index of the file in its ``SourceSet``.
    package var file: Int32
    /// First byte, counted from 0, a byte order mark included.
    package var start: UInt32
    /// One past the last byte.
    package var end: UInt32

    package init(file: Int32, start: UInt32, end: UInt32) {
        self.file = file
        self.start = start
        self.end = end
    }
}

/// A place as people read it: line and column counted from 1, the column in Unicode characters (scalars).
package struct SourceLocation: Sendable, Hashable {
    package var path: String
    package var line: Int
    package var column: Int
}

/// One file's text with a table of line starts.
package struct SourceFile: Sendable {
    /// The path as shown to people, relative to the folder that was loaded.
    package let path: String
    package let bytes: [UInt8]
    /// Byte offset at which each line starts; the first is 0.
    package let lineStarts: [UInt32]

    package init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
        lineStarts = bytes.withUnsafeBufferPointer { bytes in
            var starts: [UInt32] = [0]
            for offset in bytes.indices where bytes[offset] == 0x0A { starts.append(UInt32(offset + 1)) }
            return starts
        }
    }

    /// Line number (from 1) that holds the byte at `offset`.
    package func line(at offset: UInt32) -> Int {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return low + 1
    }

    /// Line and column (both from 1) of the byte at `offset`; a byte order mark takes no column.
    package func location(at offset: UInt32) -> SourceLocation {
        let line = self.line(at: offset)
        let start = Int(lineStarts[line - 1])
        let hasMark = line == 1 && bytes.starts(with: [0xEF, 0xBB, 0xBF])
        let first = hasMark ? 3 : start
        let end = max(first, min(Int(offset), bytes.count))
        let characters = bytes.withUnsafeBufferPointer { bytes in
            bytes[first..<end].count { $0 & 0xC0 != 0x80 }
        }
        return SourceLocation(path: path, line: line, column: characters + 1)
    }

    /// The text of a line (numbered from 1) without its line end.
    package func text(ofLine line: Int) -> String {
        guard line >= 1, line <= lineStarts.count else { return "" }
        let start = Int(lineStarts[line - 1])
        var end = line < lineStarts.count ? Int(lineStarts[line]) : bytes.count
        while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }
}

/// The files of one load; turns spans into places.
package struct SourceSet: Sendable {
    package private(set) var files: [SourceFile] = []

    package init() {}

    /// Adds a file and returns its number.
    package mutating func add(_ file: SourceFile) -> Int32 {
        files.append(file)
        return Int32(files.count - 1)
    }

    package func location(of span: SourceSpan) -> SourceLocation {
        files[Int(span.file)].location(at: span.start)
    }

    /// The source text of a span.
    package func text(of span: SourceSpan) -> String {
        let bytes = files[Int(span.file)].bytes
        let end = min(Int(span.end), bytes.count)
        let start = min(Int(span.start), end)
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }
}
