/// Numbers lists of words, from 0 in the order in which they come: equal lists have one number. Nothing is taken for
/// equal because its hash is.
struct InternedKeys {
    private(set) var count = 0
    /// Room taken, in bytes.
    var size: Int { 8 * (words.count + 2 * starts.count) + 4 * slots.count }
    private var words: [UInt64] = []
    /// Where each list begins, and the end of the last.
    private var starts: [Int] = [0]
    private var hashes: [UInt64] = []
    /// Number of the list with a hash, at the hash's place or behind it; -1 where there is none.
    private var slots = [Int32](repeating: -1, count: 1_024)

    /// The number of a list; nil where it has none yet.
    @inline(__always)
    func number(of key: UnsafeBufferPointer<UInt64>) -> Int? {
        let hash = InternedKeys.hash(key)
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] >= 0 {
            let number = Int(slots[slot])
            if hashes[number] == hash, isEqual(key, number) { return number }
            slot = (slot + 1) & mask
        }
        return nil
    }

    @inline(__always)
    func number(of key: [UInt64]) -> Int? { key.withUnsafeBufferPointer { number(of: $0) } }

    /// Gives the next number to a list that has none.
    mutating func add(_ key: [UInt64]) { key.withUnsafeBufferPointer { add($0) } }

    mutating func add(_ key: UnsafeBufferPointer<UInt64>) {
        words.append(contentsOf: key)
        starts.append(words.count)
        hashes.append(InternedKeys.hash(key))
        count += 1
        if 2 * count > slots.count {
            slots = [Int32](repeating: -1, count: 2 * slots.count)
            for number in 0..<count { place(number) }
        } else {
            place(count - 1)
        }
    }

    private mutating func place(_ number: Int) {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hashes[number]) & mask
        while slots[slot] >= 0 { slot = (slot + 1) & mask }
        slots[slot] = Int32(truncatingIfNeeded: number)
    }

    @inline(__always)
    private func isEqual(_ key: UnsafeBufferPointer<UInt64>, _ number: Int) -> Bool {
        let start = starts[number]
        guard starts[number + 1] - start == key.count else { return false }
        for index in key.indices where words[start + index] != key[index] { return false }
        return true
    }

    @inline(__always)
    private static func hash(_ key: UnsafeBufferPointer<UInt64>) -> UInt64 {
        var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
        for word in key {
            let product = (hash ^ word).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
            hash = (product.high ^ product.low) &+ word
        }
        return hash ^ (hash >> 29)
    }
}
