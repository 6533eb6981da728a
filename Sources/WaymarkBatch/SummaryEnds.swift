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
    private var bytes: UnsafeMutableRawPointer
    private var used = 0
    private var capacity = 1 << 16
    private var keys: [UInt64] = []
    private var places: [(start: Int, count: Int)] = []
    /// Open addressing; -1 is free.
    private var slots = [Int32](repeating: -1, count: 256)
    /// More different ends than this are forgotten and made again.
    private static let limit = 1 << 18
    /// Bytes that may be copied from behind an end.
    static let slack = 64

    init(_ rulebook: Rulebook) {
        self.rulebook = rulebook
        keyWidth = max(1, (rulebook.programmes.count + rulebook.policy.sequences.count + 63) / 64)
        bytes = .allocate(byteCount: capacity, alignment: 64)
    }

    deinit { bytes.deallocate() }

    /// The end for a key; it stays in place until the next call.
    @inline(__always)
    func end(_ key: UnsafePointer<UInt64>) -> UnsafeRawBufferPointer {
        var slot = hash(key)
        while slots[slot] >= 0 {
            let entry = Int(slots[slot])
            if matches(entry, key) {
                let place = places[entry]
                return UnsafeRawBufferPointer(start: bytes + place.start, count: place.count)
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        return add(key)
    }

    @inline(__always)
    private func matches(_ entry: Int, _ key: UnsafePointer<UInt64>) -> Bool {
        var index = 0
        while index < keyWidth {
            if keys[entry * keyWidth + index] != key[index] { return false }
            index += 1
        }
        return true
    }

    @inline(__always)
    private func hash(_ key: UnsafePointer<UInt64>) -> Int {
        var hash: UInt64 = 0
        var index = 0
        while index < keyWidth {
            hash = (hash ^ key[index]) &* 0x9E37_79B9_7F4A_7C15
            hash ^= hash >> 32
            index += 1
        }
        return Int(truncatingIfNeeded: hash) & (slots.count - 1)
    }

    @inline(never)
    private func add(_ key: UnsafePointer<UInt64>) -> UnsafeRawBufferPointer {
        if places.count >= SummaryEnds.limit {
            keys = []
            places = []
            used = 0
            slots = [Int32](repeating: -1, count: 256)
        } else if places.count * 4 >= slots.count {
            grow()
        }
        let text = text(key)
        if used + text.count + SummaryEnds.slack > capacity {
            capacity = max(capacity * 2, used + text.count + SummaryEnds.slack)
            let wider = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 64)
            wider.copyMemory(from: bytes, byteCount: used)
            bytes.deallocate()
            bytes = wider
        }
        text.withUnsafeBytes { source in
            if let start = source.baseAddress { (bytes + used).copyMemory(from: start, byteCount: source.count) }
        }
        let place = (start: used, count: text.count)
        used += text.count
        insert(Int32(places.count), key)
        for index in 0..<keyWidth { keys.append(key[index]) }
        places.append(place)
        return UnsafeRawBufferPointer(start: bytes + place.start, count: place.count)
    }

    private func insert(_ entry: Int32, _ key: UnsafePointer<UInt64>) {
        var slot = hash(key)
        while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = entry
    }

    private func grow() {
        slots = [Int32](repeating: -1, count: slots.count * 2)
        keys.withUnsafeBufferPointer { keys in
            guard let base = keys.baseAddress else { return }
            for entry in places.indices { insert(Int32(entry), base + entry * keyWidth) }
        }
    }

    // MARK: - Words

    private func text(_ key: UnsafePointer<UInt64>) -> ArraySlice<UInt8> {
        func isSet(_ bit: Int) -> Bool { key[bit >> 6] >> UInt64(bit & 63) & 1 == 1 }
        let policy = rulebook.policy
        var programmes = policy.order.indices.filter(isSet).map { policy.order[$0] }
        let sequences = policy.sequences.indices.filter { isSet(policy.order.count + $0) }
        policy.move(
            &programmes, by: sequences.map { AppliedSequence(sequence: $0, isCertain: true) }, programme: { $0 })
        var writer = JSONWriter()
        DecisionJSON(rulebook, detail: .none).writeSummary(id: "", actionable: programmes, to: &writer)
        writer.newline()
        return writer.bytes.dropFirst(SummaryEnds.beginning.count)
    }
}
