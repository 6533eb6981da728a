extension ShareTable {
    /// The table for people: a line for each share, with what it is about, how often, and its source.
    package var text: String {
        var lines = ["The groups, in a year's caseload:"]
        for part in mix { lines.append("  \(part.population.rawValue): \(part.parts) (\(part.basis.text))") }
        var fact = ""
        for share in shares {
            if share.fact != fact {
                fact = share.fact
                lines.append("\(fact):")
            }
            lines.append("  \(share.conditionText)\(share.spread.text) (\(share.basis.text))")
        }
        return lines.joined(separator: "\n")
    }
}

extension Share {
    fileprivate var conditionText: String {
        var parts: [String] = populations.isEmpty ? [] : [populations.map(\.rawValue).joined(separator: ", ")]
        if let given {
            let values =
                given.range.map { "\($0.lowerBound) to \($0.upperBound)" } ?? given.values.joined(separator: " or ")
            parts.append("with \(given.fact) \(values)")
        }
        return parts.isEmpty ? "" : parts.joined(separator: ", ") + ": "
    }
}

extension Share.Spread {
    fileprivate var text: String {
        func list(_ parts: [Share.Part]) -> String {
            parts.isEmpty ? "nothing" : parts.map { "\($0.value) \($0.parts)" }.joined(separator: ", ")
        }
        func list(_ bands: [Share.Band]) -> String {
            bands.map { band in
                let range = band.range
                return
                    "\(range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"): \(band.parts)"
            }.joined(separator: ", ")
        }
        switch self {
        case .yes(let part, let whole): return "yes \(part) in \(whole)"
        case .one(let parts), .single(let parts): return "one of \(list(parts))"
        case .each(let parts): return "in a hundred each \(list(parts))"
        case .numbers(let bands): return list(bands)
        case .daysAgo(let bands): return "days ago \(list(bands))"
        case .same(let other): return "as \(other)"
        }
    }
}

extension Share.Basis {
    fileprivate var text: String {
        switch self {
        case .stated(let source): source
        case .assumed(let why): "assumed: \(why)"
        }
    }
}
