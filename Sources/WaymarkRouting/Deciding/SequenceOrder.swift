extension RoutingPolicy {
    /// Moves what a sequence puts later behind what it puts first, for every sequence. They cannot form a circle, so this
    /// ends.
    ///
    /// - Parameters:
    ///   - rows: in the order of the policy.
    ///   - programme: of a row that can be acted on; nil for one that no sequence moves.
    ///   - note: called for each row that is moved.
    package func move<Row>(
        _ rows: inout [Row], by sequences: [AppliedSequence], programme: (Row) -> Int?,
        note: (inout Row, AppliedSequence) -> Void = { _, _ in }
    ) {
        var hasMoved = true
        while hasMoved {
            hasMoved = false
            for applied in sequences {
                let sequence = self.sequences[applied.sequence]
                guard let last = rows.lastIndex(where: { programme($0) == sequence.first }) else { continue }
                var stay: [Row] = []
                var later: [Row] = []
                for row in rows[...last] {
                    if let programme = programme(row), sequence.then.contains(programme) {
                        later.append(row)
                    } else {
                        stay.append(row)
                    }
                }
                if later.isEmpty { continue }
                for index in later.indices { note(&later[index], applied) }
                rows.replaceSubrange(...last, with: stay + later)
                hasMoved = true
            }
        }
    }
}
