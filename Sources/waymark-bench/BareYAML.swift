import CLibYAML
import WaymarkDocuments

/// What libyaml alone needs for some files: the yardstick for loading them.
enum BareYAML {
    /// Parses every file to its end, throwing each event away.
    /// - Returns: the number of events.
    static func events(of sources: SourceSet) -> Int {
        sources.files.reduce(0) { $0 + events(of: $1.bytes) }
    }

    private static func events(of bytes: [UInt8]) -> Int {
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        defer { parser.deallocate() }
        guard yaml_parser_initialize(parser) == 1 else { return 0 }
        defer { yaml_parser_delete(parser) }
        return bytes.withUnsafeBufferPointer { buffer in
            yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
            yaml_parser_set_input_string(parser, buffer.baseAddress, buffer.count)
            var count = 0
            var event = yaml_event_t()
            while yaml_parser_parse(parser, &event) == 1 {
                count += 1
                let isLast = event.type == YAML_STREAM_END_EVENT
                yaml_event_delete(&event)
                if isLast { break }
            }
            return count
        }
    }
}
