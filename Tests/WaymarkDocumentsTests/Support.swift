import Testing

@testable import WaymarkDocuments

/// One document read from a text in the test.
struct ReadText {
    var root: Node?
    var diagnostics: Diagnostics
    var sources: SourceSet

    init(bytes: [UInt8], path: String = "test.yaml") {
        sources = SourceSet()
        let file = sources.add(SourceFile(path: path, bytes: bytes))
        diagnostics = Diagnostics()
        root = YAMLReader.read(file, of: sources, into: &diagnostics)
    }

    init(_ text: String) { self.init(bytes: Array(text.utf8)) }

    var tree: Tree? { root.map(Tree.init) }
    var ids: [String] { diagnostics.inOrder.map(\.id) }
    var rendered: String { DiagnosticRenderer(sources: sources).text(diagnostics) }
    func text(_ node: Node?) -> String? { node.map { sources.text(of: $0.span) } }
}

/// What a document says, without places and styles.
indirect enum Tree: Equatable, CustomStringConvertible {
    case text(String)
    case mapping([Pair])
    case list([Tree])

    struct Pair: Equatable {
        var key: String
        var value: Tree
    }

    init(_ node: Node) {
        switch node.kind {
        case .scalar(let text, _): self = .text(text)
        case .mapping(let entries): self = .mapping(entries.map { Pair(key: $0.key, value: Tree($0.value)) })
        case .sequence(let items): self = .list(items.map(Tree.init))
        }
    }

    var description: String {
        switch self {
        case .text(let text): text.debugDescription
        case .mapping(let pairs):
            "{" + pairs.map { "\($0.key.debugDescription): \($0.value)" }.joined(separator: ", ") + "}"
        case .list(let items): "[" + items.map(\.description).joined(separator: ", ") + "]"
        }
    }
}

extension Tree: ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
    init(stringLiteral value: String) { self = .text(value) }
    init(arrayLiteral elements: Tree...) { self = .list(elements) }
    init(dictionaryLiteral elements: (String, Tree)...) {
        self = .mapping(elements.map { Pair(key: $0.0, value: $0.1) })
    }
}

/// A text in which « and » mark the places that are expected.
struct MarkedText {
    var bytes: [UInt8] = []
    var ranges: [Range<Int>] = []

    init(_ marked: String) {
        var starts: [Int] = []
        for character in marked.unicodeScalars {
            switch character {
            case "«": starts.append(bytes.count)
            case "»": ranges.append(starts.removeLast()..<bytes.count)
            default: bytes.append(contentsOf: String(character).utf8)
            }
        }
        ranges.sort { $0.lowerBound < $1.lowerBound }
    }
}

/// Expects exactly one problem for each marked place, with these ids in order.
func expectProblems(
    _ ids: [String], in marked: String, sourceLocation: SourceLocation = #_sourceLocation
) {
    let text = MarkedText(marked)
    let read = ReadText(bytes: text.bytes)
    #expect(read.ids == ids, "\(read.rendered)", sourceLocation: sourceLocation)
    let places = read.diagnostics.inOrder.map { Int($0.span?.start ?? 0)..<Int($0.span?.end ?? 0) }
    #expect(places == text.ranges, "\(read.rendered)", sourceLocation: sourceLocation)
}

func expectProblem(_ id: String, in marked: String, sourceLocation: SourceLocation = #_sourceLocation) {
    expectProblems([id], in: marked, sourceLocation: sourceLocation)
}

typealias SourceLocation = Testing.SourceLocation

/// Random numbers that a seed repeats (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
}
