import Foundation
import Testing

@Suite("waymark ask") struct AskCommandTests {
    /// An interview from a pipe, a reply a line.
    private func ask(_ replies: [String], _ arguments: String...) throws -> CommandRun {
        let run = try CommandRun.waymark(
            ["ask", "--rulebook", CommandRun.rulebook, "--date", "2023-05-10", "--trace", "none"] + arguments,
            input: Array(replies.map { $0 + "\n" }.joined().utf8))
        #expect(run.status == 0 && run.error == "")
        return run
    }

    /// The questions that were put, without their numbers, in order.
    private func questions(_ run: CommandRun) -> [String] {
        run.output.split(separator: "\n").compactMap { line in
            guard let dot = line.firstIndex(of: "."), Int(line[..<dot]) != nil, let end = line.range(of: "?  (") else {
                return nil
            }
            return line[line.index(dot, offsetBy: 2)..<end.lowerBound] + "?"
        }
    }

    private let everythingAboutAChild = ["no", "12", "yes", "q"]

    @Test func `answers settle programmes, and the decision follows`() throws {
        let run = try ask(everythingAboutAChild)
        #expect(run.output.hasPrefix("Decided for 10 May 2023. Write ? for what else you may write.\n"))
        #expect(
            run.output.contains(
                "\n> 12\n   ✗ Drop-in: not eligible\n   ✗ Community treatment: not eligible\n   2 of 6 programmes settled.\n"
            ))
        #expect(run.output.contains("   ✓ Safeguarding: refer\n"))
        #expect(run.output.contains("\nRefer to Safeguarding hub.\n"))
    }

    @Test func `an interview that runs to its end asks nothing that cannot matter`() throws {
        let run = try ask(["no", "40", "no", "1", "nothing", "0", "1", "no"])
        #expect(run.output.contains("\nNothing that could still be asked changes anything.\n"))
        #expect(run.output.contains("   6 of 6 programmes settled.\n"))
        #expect(!run.output.contains("On a script"))
    }

    @Test func `alerts stand above everything`() throws {
        let run = try ask(["yes", "q"])
        #expect(run.output.contains("   ! Act first: there is an immediate risk to life or safety.\n"))
    }

    @Test(arguments: ["don't know", "d", "rather not say", "r"])
    func `what nobody knows and what the person would rather not say is not asked again`(_ reply: String) throws {
        let run = try ask(["no", reply, "q"])
        #expect(
            questions(run) == [
                "Is anybody at immediate risk?", "How old is the person?",
                "Are there signs that the person is exploited?",
            ])
        #expect(run.output.components(separatedBy: "How old is the person?").count == 2)
    }

    @Test func `the last answer is taken back, and its question asked again`() throws {
        let run = try ask(["no", "12", "back", "30", "q"])
        #expect(run.output.contains("> back\n   Taken back: Age.\n   ? Drop-in: open again\n"))
        #expect(questions(run).filter { $0 == "How old is the person?" }.count == 2)
    }

    @Test func `there is nothing to take back at the beginning`() throws {
        #expect(try ask(["b", "q"]).output.contains("> b\n   There is nothing to take back.\n"))
    }

    @Test func `any answer can be changed, by the fact's label or name`() throws {
        for name in ["age", "age_years"] {
            let run = try ask(["no", "30", "change \(name)", "12", "q"])
            // Going to another question answers nothing, so there is no news.
            #expect(run.output.contains("> change \(name)\n\n3. How old is the person?"))
            #expect(run.output.contains("> 12\n   ✗ Drop-in: not eligible\n"))
        }
    }

    @Test(arguments: ["perhaps", "", "yes", "ninety"])
    func `a reply that is no answer is met with what to write`(_ reply: String) throws {
        let run = try ask(["no", reply, "12", "q"])
        #expect(run.output.contains("> \(reply)\n   Write a whole number from 10 to 120.\n> 12\n   ✗ Drop-in"))
    }

    @Test(arguments: ["9", "121", "99999999999999999999"])
    func `a number out of range is met with the range`(_ reply: String) throws {
        let run = try ask(["no", reply, "12", "q"])
        #expect(run.output.contains("10 to 120.\n> 12\n   ✗ Drop-in"))
    }

    @Test func `an answer that cannot be is refused in the rule's words`() throws {
        let run = try ask(["no", "12", "change on licence", "yes", "no", "q"])
        #expect(run.output.contains("> yes\n   This cannot be: nobody under 14 is on licence (Rules/vocabulary.yaml:"))
        #expect(run.output.contains("   If an earlier answer is wrong, write change and what it is about;"))
    }

    @Test func `the state, the reason for a question and help can be asked for`() throws {
        let run = try ask(["s", "w", "?", "q"])
        #expect(run.output.contains("   ? Safeguarding: open; it turns on age and signs of exploitation\n"))
        #expect(run.output.contains("   It may decide: whether there is an immediate risk to life or safety."))
        #expect(run.output.contains("Besides an answer you may write\n"))
    }

    @Test(arguments: [[String](), ["no"], ["no", "12"]])
    func `where the input ends, what is known is decided`(_ replies: [String]) throws {
        let run = try ask(replies)
        #expect(run.output.contains("\nStill worth asking:\n"))
        #expect(run.output.contains("a person decides"))
    }

    @Test func `the vocabulary's order is kept, but what cannot matter is skipped`() throws {
        let run = try ask(["12", "1", "no", "q"], "--order", "vocabulary")
        #expect(questions(run).prefix(2) == ["How old is the person?", "Which council area does the person live in?"])
        #expect(!run.output.contains("On a script"))
    }

    @Test func `a case can be gone on with`() throws {
        let run = try ask(["q"], "\(CommandRun.cases)/little_known.yaml")
        #expect(!questions(run).isEmpty)
        #expect(run.output.contains("little_known"))
    }

    @Test func `a folder of cases is no beginning`() throws {
        let run = try CommandRun.waymark("ask", CommandRun.cases, "--rulebook", CommandRun.rulebook)
        #expect(run.status == 1 && run.error.contains("an interview begins with one case, and here are 11"))
    }

    // MARK: Counting questions

    private let person =
        #"{"id": "p", "decision_date": "2023-05-10", "age_years": 40, "home_area": "ashford", "substances": ["heroin"]}"#

    @Test func `the questions of a caseload are counted in both orders`() throws {
        let scratch = try Scratch()
        let path = try scratch.write(person + "\n" + person + "\n", to: "people.ndjson")
        let run = try CommandRun.waymark("ask", "--simulate", path, "--rulebook", CommandRun.rulebook)
        #expect(run.status == 0 && run.error == "")
        #expect(run.output.contains("Questions until nothing that can be asked changes anything, 2 people:"))
        for row in ["best question first", "vocabulary order", "asking everything"] {
            #expect(run.output.contains(row))
        }
        #expect(run.output.contains("% fewer questions than asking everything."))
    }

    @Test func `bad lines of a caseload are shown, counted and skipped`() throws {
        let scratch = try Scratch()
        let path = try scratch.write(
            "{\n" + person + "\n\n" + #"{"age": 3}"# + "\n" + #"{"age_years": 12, "on_licence": true}"# + "\n",
            to: "people.ndjson")
        let run = try CommandRun.waymark("ask", "--simulate", path, "--rulebook", CommandRun.rulebook)
        #expect(run.status == 1)
        #expect(
            run.output.contains("1 person:")
                && run.output.contains("3 lines could not be read or decided and were skipped."))
        #expect(
            run.error.contains("people.ndjson:1: ")
                && run.error.contains("people.ndjson:4: there is no fact called `age`"))
        #expect(run.error.contains("people.ndjson:5: ") && run.error.contains("nobody under 14 is on licence"))
    }

    @Test func `about one programme only what it turns on is asked`() throws {
        let run = try ask(["12"], "--programme", "drop_in")
        #expect(questions(run).first == "How old is the person?", "\(run.output)")
        #expect(run.output.contains("\nNothing that could still be asked changes the answer for Drop-in.\n"))
        let wrong = try CommandRun.waymark("ask", "--programme", "dropin", "--rulebook", CommandRun.rulebook)
        #expect(wrong.status == 2 && wrong.error.contains("drop_in"))
    }

    @Test func `a caseload that is not there is said`() throws {
        let run = try CommandRun.waymark("ask", "--simulate", "/nowhere.ndjson", "--rulebook", CommandRun.rulebook)
        #expect(run.status == 1 && run.error.contains("/nowhere.ndjson"))
    }

    @Test func `a case and a caseload at once are wrong usage`() throws {
        let run = try CommandRun.waymark("ask", "a.yaml", "--simulate", "b.ndjson", "--rulebook", CommandRun.rulebook)
        #expect(run.status == 2 && run.error.contains("Give a case or --simulate, not both."))
    }
}
