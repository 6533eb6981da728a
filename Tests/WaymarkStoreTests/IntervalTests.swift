import Foundation
import Testing

@testable import WaymarkStore

@Suite struct `Exact intervals` {
    /// The chance of `count` among `total`, as a product of plain factors.
    private func chance(_ count: Int, _ total: Int, _ share: Double) -> Double {
        var chance = 1.0
        for index in 0..<count { chance *= Double(total - index) / Double(index + 1) * share }
        for _ in 0..<(total - count) { chance *= 1 - share }
        return chance
    }

    @Test(arguments: [0.9, 0.95, 0.99])
    func `at its ends, what was seen is exactly as unlikely as was said`(confidence: Double) throws {
        let tail = (1 - confidence) / 2
        for total in 1...25 {
            for count in 0...total {
                let interval = try #require(ExactInterval(count, of: total, confidence: confidence))
                let more = (count...total).reduce(0.0) { $0 + chance($1, total, interval.low) }
                let fewer = (0...count).reduce(0.0) { $0 + chance($1, total, interval.high) }
                #expect(count == 0 ? interval.low == 0 : abs(more - tail) < 1e-9, "\(count) of \(total)")
                #expect(count == total ? interval.high == 1 : abs(fewer - tail) < 1e-9, "\(count) of \(total)")
            }
        }
    }

    @Test func `whatever the true share is, it lies within as often as was said, or more often`() throws {
        for total in [1, 2, 5, 12, 30] {
            let intervals = try (0...total).map { try #require(ExactInterval($0, of: total)) }
            for step in 0...200 {
                let share = Double(step) / 200
                let covered = (0...total).filter { intervals[$0].low <= share && share <= intervals[$0].high }
                    .reduce(0.0) { $0 + chance($1, total, share) }
                #expect(covered >= 0.95 - 1e-9, "\(share) of \(total)")
            }
        }
    }

    @Test func `counting the others instead turns the interval round`() throws {
        for total in [3, 17, 400] {
            for count in stride(from: 0, through: total, by: max(1, total / 9)) {
                let one = try #require(ExactInterval(count, of: total))
                let other = try #require(ExactInterval(total - count, of: total))
                #expect(abs(one.low - (1 - other.high)) < 1e-9 && abs(one.high - (1 - other.low)) < 1e-9)
            }
        }
    }

    @Test func `more people make it narrower, more of them move it up`() throws {
        var last: ExactInterval?
        for count in 0...50 {
            let interval = try #require(ExactInterval(count, of: 50))
            if let last { #expect(interval.low >= last.low && interval.high >= last.high) }
            last = interval
            let twice = try #require(ExactInterval(count * 2, of: 100))
            #expect(twice.high - twice.low < interval.high - interval.low)
        }
    }

    @Test(arguments: [0.0, 1.0, -0.5, 2.0, .nan])
    func `a certainty that cannot be has no interval`(confidence: Double) {
        #expect(ExactInterval(1, of: 2, confidence: confidence) == nil)
    }
}
