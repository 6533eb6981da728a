/// Random numbers found from a place rather than drawn from a stream: the same seed, index and name give the same
/// numbers on every machine, whatever was drawn before (splitmix64; Steele, Lea and Flood 2014).
package struct SeededRandom: Sendable {
    private var state: UInt64

    private init(state: UInt64) {
        self.state = state
    }

    package init(seed: UInt64) {
        state = SeededRandom.mix(seed &+ 0x9E37_79B9_7F4A_7C15)
    }

    /// The random numbers of the thing with this number, independent of those of its neighbours.
    package func at(_ number: UInt64) -> SeededRandom {
        SeededRandom(state: SeededRandom.mix(state ^ SeededRandom.mix(number &+ 0xD1B5_4A32_D192_ED03)))
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return SeededRandom.mix(state)
    }

    /// A whole number from 0 to just below `count`, which is at least 1.
    package mutating func below(_ count: Int) -> Int {
        // The high half of a 64 by 64 bit product is even enough for any count that is met here, and costs no division.
        Int(next().multipliedFullWidth(by: UInt64(max(1, count))).high)
    }

    /// True `part` times in `whole`.
    package mutating func chance(_ part: Int, in whole: Int) -> Bool {
        below(whole) < part
    }

    private static func mix(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A number for a name (FNV-1a, 64 bits), the same on every machine.
    static func number(of name: String) -> UInt64 {
        name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
}
