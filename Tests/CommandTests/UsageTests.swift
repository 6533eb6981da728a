import Foundation
import Testing

@Suite("How the program behaves in a shell") struct UsageTests {
    @Test func `shells get their completion`() throws {
        for shell in ["bash", "zsh", "fish"] {
            let run = try CommandRun.waymark("--generate-completion-script", shell)
            #expect(run.status == 0 && run.output.contains("waymark") && run.output.contains("route"))
        }
    }

    @Test func `a reader who leaves early is no error`() throws {
        let run = try CommandRun.shell("\"$WAYMARK\" route Examples/cases --trace full | head -n 1")
        #expect(run.status == 0 && run.error == "" && run.output.split(separator: "\n").count == 1)
    }

    @Test func `output that cannot be written is said`() throws {
        let run = try CommandRun.shell("\"$WAYMARK\" schema decision > /dev/full")
        #expect(run.status == 1 && run.error.contains("the output could not be written: No space left on device"))
    }

    // MARK: Colour

    private let line = "$WAYMARK route \(CommandRun.cases)/adult.yaml --rulebook \(CommandRun.rulebook)"

    private func onATerminal(_ settings: String) throws -> String {
        try CommandRun.shell("\(settings) script -qec \"\(line)\" /dev/null < /dev/null").output
    }

    @Test func `colour on a terminal only`() throws {
        #expect(try onATerminal("TERM=xterm").contains("\u{1B}["))
        #expect(!(try CommandRun.shell(line).output.contains("\u{1B}")))
    }

    @Test func `no colour where NO_COLOR is set, or the terminal is dumb`() throws {
        #expect(!(try onATerminal("TERM=xterm NO_COLOR=1").contains("\u{1B}")))
        #expect(!(try onATerminal("TERM=dumb").contains("\u{1B}")))
    }

    @Test func `an empty NO_COLOR is none`() throws {
        #expect(try onATerminal("TERM=xterm NO_COLOR=").contains("\u{1B}["))
    }
}
