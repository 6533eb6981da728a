/// A document to be written as YAML: what the random rulebooks are made of and the shrinker cuts.
package enum YAMLTree: Sendable, Hashable {
    case scalar(String)
    case list([YAMLTree])
    case map([Entry])

    package struct Entry: Sendable, Hashable {
        package var key: String
        package var value: YAMLTree

        package init(_ key: String, _ value: YAMLTree) {
            self.key = key
            self.value = value
        }
    }

    package static func names(_ names: [String]) -> YAMLTree { .list(names.map { .scalar($0) }) }

    /// The document as text, in block style outside and flow style for small pieces.
    package var text: String {
        var lines: [String] = []
        block(self, indent: 0, into: &lines)
        return lines.joined(separator: "\n") + "\n"
    }

    /// The same document with the entries of mappings in another order, where `mayShuffle` says so of the path to
    /// the mapping (keys of mappings, `-` for items of lists).
    package func shuffled(
        _ random: inout RandomSource, path: [String] = [], where mayShuffle: ([String]) -> Bool
    ) -> YAMLTree {
        switch self {
        case .scalar:
            return self
        case .list(let items):
            return .list(items.map { $0.shuffled(&random, path: path + ["-"], where: mayShuffle) })
        case .map(let entries):
            let inner = entries.map {
                Entry($0.key, $0.value.shuffled(&random, path: path + [$0.key], where: mayShuffle))
            }
            return .map(mayShuffle(path) ? random.shuffled(inner) : inner)
        }
    }

    private var scalarCount: Int {
        switch self {
        case .scalar: 1
        case .list(let items): items.reduce(0) { $0 + $1.scalarCount }
        case .map(let entries): entries.reduce(0) { $0 + 1 + $1.value.scalarCount }
        }
    }

    private func block(_ tree: YAMLTree, indent: Int, into lines: inout [String]) {
        let margin = String(repeating: " ", count: indent)
        switch tree {
        case .scalar(let text):
            lines.append(margin + YAMLTree.written(text))
        case .list(let items):
            for item in items { lines.append(margin + "- " + item.flow) }
        case .map(let entries):
            for entry in entries {
                let key = margin + YAMLTree.written(entry.key) + ":"
                switch entry.value {
                case .scalar: lines.append(key + " " + entry.value.flow)
                case .list(let items) where items.isEmpty: lines.append(key + " []")
                case .map(let inner) where inner.isEmpty: lines.append(key + " {}")
                default:
                    if indent > 0 && entry.value.scalarCount <= 5 {
                        lines.append(key + " " + entry.value.flow)
                    } else {
                        lines.append(key)
                        block(entry.value, indent: indent + 2, into: &lines)
                    }
                }
            }
        }
    }

    private var flow: String {
        switch self {
        case .scalar(let text): YAMLTree.written(text)
        case .list(let items): "[" + items.map(\.flow).joined(separator: ", ") + "]"
        case .map(let entries):
            "{" + entries.map { YAMLTree.written($0.key) + ": " + $0.value.flow }.joined(separator: ", ") + "}"
        }
    }

    private static func written(_ text: String) -> String {
        let isPlain =
            !text.isEmpty && text.first != " " && text.last != " " && text.first != "-"
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || byte == 0x5F || byte == 0x20 || byte == 0x2D
            }
        return isPlain ? text : "\"" + text + "\""
    }
}

extension YAMLTree: ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
    package init(stringLiteral value: String) { self = .scalar(value) }
    package init(arrayLiteral elements: YAMLTree...) { self = .list(elements) }
    package init(dictionaryLiteral elements: (String, YAMLTree)...) {
        self = .map(elements.map { Entry($0.0, $0.1) })
    }
}

/// The files of a rulebook before they are written out.
package struct RulebookDraft: Sendable, Hashable {
    package struct File: Sendable, Hashable {
        package var path: String
        package var tree: YAMLTree

        package init(_ path: String, _ tree: YAMLTree) {
            self.path = path
            self.tree = tree
        }
    }

    package var files: [File]

    package init(files: [File]) {
        self.files = files
    }

    /// Path and text of each file.
    package var texts: [(path: String, text: String)] {
        files.map { ($0.path, $0.tree.text) }
    }

    /// The same rulebook with the keys of every mapping in another order, except where order is the meaning.
    package func withKeysShuffled(_ random: inout RandomSource) -> RulebookDraft {
        // Facts, services and agreements order the asks; alerts, sequences and priorities are listed in file order.
        let ordered: [[String]] = [
            ["facts"], ["services"], ["agreements"], ["routing", "alerts"], ["routing", "sequences"],
            ["routing", "low_priority"],
        ]
        return RulebookDraft(
            files: files.map { file in
                File(file.path, file.tree.shuffled(&random) { !ordered.contains($0) })
            })
    }

    /// All files one after another, each under its path.
    package var description: String {
        texts.map { "# \($0.path)\n\($0.text)" }.joined(separator: "\n")
    }
}
