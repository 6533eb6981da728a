import WaymarkAnalysis
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkSodium
import WaymarkStore

/// What was answered so far, in the order in which it was said, as it travels in a form: signed, never in an address,
/// a cookie or the browser's storage. It survives a restart of the server and the browser's back button.
struct DraftCase: Sendable {
    /// Made once for each person seen: two clicks on the same button keep one decision.
    var key: String
    var date: Day
    /// Custody or case reference; may be empty.
    var reference: String
    /// The programme that alone is asked about, by name.
    var about: String?
    var answers: [(fact: FactID, answer: Answer)] = []
    /// Where answers that nobody gave come from: earlier referrals. Who changes such an answer takes its origin away.
    private(set) var origins: [FactID: HistoricFact.Origin] = [:]

    /// Facts that the form names and this rulebook no longer has, or not with that value.
    var forgotten: [String] = []

    static let field = "sheet"
    private static let purpose = "sheet"

    init(key: String, date: Day, reference: String = "") {
        self.key = key
        self.date = date
        self.reference = reference
    }

    /// The draft that a form carries; nil where it has none, or one that is not this person's own.
    init?(_ context: RequestContext) {
        guard let sealed = context.form[DraftCase.field],
            let text = context.server.secrets.opened(sealed, for: DraftCase.purpose, of: context.visitor?.name ?? ""),
            let draft = DraftCase(text, under: context.rulebook.rulebook)
        else { return nil }
        self = draft
    }

    func hidden(_ context: RequestContext) -> HTML {
        let sealed = context.server.secrets.sealed(
            text(under: context.rulebook.rulebook), for: DraftCase.purpose, of: context.visitor?.name ?? "")
        return input(.type("hidden"), .name(DraftCase.field), .value(sealed))
    }

    /// What is known, as a case.
    func person(under rulebook: Rulebook) -> Case {
        var known = rulebook.vocabulary.facts.map { _ in Answer.unknown }
        for (fact, answer) in answers { known[fact] = answer }
        return Case(name: reference, decisionDate: date, answers: known)
    }

    /// The one programme that is asked about; nil for all, also where the rulebook no longer has it.
    func programme(under rulebook: Rulebook) -> Int? {
        about.flatMap { name in rulebook.programmes.firstIndex { $0.name == name } }
    }

    func answer(to fact: FactID) -> Answer { answers.first { $0.fact == fact }?.answer ?? .unknown }

    mutating func set(_ fact: FactID, to answer: Answer) {
        if answer != self.answer(to: fact) { origins[fact] = nil }
        if let known = answers.firstIndex(where: { $0.fact == fact }) {
            answers[known].answer = answer
        } else {
            answers.append((fact, answer))
        }
    }

    /// Takes over what the record says.
    mutating func fill(_ fact: FactID, with answer: Answer, from origin: HistoricFact.Origin) {
        set(fact, to: answer)
        origins[fact] = origin
    }

    /// What somebody answered, without what the record filled in.
    private var given: [FactID] { answers.map(\.fact).filter { origins[$0] == nil } }

    var hasGivenAnswers: Bool { !given.isEmpty }

    /// Takes the last answer back that somebody gave; nil where there is none.
    mutating func takeBack() -> FactID? {
        guard let last = given.last else { return nil }
        remove([last])
        return last
    }

    mutating func remove(_ facts: [FactID]) {
        answers.removeAll { facts.contains($0.fact) }
        for fact in facts { origins[fact] = nil }
    }

    /// Takes over what was answered under another rulebook, if this one can still read it.
    mutating func take(_ answer: Answer, of fact: Fact, under rulebook: Rulebook) {
        if let id = rulebook.vocabulary[fact.name],
            let known = DraftCase.answer(DraftCase.spelled(answer, of: fact), to: rulebook.vocabulary[id])
        {
            set(id, to: known)
        } else {
            forgotten.append(fact.name)
        }
    }

    // MARK: - As text

    /// Key, date, reference, `@programme` where one alone is asked about, then `fact=value`, by names, so that a changed
    /// rulebook can still read it; `;` between. A value from the record is followed by `@` and where it comes from.
    /// On one line and without blanks: a browser sends line ends back as it likes. The reference, which may hold
    /// anything, stands in hexadecimal digits.
    private func text(under rulebook: Rulebook) -> String {
        var lines = [key, date.description, Sodium.hexadecimal(Array(reference.utf8))]
        if let about { lines.append("@" + about) }
        for (id, answer) in answers {
            let fact = rulebook.vocabulary[id]
            let origin = origins[id].map { "@\($0.referral)/\($0.state.rawValue)/\($0.day)" } ?? ""
            lines.append(fact.name + "=" + DraftCase.spelled(answer, of: fact) + origin)
        }
        return lines.joined(separator: ";")
    }

    private init?(_ text: String, under rulebook: Rulebook) {
        let lines = text.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
        guard lines.count >= 3, let date = Day(lines[1]), let reference = Sodium.bytes(hexadecimal: lines[2]) else {
            return nil
        }
        self.init(key: lines[0], date: date, reference: String(decoding: reference, as: UTF8.self))
        for line in lines.dropFirst(3) {
            if line.hasPrefix("@") {
                about = String(line.dropFirst())
                continue
            }
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2 else { return nil }
            let value = parts[1].split(separator: "@", omittingEmptySubsequences: false).map(String.init)
            if let fact = rulebook.vocabulary[parts[0]],
                let answer = DraftCase.answer(value[0], to: rulebook.vocabulary[fact])
            {
                answers.append((fact, answer))
                if value.count == 2 { origins[fact] = DraftCase.origin(value[1]) }
            } else {
                forgotten.append(parts[0])
            }
        }
    }

    private static func origin(_ text: String) -> HistoricFact.Origin? {
        let parts = text.split(separator: "/").map(String.init)
        guard parts.count == 3, let state = ReferralState(rawValue: parts[1]), let day = Day(parts[2]) else {
            return nil
        }
        return .init(referral: parts[0], state: state, day: day)
    }

    private static func spelled(_ answer: Answer, of fact: Fact) -> String {
        switch answer {
        case .unknown: ""
        case .declined: "-"
        case .notKnown: "?"
        case .value(.yesNo(let yes)): yes ? "yes" : "no"
        case .value(.number(let number)): String(number)
        case .value(.date(let day)): day.description
        case .value(.option(let option)): fact.options[option].name
        case .value(.options(let options)): "[" + options.map { fact.options[$0].name }.joined(separator: ",")
        case .value(.text): ""
        }
    }

    private static func answer(_ text: String, to fact: Fact) -> Answer? {
        if text == "-" { return .declined }
        if text == "?" { return .notKnown }
        switch fact.type {
        case .yesNo: return text == "yes" ? .value(.yesNo(true)) : text == "no" ? .value(.yesNo(false)) : nil
        case .wholeNumber(let range):
            return Int(text).flatMap { range.contains($0) ? .value(.number($0)) : nil }
        case .date: return Day(text).map { .value(.date($0)) }
        case .oneOf: return fact.optionIndex[text].map { .value(.option($0)) }
        case .severalOf:
            guard text.hasPrefix("[") else { return nil }
            let options = text.dropFirst().split(separator: ",").map { fact.optionIndex[String($0)] }
            let known = options.compactMap { $0 }
            return known.count == options.count ? .value(.options(known.sorted())) : nil
        case .text: return nil
        }
    }
}
