package import WaymarkDocuments
package import WaymarkRouting
import WaymarkRules

/// Ways through the rules in words.
struct WayWords {
    private let rulebook: Rulebook
    private let parts: PartWords

    init(_ rulebook: Rulebook) {
        self.rulebook = rulebook
        parts = PartWords(rulebook: rulebook)
    }

    /// A phrase without a full stop: "the bar “is under 18” of O2R alone keeps somebody out".
    func says(_ way: Way) -> String {
        switch way {
        case .line(let line, let acts): "\(parts.name(.line(line))) \(whatItDoes(line.role, acts))"
        case .bound(let line, let fact, let bound, let isAbove): says(line, fact, bound, isAbove)
        case .service(let service): "somebody is accepted by \(rulebook.services[service].title)"
        case .alert(let alert, let holds): "\(parts.name(.alert(alert))) is \(holds ? "raised" : "not raised")"
        case .change(let part, let day, let isAfter):
            isAfter
                ? "\(English.date(day)), the day on which \(parts.name(part)) changes, for somebody whom it concerns"
                : "\(English.date(day.adding(days: -1))), the day before \(parts.name(part)) changes, for somebody whom it concerns"
        }
    }

    private func whatItDoes(_ role: Criterion.Role, _ acts: Bool) -> String {
        switch (role, acts) {
        case (.criterion, true): "alone is not met"
        case (.criterion, false): "is met, and so is all else"
        case (.bar, true): "alone keeps somebody out"
        case (.bar, false): "does not apply, and all else is met"
        case (.hold, true): "holds somebody back who is accepted"
        case (.hold, false): "does not hold back somebody who is accepted"
        case (.signpostReason, true): "alone makes it a signpost"
        case (.signpostReason, false): "does not apply to somebody who could be referred"
        }
    }

    private func says(_ line: RuleLine, _ fact: FactID, _ bound: WayBound, _ isAbove: Bool) -> String {
        let subject = rulebook.vocabulary[fact]
        switch bound {
        case .number(let number):
            let value = English.amount(isAbove ? number : number - 1, subject.unit)
            return
                "“\(subject.label)” is \(value), just \(isAbove ? "past" : "before") where \(parts.name(.line(line))) turns"
        case .date(let index):
            // A date line mostly turns twice (within three months: three months back, and past today), so say at which.
            let turns = ["first", "second", "third", "fourth"]
            let date = index < turns.count ? "\(turns[index]) date" : "date number \(index + 1)"
            return "“\(subject.label)” is \(isAbove ? "the" : "the day before the") \(date) at which "
                + "\(parts.name(.line(line))) turns"
        }
    }

    /// The part that a way leads through.
    func part(_ way: Way) -> RulePart {
        switch way {
        case .line(let line, _), .bound(let line, _, _, _): .line(line)
        case .service(let service): .service(service)
        case .alert(let alert, _): .alert(alert)
        case .change(let part, _, _): part
        }
    }

    /// `path:line` of the part.
    func place(_ way: Way) -> String { rulebook.place(parts.span(part(way))) }
}

/// The coverage of cases for the person who keeps them.
package struct TestCoverageText: Sendable {
    private let rulebook: Rulebook
    private let style: TextStyle

    package init(_ rulebook: Rulebook, style: TextStyle = TextStyle()) {
        self.rulebook = rulebook
        self.style = style
    }

    /// One sentence for all.
    package func summary(_ coverage: TestCoverage) -> String {
        let count = English.count(coverage.count, "way")
        var text =
            coverage.count == 0
            ? "These rules leave nothing to exercise."
            : coverage.holes.isEmpty
                ? "The cases exercise all \(count) through the rules."
                : "The cases exercise \(coverage.exercised.count) of \(count) through the rules; "
                    + "\(coverage.holes.count) \(coverage.holes.count == 1 ? "is" : "are") not tested."
        if !coverage.undecided.isEmpty {
            text +=
                " Of \(English.count(coverage.undecided.count, "way")) it was not decided within the budget whether anybody can go them."
        }
        return text + "\n"
    }

    /// Every way that is not tested, under the file and line it leads through.
    package func list(_ coverage: TestCoverage) -> String {
        let words = WayWords(rulebook)
        var page = TextPage(style)
        func write(_ heading: String, _ ways: [Way]) {
            if ways.isEmpty { return }
            page.line(heading, tone: .strong)
            for way in ways {
                page.line(English.capitalised(words.says(way)) + ".", indent: 2, mark: "- ")
                page.line(words.place(way), indent: 4, tone: .faint)
            }
        }
        write("Not tested:", coverage.holes.map(\.way))
        write("Not decided:", coverage.undecided)
        return page.text
    }
}

/// The coverage of cases for programs: the value of `coverage` in `waymark.test/1`.
package struct TestCoverageJSON {
    private let rulebook: Rulebook

    package init(_ rulebook: Rulebook) {
        self.rulebook = rulebook
    }

    package func write(_ coverage: TestCoverage, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("ways", coverage.count)
            writer.field("exercised", coverage.exercised.count)
            writer.key("not_tested")
            write(coverage.holes.map(\.way), to: &writer)
            writer.field("impossible", coverage.impossible.count)
            writer.key("not_decided")
            write(coverage.undecided, to: &writer)
        }
    }

    private func write(_ ways: [Way], to writer: inout JSONWriter) {
        let words = WayWords(rulebook)
        writer.array(of: ways) { writer, way in
            let location = rulebook.sources.location(of: PartWords(rulebook: rulebook).span(words.part(way)))
            writer.object { writer in
                writer.field("says", words.says(way))
                writer.field("path", location.path)
                writer.field("line", location.line)
            }
        }
    }
}
