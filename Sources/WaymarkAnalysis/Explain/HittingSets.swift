/// Smallest sets that have something in common with every one of some sets.
struct HittingSets {
    /// Each ascending and not empty.
    private(set) var targets: [[Int]] = []

    mutating func add(_ target: [Int]) {
        targets.append(target)
    }

    /// A smallest set that hits every target and holds none of `avoided` whole, with at most `limit` elements; the
    /// same one for the same targets in the same order.
    func smallest(avoiding avoided: [[Int]], limit: Int) -> [Int]? {
        for size in 0...max(0, limit) {
            if let found = extend([], to: size, avoided) { return found }
        }
        return nil
    }

    private func extend(_ chosen: [Int], to size: Int, _ avoided: [[Int]]) -> [Int]? {
        if avoided.contains(where: { $0.allSatisfy(chosen.contains) }) { return nil }
        guard let open = targets.first(where: { target in !target.contains(where: chosen.contains) }) else {
            return chosen.sorted()
        }
        if chosen.count == size { return nil }
        for element in open {
            if let found = extend(chosen + [element], to: size, avoided) { return found }
        }
        return nil
    }
}
