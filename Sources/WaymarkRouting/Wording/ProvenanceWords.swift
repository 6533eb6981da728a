import WaymarkRules

extension Provenance {
    /// The source and how sure it is: "S4 ¶20 (inferred)", "unverified"; nil where nothing is said of either.
    var words: String? {
        switch (source, basis) {
        case (nil, nil): nil
        case (let source?, nil), (let source?, .stated): source
        case (let source?, .inferred): "inferred from \(source)"
        case (let source?, .external): "\(source), an external source"
        case (let source?, .unverified): "\(source), unverified"
        case (nil, .stated): "stated, source not named"
        case (nil, .inferred): "inferred"
        case (nil, .external): "from an external source"
        case (nil, .unverified): "unverified"
        }
    }

    /// How sure it is, where that is less than stated by the source.
    var doubt: String? {
        switch basis {
        case nil, .stated: nil
        case .inferred: "inferred"
        case .external: "external source"
        case .unverified: "unverified"
        }
    }
}
