import WaymarkDocuments
import WaymarkRules

/// Reads the `routing` section.
struct PolicyLoader {
    let conditions: ConditionReader
    let programmes: ProgrammeNames

    func read(_ section: Node.Entry, into problems: inout Diagnostics) -> RoutingPolicy {
        var policy = RoutingPolicy()
        let subject = Subject("routing section", at: section.keySpan)
        problems.reading(section.value, as: subject, example: "routing: {order: […]}") { map in
            let order = map.required("order")
            if let order { policy.order = readOrder(order, &map.problems) }
            policy.alerts = readNamed("alerts", "alert", &map, readAlert)
            if let urgent = map.optional("urgent") {
                policy.urgent = programmes.resolveList(urgent, "`urgent`", allowEmpty: true, into: &map.problems) ?? []
            }
            policy.sequences = readNamed("sequences", "sequence", &map, readSequence)
            policy.lowPriority = readNamed("low_priority", "low priority", &map, readLowPriority)
        }
        reportCircles(policy.sequences, &problems)
        return policy
    }

    /// The named entries of one part; those that cannot be read are left out.
    private func readNamed<Item>(
        _ key: String, _ noun: String, _ map: inout MappingReader,
        _ read: (Declaration, inout MappingReader) -> Item?
    ) -> [Item] {
        guard let node = map.optional(key) else { return [] }
        guard let entries = node.readEntries("`\(key)`", example: "\(key): {name: {says: …}}", into: &map.problems)
        else { return [] }
        return entries.compactMap { entry in
            Names.check(entry.key, of: noun, at: entry.keySpan, into: &map.problems)
            let declaration = Declaration(name: entry.key, nameSpan: entry.keySpan, body: entry.value)
            return map.problems.reading(
                entry.value, as: Subject(noun, named: entry.key, at: entry.keySpan), example: "{says: …, when: {…}}"
            ) { read(declaration, &$0) } ?? nil
        }
    }

    private func readAlert(_ declaration: Declaration, _ map: inout MappingReader) -> Alert? {
        let says = map.requiredText("says")
        let instruction = map.requiredText("do")
        let when = map.required("when").flatMap { conditions.read($0, "`when`", into: &map.problems) }
        let period = map.period()
        let provenance = map.provenance()
        guard let says, let instruction, let when, let period else { return nil }
        return Alert(
            name: declaration.name, says: says, instruction: instruction, when: when, period: period,
            provenance: provenance, span: declaration.nameSpan)
    }

    private func readSequence(_ declaration: Declaration, _ map: inout MappingReader) -> Sequence? {
        let first = map.required("first").flatMap { programmes.resolve($0, "`first`", into: &map.problems) }
        let then = map.required("then").flatMap { programmes.resolveList($0, "`then`", into: &map.problems) }
        let says = map.requiredText("says")
        let whenNode = map.optional("when")
        let when = whenNode.flatMap { conditions.read($0, "`when`", into: &map.problems) }
        let period = map.period()
        let provenance = map.provenance()
        // Its condition and its period play no part in circles, so a sequence stands without them.
        guard let first, let then else { return nil }
        return Sequence(
            name: declaration.name, says: says ?? declaration.name, first: first, then: then,
            when: when ?? whenNode.map { .unread(at: $0.span) }, period: period ?? .always, provenance: provenance,
            span: declaration.nameSpan)
    }

    private func readLowPriority(_ declaration: Declaration, _ map: inout MappingReader) -> LowPriority? {
        let listed = map.required("programmes")
            .flatMap { programmes.resolveList($0, "`programmes`", into: &map.problems) }
        let says = map.requiredText("says")
        let when = map.required("when").flatMap { conditions.read($0, "`when`", into: &map.problems) }
        let period = map.period()
        let provenance = map.provenance()
        guard let listed, let says, let when, let period else { return nil }
        return LowPriority(
            name: declaration.name, says: says, programmes: listed, when: when, period: period, provenance: provenance,
            span: declaration.nameSpan)
    }

    // MARK: Checks

    /// The order names every programme exactly once.
    private func readOrder(_ node: Node, _ problems: inout Diagnostics) -> [Int] {
        let all = programmes.declarations.all
        guard
            let order = programmes.resolveList(node, "`order`", allowEmpty: all.isEmpty, into: &problems)
        else { return [] }
        let named = Set(order)
        let missing = all.indices.filter { !named.contains($0) }
        if !missing.isEmpty {
            problems.error(
                "routing.order-incomplete", "`order` leaves out \(Words.list(missing.map(programmes.name)))",
                at: node.span,
                notes: missing.prefix(8).map { .init("\(Words.code(all[$0].name)) is here", at: all[$0].nameSpan) },
                help: "`order` names every programme exactly once: put each where it belongs")
        }
        return order
    }

    /// Whatever their conditions and dates, sequences may not form a circle.
    private func reportCircles(_ sequences: [Sequence], _ problems: inout Diagnostics) {
        var edges = Array(repeating: [Int](), count: programmes.declarations.all.count)
        for sequence in sequences { edges[sequence.first] += sequence.then }
        for circle in Circles.find(edges) {
            var steps: [(sequence: Sequence, from: Int, to: Int)] = []
            for (position, from) in circle.enumerated() {
                let to = circle[(position + 1) % circle.count]
                if let sequence = sequences.first(where: { $0.first == from && $0.then.contains(to) }) {
                    steps.append((sequence, from, to))
                }
            }
            guard let start = steps.first else { continue }
            let way = steps.map {
                "\(Words.code(programmes.name($0.from))) before \(Words.code(programmes.name($0.to)))"
            }.joined(separator: ", ")
            problems.error(
                "sequence.circle", "these sequences form a circle: \(way)", at: start.sequence.span,
                notes: steps.dropFirst().prefix(8).map {
                    .init("\(Words.code($0.sequence.name)) is here", at: $0.sequence.span)
                },
                help: "take one of these steps out; conditions and dates do not matter for this")
        }
    }
}
