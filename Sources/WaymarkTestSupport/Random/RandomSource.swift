/// Random numbers that are the same on every machine for one seed (splitmix64; Steele, Lea, Flood 2014).
package struct RandomSource: Sendable {
    private var state: UInt64

    package init(seed: UInt64) {
        state = seed
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A number of the range. (Not perfectly even for huge ranges, which nothing here needs.)
    package mutating func int(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.count))
    }

    /// True with this probability.
    package mutating func chance(_ probability: Double) -> Bool {
        Double(next() >> 11) / Double(UInt64(1) << 53) < probability
    }

    /// An element of a list that is not empty.
    package mutating func pick<Element>(_ list: [Element]) -> Element {
        list[int(0...(list.count - 1))]
    }

    package mutating func shuffled<Element>(_ list: [Element]) -> [Element] {
        var result = list
        var last = result.count - 1
        while last > 0 {
            result.swapAt(last, int(0...last))
            last -= 1
        }
        return result
    }

    /// Some elements, at least `least` (as far as there are), in random order.
    package mutating func some<Element>(_ list: [Element], _ count: ClosedRange<Int>) -> [Element] {
        Array(shuffled(list).prefix(int(count)))
    }
}
