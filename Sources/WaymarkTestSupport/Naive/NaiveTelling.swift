/// Finds the telling sets among completions (rulebook page, "Outcomes of a case").
///
/// An axis is anything that a completion settles: a fact, a service's or an agreement's being in force. A completion
/// is a row of choices, one for each axis; -1 where a fact does not apply.
struct NaiveTelling {
    /// Names of the axes, in the order in which asks are listed.
    let axes: [String]
    let rows: [[Int]]

    /// All axes in telling sets, given what each row's completion says.
    func asks(_ said: [some Hashable]) -> [String] {
        let sets = tellingSets(said)
        let all = sets.reduce(0 as UInt64) { $0 | $1 }
        return names(all)
    }

    /// The smallest sets of axes such that two completions differ in exactly these (and, besides, only in facts that
    /// apply in just one of the two) and say different things.
    func tellingSets(_ said: [some Hashable]) -> [UInt64] {
        precondition(axes.count <= 64, "more axes than bits")
        // Whatever two completions say differently, they say it with the axes that apply in both and differ; a set
        // that holds more than these has this smaller set inside it.
        var candidates: Set<UInt64> = []
        let answers = numbered(said)
        for a in rows.indices {
            for b in rows.indices where b > a && answers[a] != answers[b] {
                candidates.insert(difference(rows[a], rows[b]))
            }
        }
        return candidates.filter { set in
            !candidates.contains { smaller in smaller != set && smaller & set == smaller }
        }
    }

    func names(_ set: UInt64) -> [String] {
        axes.indices.filter { set & (1 << UInt64($0)) != 0 }.map { axes[$0] }
    }

    /// The axes that apply in both and differ.
    private func difference(_ a: [Int], _ b: [Int]) -> UInt64 {
        var set: UInt64 = 0
        var axis = 0
        while axis < a.count {
            if a[axis] != b[axis] && a[axis] >= 0 && b[axis] >= 0 { set |= 1 << UInt64(axis) }
            axis += 1
        }
        return set
    }

    private func numbered<Value: Hashable>(_ said: [Value]) -> [Int] {
        var numbers: [Value: Int] = [:]
        return said.map { value in
            let number = numbers[value] ?? numbers.count
            numbers[value] = number
            return number
        }
    }
}
