/// A place in written JSON that is filled in for each case. A hole is marked by two zero bytes, which JSON text never holds.
package enum Hole: Equatable {
    /// The place of an outcome among the others.
    case position
    /// The decision date in words.
    case date
    /// A criterion, by the number of its template.
    case criterion(Int)
    case definition(Int)

    /// What stands for it in the text.
    package var mark: String {
        switch self {
        case .position: "\0p0\0"
        case .date: "\0t0\0"
        case .criterion(let number): "\0c\(number)\0"
        case .definition(let id): "\0d\(id)\0"
        }
    }

    private init?(_ mark: ArraySlice<UInt8>) {
        guard let kind = mark.first else { return nil }
        let number = mark.dropFirst().reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        switch kind {
        case UInt8(ascii: "p"): self = .position
        case UInt8(ascii: "t"): self = .date
        case UInt8(ascii: "c"): self = .criterion(number)
        case UInt8(ascii: "d"): self = .definition(number)
        default: return nil
        }
    }

    /// Text with holes, taken apart: each text with the hole behind it, nil behind the last.
    package static func split(_ bytes: [UInt8]) -> [(text: ArraySlice<UInt8>, hole: Hole?)] {
        let parts = bytes.split(separator: 0, omittingEmptySubsequences: false)
        return stride(from: 0, to: parts.count, by: 2).map { index in
            (parts[index], index + 1 < parts.count ? Hole(parts[index + 1]) : nil)
        }
    }
}
