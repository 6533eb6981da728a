/// Where a statement comes from and how sure it is; may stand on anything that is named.
package struct Provenance: Sendable, Hashable {
    /// How a rule is known: `stated` by a source, `inferred` from it, `external` (another source), `unverified`.
    package enum Basis: String, Sendable, Hashable, CaseIterable { case stated, inferred, external, unverified }

    package var source: String?
    package var basis: Basis?
    package var note: String?

    package init(source: String? = nil, basis: Basis? = nil, note: String? = nil) {
        self.source = source
        self.basis = basis
        self.note = note
    }
}
