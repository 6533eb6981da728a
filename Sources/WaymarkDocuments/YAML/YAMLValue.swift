/// Something to be written into a YAML file: a tree without places.
package indirect enum YAMLValue: Sendable, Hashable {
    package struct Entry: Sendable, Hashable {
        package var key: String
        package var value: YAMLValue

        package init(_ key: String, _ value: YAMLValue) {
            self.key = key
            self.value = value
        }
    }

    case text(String)
    case mapping([Entry])
    case list([YAMLValue])

    /// The value inside brackets, on one line.
    func flow() -> String {
        switch self {
        case .text(let text):
            YAMLQuoting.value(text, in: .flow)
        case .mapping(let entries):
            "{" + entries.map(Self.flow).joined(separator: ", ") + "}"
        case .list(let items):
            "[" + items.map { $0.flow() }.joined(separator: ", ") + "]"
        }
    }

    static func flow(_ entry: Entry) -> String {
        YAMLQuoting.key(entry.key, in: .flow) + ": " + entry.value.flow()
    }

    /// An entry on lines of its own, its key in column `indentation`; the first line comes without its blanks.
    static func block(_ entry: Entry, indentation: Int) -> [String] {
        let key = YAMLQuoting.key(entry.key, in: .block)
        let inner = String(repeating: " ", count: indentation + 2)
        switch entry.value {
        case .text(let text):
            return ["\(key): " + YAMLQuoting.value(text, in: .block)]
        case .mapping([]), .list([]):
            return ["\(key): " + entry.value.flow()]
        case .mapping, .list:
            var lines = entry.value.block(indentation: indentation + 2)
            lines[0] = inner + lines[0]
            return ["\(key):"] + lines
        }
    }

    /// The value on lines of its own in column `indentation`; the first line comes without its blanks.
    func block(indentation: Int) -> [String] {
        let blanks = String(repeating: " ", count: indentation)
        switch self {
        case .text(let text):
            return [YAMLQuoting.value(text, in: .block)]
        case .mapping([]), .list([]):
            return [flow()]
        case .mapping(let entries):
            var lines: [String] = []
            for entry in entries {
                var own = Self.block(entry, indentation: indentation)
                if !lines.isEmpty { own[0] = blanks + own[0] }
                lines += own
            }
            return lines
        case .list(let items):
            var lines: [String] = []
            for item in items {
                var own = item.block(indentation: indentation + 2)
                own[0] = (lines.isEmpty ? "" : blanks) + "- " + own[0]
                lines += own
            }
            return lines
        }
    }
}
