/// Finds what somebody meant to write, and words what they may write.
package enum Suggestion {
    /// The candidate that is nearest to `word`, if it is near enough to be what was meant: letters added, left out,
    /// replaced or swapped with their neighbour, at most one in three and never more than three. Of several equally
    /// near the first.
    package static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
        let target = normalised(word)
        var best: String?
        // A word of two letters or less is near to everything.
        var limit = min(3, max(1, target.count / 3))
        if target.isEmpty || target.count > 64 { return nil }
        for candidate in candidates where candidate != word {
            let letters = normalised(candidate)
            guard abs(letters.count - target.count) <= limit, letters.count > 1 || target.count > 1 else { continue }
            let distance = distance(target, letters, limit: limit)
            guard distance <= limit, distance < max(target.count, letters.count) else { continue }
            best = candidate
            if distance == 0 { return best }
            limit = distance - 1
        }
        return best
    }

    /// "one of: a, b, c", with at most `limit` of them: "one of: a, b and 30 more"; without a choice "a" alone.
    package static func oneOf(_ values: some Sequence<String>, limit: Int = 12) -> String {
        let values = Array(values)
        if values.count == 1 { return values[0] }
        // "and 1 more" is no shorter than the one.
        if values.count <= limit + 1 { return "one of: " + values.joined(separator: ", ") }
        return "one of: " + values.prefix(limit).joined(separator: ", ") + " and \(values.count - limit) more"
    }

    /// Advice for a word that is not among the candidates: the nearest one, or what there is.
    package static func help(for word: String, among candidates: some Sequence<String>, limit: Int = 12) -> String? {
        let candidates = Array(candidates)
        if let nearest = nearest(to: word, among: candidates) { return "did you mean `\(nearest)`?" }
        return candidates.isEmpty ? nil : "write " + oneOf(candidates, limit: limit)
    }

    /// Letters as they are compared: small or capital, with blanks or hyphens for `_`, is the same.
    private static func normalised(_ word: String) -> [UInt32] {
        word.lowercased().unicodeScalars.map { $0 == " " || $0 == "-" ? 0x5F : $0.value }
    }

    /// Optimal string alignment distance; anything past `limit` is only known to be so.
    private static func distance(_ a: [UInt32], _ b: [UInt32], limit: Int) -> Int {
        var beforeLast = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for i in 0..<a.count {
            var row = [Int](repeating: i + 1, count: b.count + 1)
            for j in 0..<b.count {
                let cost = a[i] == b[j] ? 0 : 1
                row[j + 1] = min(row[j] + 1, last[j + 1] + 1, last[j] + cost)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                    row[j + 1] = min(row[j + 1], beforeLast[j - 1] + 1)
                }
            }
            if row.allSatisfy({ $0 > limit }) { return limit + 1 }
            beforeLast = last
            last = row
        }
        return last[b.count]
    }
}
