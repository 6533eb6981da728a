import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

/// Parts of a rulebook, places and people in words.
struct PartWords {
    let rulebook: Rulebook

    // MARK: - Parts

    /// A part inside a sentence: "the bar “is under 18” of O2R".
    func name(_ part: RulePart) -> String {
        switch part {
        case .programme(let index): rulebook.programmes[index].title
        case .service(let index): rulebook.services[index].title
        case .agreement(let index): "the agreement “\(rulebook.agreements[index].title)”"
        case .line(let line): "the \(role(line)) “\(says(line))” of \(owner(line))"
        case .definition(let id): "the definition “\(rulebook.rules.definitions[id].says)”"
        case .parameter(let id): "the parameter “\(rulebook.rules.parameters[id].says)”"
        case .parameterEntry(let id, let index): entry(id, index)
        case .constraint(let id): "the constraint “\(rulebook.rules.constraints[id].says)”"
        case .alert(let index): "the alert “\(rulebook.policy.alerts[index].says)”"
        case .sequence(let index): "the sequence “\(rulebook.policy.sequences[index].says)”"
        case .priority(let index): "the priority “\(rulebook.policy.lowPriority[index].says)”"
        case .need(let index): "the need “\(rulebook.needs[index].says)”"
        case .fact(let id): "“\(rulebook.vocabulary[id].label)”"
        case .applicability(let id): "the only_when of “\(rulebook.vocabulary[id].label)”"
        }
    }

    /// The name by which a part is found in the files.
    func identifier(_ part: RulePart) -> String {
        switch part {
        case .programme(let index): rulebook.programmes[index].name
        case .service(let index): rulebook.services[index].name
        case .agreement(let index): rulebook.agreements[index].name
        case .line(let line): line.name
        case .definition(let id): rulebook.rules.definitions[id].name
        case .parameter(let id), .parameterEntry(let id, _): rulebook.rules.parameters[id].name
        case .constraint(let id): rulebook.rules.constraints[id].name
        case .alert(let index): rulebook.policy.alerts[index].name
        case .sequence(let index): rulebook.policy.sequences[index].name
        case .priority(let index): rulebook.policy.lowPriority[index].name
        case .need(let index): rulebook.needs[index].name
        case .fact(let id), .applicability(let id): rulebook.vocabulary[id].name
        }
    }

    /// Where a part stands.
    func span(_ part: RulePart) -> SourceSpan {
        switch part {
        case .programme(let index): rulebook.programmes[index].span
        case .service(let index): rulebook.services[index].span
        case .agreement(let index): rulebook.agreements[index].span
        case .line(let line): line.span
        case .definition(let id): rulebook.rules.definitions[id].span
        case .parameter(let id): rulebook.rules.parameters[id].span
        case .parameterEntry(let id, let index): rulebook.rules.parameters[id].entries[index].span
        case .constraint(let id): rulebook.rules.constraints[id].span
        case .alert(let index): rulebook.policy.alerts[index].span
        case .sequence(let index): rulebook.policy.sequences[index].span
        case .priority(let index): rulebook.policy.lowPriority[index].span
        case .need(let index): rulebook.needs[index].span
        case .fact(let id): rulebook.vocabulary[id].span
        case .applicability(let id): rulebook.vocabulary[id].onlyWhen?.span ?? rulebook.vocabulary[id].span
        }
    }

    private func entry(_ id: DeclarationID, _ index: Int) -> String {
        let parameter = rulebook.rules.parameters[id]
        let entry = parameter.entries[index]
        var words = "the value \(entry.value)"
        if let area = entry.area, let fact = parameter.locatedBy {
            words += " for \(rulebook.vocabulary[fact].options[area].label)"
        }
        words += days(from: entry.period.from, until: entry.period.until)
        return words + " of the parameter “\(parameter.says)”"
    }

    func role(_ line: RuleLine) -> String {
        switch line.role {
        case .criterion: "criterion"
        case .bar: "bar"
        case .hold: "hold"
        case .signpostReason: "signpost reason"
        }
    }

    private func criterion(_ line: RuleLine) -> Criterion? {
        let all =
            line.service.map { rulebook.services[$0].criteria }
            ?? line.programmes.first.map { rulebook.programmes[$0].criteria } ?? []
        return all.first { $0.span == line.span && $0.name == line.name }
    }

    func says(_ line: RuleLine) -> String { criterion(line)?.says ?? line.name }

    /// The programme, family or service whose line it is.
    func owner(_ line: RuleLine) -> String {
        if let service = line.service { return rulebook.services[service].title }
        let titles = line.programmes.map { rulebook.programmes[$0].title }
        return English.list(titles, "and")
    }

    /// A line where its owner is plain: "“is 18 or over”", with the owner if it is another.
    func short(_ part: RulePart, besides other: RulePart?) -> String {
        guard case .line(let line) = part else { return name(part) }
        if case .line(let about)? = other, about.service == line.service,
            !Set(about.programmes).isDisjoint(with: line.programmes)
        {
            return "the \(role(line)) “\(says(line))”"
        }
        return name(part)
    }

    // MARK: - Places and days

    /// "in Walsall", "in every area", "in 12 areas (Bath, Bolton, Bury, …)".
    func places(_ places: [AreaPlace]) -> String {
        if places.contains(where: { $0.kind == .anywhere }) { return "anywhere" }
        if places.count > 1, places.count == AreaPlaces(rulebook).all.count { return "everywhere" }
        let areas = places.filter(\.isArea).map(\.title)
        let others = places.filter { !$0.isArea }.map { "“\($0.title)”" }
        var parts: [String] = []
        if !areas.isEmpty {
            if areas.count == rulebook.areas.count, areas.count > 1 {
                parts.append("in every area")
            } else if areas.count > 8 {
                parts.append("in \(areas.count) areas (\(areas.prefix(4).joined(separator: ", ")), …)")
            } else {
                parts.append("in \(English.list(areas, "and"))")
            }
        }
        if !others.isEmpty { parts.append("for people whose area is \(English.list(others, "or"))") }
        return English.list(parts, "and")
    }

    /// "from 1 June 2027 to 31 August 2027", "until 31 August 2027"; nothing where it is so now and stays so.
    func days(from: Day?, until: Day?) -> String {
        switch (from, until) {
        case (nil, nil): ""
        case (let from?, nil): " from \(English.date(from))"
        case (nil, let until?): " until \(English.date(until))"
        case (let from?, let until?): " from \(English.date(from)) to \(English.date(until))"
        }
    }

    /// "A, B and C", or "A, B, C and 12 more" unless all are wanted.
    func list(_ names: [String], all: Bool) -> String {
        if all || names.count <= 5 { return English.list(names, "and") }
        return names.prefix(4).joined(separator: ", ") + " and \(names.count - 4) more"
    }

    // MARK: - People

    /// The facts of a person that are worth telling: "Age: 16 years; Gender: woman".
    func person(_ found: FoundPerson) -> String {
        let facts = found.facts.compactMap { fact -> String? in
            guard case .value = found.person.answers[fact] else { return nil }
            let subject = rulebook.vocabulary[fact]
            return "\(subject.label): \(subject.plainText(of: found.person.answers[fact]))"
        }
        return facts.isEmpty ? "anybody" : facts.joined(separator: "; ")
    }
}
