import WaymarkDocuments
import WaymarkRouting

/// The ends of summary lines: what ``DecisionJSON`` writes behind the case's name, each made once.
///
/// A person's key has a bit for each programme, in the order of the policy, and behind them one for each sequence.
/// Belongs to one thread.
final class SummaryEnds {
    /// What stands in every line before the case's name.
    static let beginning = Array("{\"id\":\"".utf8)
    /// Words of 64 bits in a key.
    let keyWidth: Int
    private let rulebook: Rulebook
    private let json: DecisionJSON
    private var keys = InternedKeys()
    private let text = OutputBuffer(capacity: 1 << 16)
    /// For each key where its end stands in the text.
    private var places: [(start: Int, count: Int)] = []
    /// More different ends than this are forgotten and made again.
    private static let limit = 1 << 18
    /// Bytes that may be copied from behind an end.
    static let slack = 64

    init(_ rulebook: Rulebook) {
        self.rulebook = rulebook
        json = DecisionJSON(rulebook, detail: .none)
        keyWidth = max(1, (rulebook.programmes.count + rulebook.policy.sequences.count + 63) / 64)
    }

    /// The end for a key; it stays in place until the next call.
    @inline(__always)
    func end(_ key: UnsafePointer<UInt64>) -> UnsafeRawBufferPointer {
        let key = UnsafeBufferPointer(start: key, count: keyWidth)
        let place = places[keys.number(of: key) ?? add(key)]
        return UnsafeRawBufferPointer(start: text.bytes + place.start, count: place.count)
    }

    @inline(never)
    private func add(_ key: UnsafeBufferPointer<UInt64>) -> Int {
        if places.count >= SummaryEnds.limit {
            keys = InternedKeys()
            places = []
            text.removeAll()
        }
        let end = written(key)
        text.reserve(end.count + SummaryEnds.slack)
        places.append((text.count, end.count))
        text.append(end)
        keys.add(key)
        return places.count - 1
    }

    private func written(_ key: UnsafeBufferPointer<UInt64>) -> ArraySlice<UInt8> {
        func isSet(_ bit: Int) -> Bool { key[bit >> 6] >> UInt64(bit & 63) & 1 == 1 }
        let policy = rulebook.policy
        var programmes = policy.order.indices.filter(isSet).map { policy.order[$0] }
        let sequences = policy.sequences.indices.filter { isSet(policy.order.count + $0) }
        policy.move(
            &programmes, by: sequences.map { AppliedSequence(sequence: $0, isCertain: true) }, programme: { $0 })
        var writer = JSONWriter()
        json.writeSummary(id: "", actionable: programmes, to: &writer)
        writer.newline()
        return writer.bytes.dropFirst(SummaryEnds.beginning.count)
    }
}
