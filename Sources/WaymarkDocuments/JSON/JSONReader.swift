internal import CSimdJSON

/// Reads JSON into a tree in which every key and value knows its place.
package enum JSONReader {
    /// How deep objects and arrays may stand inside one another.
    package static let depthLimit = 64

    /// Reads a file that holds one JSON document; a byte order mark before it is passed over.
    /// - Returns: nil, and an error that says where and why, for what is not valid JSON. With an error for a key that
    ///   stands twice the rest is returned, the first of the two in it.
    package static func read(_ file: Int32, of sources: SourceSet, into diagnostics: inout Diagnostics) -> JSONValue? {
        let bytes = sources.files[Int(file)].bytes
        return read(0..<bytes.count, of: file, of: sources, into: &diagnostics)
    }

    /// Reads one document that takes the bytes `range` of a file: a line of a stream.
    package static func read(
        _ range: Range<Int>, of file: Int32, of sources: SourceSet, into diagnostics: inout Diagnostics
    ) -> JSONValue? {
        let bytes = sources.files[Int(file)].bytes
        var range = range.clamped(to: 0..<bytes.count)
        if range.lowerBound == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            range = min(3, range.upperBound)..<range.upperBound
        }
        guard bytes.count < Int(UInt32.max) else {
            diagnostics.error("json.too-large", "this file is larger than 4 GiB", at: nil, help: "split it")
            return nil
        }
        guard let reader = csimdjson_reader_new() else {
            diagnostics.add(.noMemory)
            return nil
        }
        defer { csimdjson_reader_free(reader) }
        return bytes.withUnsafeBufferPointer { buffer in
            let document = UnsafeBufferPointer(rebasing: buffer[range])
            let outcome = csimdjson_read(reader, document.baseAddress, document.count, depthLimit)
            if outcome == csimdjson_no_memory {
                diagnostics.add(.noMemory)
                return nil
            }
            guard outcome == csimdjson_ok else {
                // simdjson says that something is wrong, not where.
                let problem = JSONProblem.first(in: document, depthLimit: depthLimit)
                diagnostics.add(problem.diagnostic(file: file, offset: range.lowerBound))
                return nil
            }
            var count = 0
            let tokens = UnsafeBufferPointer(start: csimdjson_tokens(reader, &count), count: count)
            var builder = Builder(tokens: tokens, source: document, file: file, offset: UInt32(range.lowerBound))
            let value = builder.value()
            diagnostics.add(contentsOf: builder.diagnostics)
            return value
        }
    }

    /// Builds values from the tokens of a valid document; the depth is bounded by ``depthLimit``.
    private struct Builder {
        let tokens: UnsafeBufferPointer<csimdjson_token>
        let source: UnsafeBufferPointer<UInt8>
        let file: Int32
        let offset: UInt32
        var diagnostics = Diagnostics()
        private var next = 0

        init(
            tokens: UnsafeBufferPointer<csimdjson_token>, source: UnsafeBufferPointer<UInt8>, file: Int32,
            offset: UInt32
        ) {
            self.tokens = tokens
            self.source = source
            self.file = file
            self.offset = offset
        }

        mutating func value() -> JSONValue {
            let token = take()
            let kind: JSONValue.Kind
            switch token.kind {
            case csimdjson_true: kind = .bool(true)
            case csimdjson_false: kind = .bool(false)
            case csimdjson_integer: kind = .integer(Int(token.integer))
            case csimdjson_number:
                kind = .number(String(decoding: source[Int(token.start)..<Int(token.end)], as: UTF8.self))
            case csimdjson_string: kind = .string(text(token))
            case csimdjson_array:
                var items: [JSONValue] = []
                items.reserveCapacity(Int(token.count))
                for _ in 0..<token.count { items.append(value()) }
                kind = .array(items)
            case csimdjson_object: kind = .object(entries(token.count))
            default: kind = .null
            }
            return JSONValue(kind: kind, span: span(token))
        }

        private mutating func entries(_ count: UInt32) -> [JSONValue.Entry] {
            var entries: [JSONValue.Entry] = []
            entries.reserveCapacity(Int(count))
            var seen = SeenKeys()
            for _ in 0..<count {
                let token = take()
                let key = text(token)
                let value = self.value()
                if let earlier = seen.index(of: key, among: entries.count, key: { entries[$0].key }) {
                    if diagnostics.all.count < 1000 {
                        diagnostics.error(
                            "json.duplicate-key", "the key \"\(key)\" stands twice in the same object", at: span(token),
                            notes: [Diagnostic.Note("it stands here first", at: entries[earlier].keySpan)],
                            help: "keep one of the two")
                    }
                } else {
                    entries.append(JSONValue.Entry(key: key, keySpan: span(token), value: value))
                }
            }
            return entries
        }

        private mutating func take() -> csimdjson_token {
            defer { next += 1 }
            return tokens[next]
        }

        private func text(_ token: csimdjson_token) -> String {
            token.text.map { text in
                text.withMemoryRebound(to: UInt8.self, capacity: token.text_length) {
                    String(decoding: UnsafeBufferPointer(start: $0, count: token.text_length), as: UTF8.self)
                }
            } ?? ""
        }

        private func span(_ token: csimdjson_token) -> SourceSpan {
            SourceSpan(file: file, start: offset + token.start, end: offset + token.end)
        }
    }
}

extension Diagnostic {
    fileprivate static var noMemory: Diagnostic {
        Diagnostic("json.too-large", "there is not enough memory to read this document", at: nil)
    }
}
