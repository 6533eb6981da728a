import Foundation

/// The exact confidence interval of a share: Clopper and Pearson, "The use of confidence or fiducial limits illustrated
/// in the case of the binomial", Biometrika 26 (1934). It never claims more than the numbers hold, also for few people.
package struct ExactInterval: Sendable, Hashable {
    package let low: Double
    package let high: Double

    /// - Parameters:
    ///   - count: how many of `total`; 0 ≤ count ≤ total, total ≥ 1.
    ///   - confidence: for instance 0.95.
    /// - Returns: nil where the numbers cannot be so.
    package init?(_ count: Int, of total: Int, confidence: Double = 0.95) {
        guard total > 0, (0...total).contains(count), confidence > 0, confidence < 1 else { return nil }
        let tail = (1 - confidence) / 2
        // The share at which so many or more would be as unlikely as the tail, and that for so many or fewer.
        low = count == 0 ? 0 : ExactInterval.root { ExactInterval.atLeast(count, of: total, at: $0) - tail }
        high =
            count == total ? 1 : ExactInterval.root { tail - (1 - ExactInterval.atLeast(count + 1, of: total, at: $0)) }
    }

    /// Where an increasing function is nought between 0 and 1.
    private static func root(_ function: (Double) -> Double) -> Double {
        var low = 0.0
        var high = 1.0
        for _ in 0..<200 {
            let middle = (low + high) / 2
            if middle == low || middle == high { break }
            if function(middle) < 0 { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }

    /// The chance of `count` or more among `total`, each with the chance `share`.
    private static func atLeast(_ count: Int, of total: Int, at share: Double) -> Double {
        if share <= 0 { return count <= 0 ? 1 : 0 }
        if share >= 1 { return count <= total ? 1 : 0 }
        if count > total { return 0 }
        // Logarithms: the number of ways is too large to write.
        var ways = (0..<max(0, count)).reduce(0.0) { $0 + log(Double(total - $1)) - log(Double($1 + 1)) }
        var sum = 0.0
        for number in max(0, count)..<(total + 1) {
            sum += exp(ways + Double(number) * log(share) + Double(total - number) * log1p(-share))
            ways += log(Double(total - number)) - log(Double(number + 1))
        }
        return min(1, sum)
    }
}
