/// The identifiers of a Swift file, and the types that it declares at its outermost level. Comments and the text of
/// strings are passed over; what stands in an interpolation counts.
struct SwiftTokens {
    private(set) var identifiers: Set<String> = []
    private(set) var types: Set<String> = []

    private static let declarations: Set<String> = ["struct", "class", "enum", "protocol", "actor", "typealias"]

    init(_ source: String) {
        var reader = Reader(bytes: Array(source.utf8))
        reader.readCode(untilParenthesis: false)
        identifiers = reader.identifiers
        types = reader.types
    }

    private struct Reader {
        let bytes: [UInt8]
        var index = 0
        var depth = 0
        var previous = ""
        var identifiers: Set<String> = []
        var types: Set<String> = []

        private func starts(_ text: StaticString) -> Bool {
            let count = text.utf8CodeUnitCount
            guard index + count <= bytes.count else { return false }
            return (0..<count).allSatisfy { bytes[index + $0] == text.utf8Start[$0] }
        }

        private static func isName(_ byte: UInt8) -> Bool {
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 95
                || byte >= 128
        }

        /// Reads to the end of the file, or to the parenthesis that closes an interpolation.
        mutating func readCode(untilParenthesis: Bool) {
            var open = 0
            while index < bytes.count {
                if starts("//") {
                    while index < bytes.count, bytes[index] != 10 { index += 1 }
                } else if starts("/*") {
                    skipComment()
                } else if bytes[index] == 34 || bytes[index] == 35 && isRawString {
                    readString()
                } else if Reader.isName(bytes[index]) {
                    readName()
                } else {
                    switch bytes[index] {
                    case 123: depth += 1
                    case 125: depth -= 1
                    case 40: open += 1
                    case 41:
                        if untilParenthesis, open == 0 {
                            index += 1
                            return
                        }
                        open -= 1
                    default: break
                    }
                    index += 1
                }
            }
        }

        private var isRawString: Bool {
            var next = index
            while next < bytes.count, bytes[next] == 35 { next += 1 }
            return next < bytes.count && bytes[next] == 34
        }

        private mutating func skipComment() {
            var nesting = 0
            repeat {
                if starts("/*") {
                    nesting += 1
                    index += 2
                } else if starts("*/") {
                    nesting -= 1
                    index += 2
                } else {
                    index += 1
                }
            } while nesting > 0 && index < bytes.count
        }

        private mutating func readName() {
            let start = index
            while index < bytes.count, Reader.isName(bytes[index]) { index += 1 }
            let name = String(decoding: bytes[start..<index], as: UTF8.self)
            if depth == 0, SwiftTokens.declarations.contains(previous) { types.insert(name) }
            identifiers.insert(name)
            previous = name
        }

        private mutating func readString() {
            var hashes = 0
            while bytes[index] == 35 {
                hashes += 1
                index += 1
            }
            let quotes = starts("\"\"\"") ? 3 : 1
            index += quotes
            while index < bytes.count {
                if bytes[index] == 92, follows(index + 1, 35, hashes) {
                    index += 1 + hashes
                    guard index < bytes.count else { return }
                    let isInterpolation = bytes[index] == 40
                    index += 1
                    if isInterpolation { readCode(untilParenthesis: true) }
                } else if follows(index, 34, quotes), follows(index + quotes, 35, hashes) {
                    index += quotes + hashes
                    return
                } else {
                    index += 1
                }
            }
        }

        /// Whether `count` times `byte` stands at `start`.
        private func follows(_ start: Int, _ byte: UInt8, _ count: Int) -> Bool {
            start + count <= bytes.count && bytes[start..<start + count].allSatisfy { $0 == byte }
        }
    }
}
