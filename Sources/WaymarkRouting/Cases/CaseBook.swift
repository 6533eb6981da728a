import WaymarkDocuments
import WaymarkRules

/// Drafts of cases by folder and name; follows `like`.
struct CaseBook {
    private var drafts: [CaseDraft] = []
    private var problems: [Diagnostics] = []
    private var index: [Key: Int] = [:]

    /// One of the cases asked for.
    enum Wanted {
        case draft(Int)
        /// A case that needs no other.
        case read(LoadedCase)
    }

    private struct Key: Hashable {
        var folder: String
        var name: String
    }

    /// Adds a draft with the problems of its file and returns its number.
    mutating func add(_ draft: CaseDraft, _ problems: Diagnostics) -> Int {
        drafts.append(draft)
        self.problems.append(problems)
        let key = Key(folder: draft.folder, name: draft.name)
        if let first = index[key] {
            self.problems[drafts.count - 1].error(
                "case.twice", "there are two cases called \(Words.code(draft.name)) in this folder", at: draft.nameSpan,
                notes: [.init("the first is here", at: drafts[first].nameSpan)], help: "rename one of them")
        } else {
            index[key] = drafts.count - 1
        }
        return drafts.count - 1
    }

    /// Folders in which a `like` names a case that is not here, each once.
    var foldersToSearch: [String] {
        var folders: [String] = []
        for draft in drafts {
            if let like = draft.like, index[Key(folder: draft.folder, name: like.name)] == nil,
                !folders.contains(draft.folder)
            {
                folders.append(draft.folder)
            }
        }
        return folders
    }

    /// The wanted cases that have no error, in order; the problems of every file that took part go to `diagnostics`.
    func resolve(_ wanted: [Wanted], _ rulebook: Rulebook, into diagnostics: inout Diagnostics) -> [LoadedCase] {
        var isReported = Array(repeating: false, count: drafts.count)
        var circles: Set<Int> = []
        return wanted.compactMap { wanted in
            let number: Int
            switch wanted {
            case .read(let loaded): return loaded
            case .draft(let draft): number = draft
            }
            guard let chain = chain(from: number, &isReported, &circles, into: &diagnostics) else { return nil }
            return assemble(chain, rulebook, into: &diagnostics)
        }
    }

    /// The case and those it is `like`, the nearest first; nil after a message where one of them has an error.
    private func chain(
        from number: Int, _ isReported: inout [Bool], _ circles: inout Set<Int>, into diagnostics: inout Diagnostics
    ) -> [Int]? {
        var chain: [Int] = []
        var members: Set<Int> = []
        var isSound = true
        var next: Int? = number
        while let current = next {
            guard members.insert(current).inserted else {
                reportCircle(chain, from: current, &circles, into: &diagnostics)
                return nil
            }
            chain.append(current)
            if !isReported[current] {
                isReported[current] = true
                diagnostics.add(contentsOf: problems[current])
                if let like = drafts[current].like, target(of: current) == nil {
                    let names = drafts.filter { $0.folder == drafts[current].folder }.map(\.name)
                    diagnostics.error(
                        "case.unknown-like", "there is no case called \(Words.code(like.name)) in this folder",
                        at: like.span, help: Words.help(for: like.name, among: names, as: nil, after: diagnostics))
                }
            }
            next = target(of: current)
            if problems[current].hasErrors || (drafts[current].like != nil && next == nil) { isSound = false }
        }
        return isSound ? chain : nil
    }

    private func target(of number: Int) -> Int? {
        drafts[number].like.flatMap { index[Key(folder: drafts[number].folder, name: $0.name)] }
    }

    /// Reports a circle once, at the first of its cases.
    private func reportCircle(
        _ chain: [Int], from start: Int, _ circles: inout Set<Int>, into diagnostics: inout Diagnostics
    ) {
        let circle = Array(chain.drop { $0 != start })
        guard let first = circle.min(), circles.insert(first).inserted, let like = drafts[first].like else { return }
        let turned = circle.drop { $0 != first } + circle.prefix { $0 != first }
        let way = Circles.words(for: turned.map { drafts[$0].name }, verb: "is like")
        diagnostics.error(
            "case.like-circle", "these cases form a circle: \(way)", at: like.span,
            help: "let one of them say all its facts itself")
    }

    private func assemble(_ chain: [Int], _ rulebook: Rulebook, into diagnostics: inout Diagnostics) -> LoadedCase? {
        guard let own = chain.first.map({ drafts[$0] }) else { return nil }
        var answers = Array(repeating: Answer.unknown, count: rulebook.vocabulary.facts.count)
        var spans: [FactID: SourceSpan] = [:]
        for number in chain.reversed() {
            for entry in drafts[number].answers {
                answers[entry.fact] = entry.answer
                spans[entry.fact] = entry.answer == .unknown ? nil : entry.span
            }
        }
        let date = chain.lazy.compactMap { drafts[$0].decisionDate }.first
        if let expectation = own.expectation, date == nil {
            diagnostics.error(
                "case.no-date", "a case with `expect` needs a `decision_date`, of its own or through `like`",
                at: expectation.span, help: "add `decision_date: YYYY-MM-DD` to the case")
            return nil
        }
        var result = Case(name: own.name, title: own.title, decisionDate: date, answers: answers)
        result.spans = spans
        return LoadedCase(case: result, expectation: own.expectation, file: own.file, span: own.nameSpan)
    }
}
