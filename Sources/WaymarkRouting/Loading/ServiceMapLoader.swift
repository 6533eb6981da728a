import WaymarkDocuments
import WaymarkRules

/// Reads areas and agreements.
enum ServiceMapLoader {
    static func readArea(_ declaration: Declaration, into problems: inout Diagnostics) -> Area {
        let subject = Subject("area", named: declaration.name, at: declaration.nameSpan)
        var area = Area(name: declaration.name, title: declaration.name, span: declaration.nameSpan)
        problems.reading(declaration.body, as: subject, example: "{name: Birmingham, gss: E08000025}") { map in
            if let title = map.requiredText("name") { area.title = title }
            area.gss = map.text("gss")
            area.force = map.text("force")
            area.tile = map.optional("tile").flatMap { readTile($0, &map.problems) }
            if let districts = map.optional("postcode_districts") {
                map.problems.reading(
                    districts, as: Subject("entry of postcode districts", at: districts.span),
                    example: "{inside: [B1, B2], shared: [B20]}"
                ) { map in
                    area.districtsInside = map.texts("inside", example: "[B1, B2]")
                    area.districtsShared = map.texts("shared", example: "[B20]")
                }
            }
            area.provenance = map.provenance()
        }
        return area
    }

    private static func readTile(_ node: Node, _ problems: inout Diagnostics) -> (column: Int, row: Int)? {
        guard let items = node.readList("`tile`", example: "[3, 2]", into: &problems) else { return nil }
        guard items.count == 2 else {
            problems.error(
                "area.tile", "`tile` must be two numbers, the column and the row on the map, not \(items.count)",
                at: node.span, help: "write them as in `[3, 2]`")
            return nil
        }
        let column = items[0].readNumber("the column", in: 0...1000, into: &problems)
        let row = items[1].readNumber("the row", in: 0...1000, into: &problems)
        guard let column, let row else { return nil }
        return (column, row)
    }

    static func readAgreement(_ declaration: Declaration, into problems: inout Diagnostics) -> Agreement {
        let subject = Subject("agreement", named: declaration.name, at: declaration.nameSpan)
        var agreement = Agreement(
            name: declaration.name, title: declaration.name, parties: [], period: ServicePeriod(),
            span: declaration.nameSpan)
        problems.reading(declaration.body, as: subject, example: "{title: …, parties: […], from: 2026-04-01}") { map in
            if let title = map.requiredText("title") { agreement.title = title }
            agreement.parties =
                map.required("parties")?
                .readTexts("`parties`", example: "[West Midlands Police, Change Grow Live]", into: &map.problems) ?? []
            agreement.period = map.servicePeriod()
            agreement.review = map.day("review")
            agreement.clauses = map.details("clauses")
            agreement.commitments = map.details("commitments")
            if let sharing = map.optional("information_sharing") {
                map.problems.reading(
                    sharing, as: Subject("description of information sharing", at: sharing.span),
                    example: "{basis: consent, data: [name, contact]}"
                ) { map in
                    agreement.sharingBasis = map.text("basis")
                    agreement.sharedData = map.texts("data", example: "[name, contact]")
                }
            }
            agreement.provenance = map.provenance()
        }
        return agreement
    }
}

extension MappingReader {
    mutating func details(_ key: String) -> [Detail] {
        freeMapping(key).map { Detail(key: $0.key, value: $0.value) }
    }

    /// `from`, `until`, `not_before` and `confirmed_until` of a service or an agreement.
    mutating func servicePeriod() -> ServicePeriod {
        let from = bound("from")
        let untilNode = optional("until")
        let until = untilNode.map { readBound($0, "until") } ?? .open
        let notBeforeEntry = entry("not_before")
        let notBefore = notBeforeEntry?.value.readDay("`not_before`", into: &problems)
        let confirmedUntil = day("confirmed_until")
        if let notBeforeEntry, from != .notKnown, from != nil {
            problems.error(
                "period.not-before", "`not_before` stands only beside `from: not known`", at: notBeforeEntry.keySpan,
                help: "write `from: not known`, or put the date under `from`")
        }
        if case .day(let end)? = until, let untilNode {
            var start = notBefore
            if case .day(let day)? = from { start = day }
            if let start, start > end { problems.reportInverted(from: start, until: end, at: untilNode.span) }
        }
        return ServicePeriod(
            from: from ?? .open, until: until ?? .open, notBefore: notBefore, confirmedUntil: confirmedUntil)
    }

    private mutating func bound(_ key: String) -> ServicePeriod.Bound? {
        optional(key).map { readBound($0, key) } ?? .open
    }

    /// Nil after a message.
    private mutating func readBound(_ node: Node, _ key: String) -> ServicePeriod.Bound? {
        if node.text == "not known" { return .notKnown }
        if let text = node.text, ["not_known", "unknown", "not-known", "unclear"].contains(text.lowercased()) {
            problems.error(
                "period.not-known", "`\(key)` must be a date or `not known`, not \(Words.code(text))", at: node.span,
                help: "write `not known`")
            return nil
        }
        return node.readDay("`\(key)`", into: &problems).map(ServicePeriod.Bound.day)
    }
}
