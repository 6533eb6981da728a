import WaymarkDocuments
import Glibc
import WaymarkAnalysis
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

/// An interview on the terminal or from a pipe.
final class InterviewSession {
    private let interviewer: Interviewer
    private let replies: ReplyReader
    private let text: InterviewText
    private let decisionText: DecisionText
    private let programme: Int?
    /// What comes from a pipe is shown, so that the output can be read alone.
    private let echoes = isatty(STDIN_FILENO) == 0

    /// What a reply leads to.
    private enum Turn {
        /// The same question again: the reply was a wish to be told something, or no answer.
        case same
        case interview(Interview)
        /// The last answer is taken back, and its question put again.
        case back(Interview, FactID)
        /// Another question is put; nothing was answered.
        case other(FactID)
        case end
    }

    /// - Parameter programme: the one that alone is asked about; nil for all.
    init(_ rulebook: Rulebook, order: QuestionOrder, detail: TraceDetail, about programme: Int?) {
        self.programme = programme
        interviewer = Interviewer(rulebook, order: order)
        replies = ReplyReader(rulebook)
        text = InterviewText(rulebook, style: Terminal.style)
        decisionText = DecisionText(rulebook, detail: detail, style: Terminal.style)
    }

    /// Asks until nothing that could still be asked matters, or nobody answers; then decides.
    func run(_ person: Case, on day: Day) throws {
        var interview = try begin(person, on: day)
        Output.line("Decided for \(English.date(interview.date)). Write ? for what else you may write.\n")
        var before: InterviewStep?
        var wanted: FactID?
        /// Nothing has been answered since the last news.
        var isUnchanged = false
        asking: while true {
            let step = try interviewer.step(interview, about: programme)
            if !isUnchanged { Output.write(text.news(from: before, to: step)) }
            isUnchanged = false
            before = step
            guard let fact = wanted ?? step.question?.fact else {
                let what = programme.map { "the answer for " + interviewer.rulebook.programmes[$0].title } ?? "anything"
                Output.line("\nNothing that could still be asked changes \(what).")
                break
            }
            wanted = nil
            Output.write("\n" + text.question(fact, number: interview.replies.count + 1, atMost: max(1, step.atMost)))
            switch try ask(fact, interview, step) {
            case .interview(let next): interview = next
            case .back(let earlier, let last): (interview, wanted) = (earlier, last)
            case .other(let other): (wanted, isUnchanged) = (other, true)
            case .end, .same: break asking
            }
        }
        let decision = try interviewer.decision(interview)
        Output.write("\n" + decisionText.text(decision, hints: NearMisses(interviewer.plans).hints(decision)))
    }

    private func begin(_ person: Case, on day: Day) throws -> Interview {
        do {
            return try interviewer.begin(person, on: day)
        } catch {
            show(error, person)
            throw Exit.problems
        }
    }

    /// Reads lines until one leads on.
    private func ask(_ fact: FactID, _ interview: Interview, _ step: InterviewStep) throws -> Turn {
        while let line = nextLine() {
            let turn = turn(replies.read(line, for: fact), to: fact, interview, step)
            if case .same = turn { continue }
            return turn
        }
        return .end
    }

    private func turn(
        _ reply: ReplyReader.Reply, to fact: FactID, _ interview: Interview, _ step: InterviewStep
    ) -> Turn {
        switch reply {
        case .answer(let answer): return settle(answer, fact, interview)
        case .back:
            guard let last = interview.replies.last, let earlier = interview.back() else {
                Output.line("   There is nothing to take back.")
                return .same
            }
            Output.line("   Taken back: \(label(last.fact)).")
            return .back(earlier, last.fact)
        case .change(let other): return .other(other)
        case .state: Output.write(text.state(step))
        case .why:
            let question = step.decision.questions.first { $0.fact == fact } ?? step.question
            if let question, question.fact == fact {
                Output.write(text.reason(question))
            } else {
                Output.line("   You asked for it; it changes nothing by itself.")
            }
        case .help: Output.write(InterviewText.help)
        case .stop: return .end
        case .unclear(let advice): Output.line("   \(English.sentence(advice))")
        }
        return .same
    }

    private func settle(_ answer: Answer, _ fact: FactID, _ interview: Interview) -> Turn {
        do {
            let result = try interviewer.reply(answer, to: fact, in: interview)
            for other in result.takenBack {
                Output.line("   Taken back, since it no longer applies: \(label(other)).")
            }
            return .interview(result.interview)
        } catch {
            var attempt = interview.person
            attempt.answers[fact] = answer
            show(
                error, attempt,
                advice: "if an earlier answer is wrong, write change and what it is about; if this one is not certain, "
                    + "write don't know")
            return .same
        }
    }

    private func nextLine() -> String? {
        Output.write("> ")
        guard let line = readLine() else {
            Output.write("\n")
            return nil
        }
        if echoes { Output.line(line) }
        return line
    }

    private func label(_ fact: FactID) -> String { interviewer.rulebook.vocabulary[fact].label }

    /// - Parameter advice: what to do, where a case in a file would be told something else.
    private func show(_ refusal: Refusal, _ person: Case, advice: String? = nil) {
        let problem = refusal.diagnostic(of: person, under: interviewer.rulebook)
        Output.line("   \(English.capitalised(English.sentence(problem.message)))")
        if let help = advice ?? problem.help { Output.line("   \(English.capitalised(English.sentence(help)))") }
    }
}
