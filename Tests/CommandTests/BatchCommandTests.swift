import Foundation
import Testing

@Suite("waymark batch") struct BatchCommandTests {
    private static let folder = CommandRun.package.appendingPathComponent("Examples/routing-v1").path
    private static let person =
        #""age":45,"gender":"male","area":"walsall","district":"neighbourhood","setting":"custody","offence":"violence","#
        + #""offences_12m":5,"class_a":[],"class_a_dependent":false,"drug_test":"negative","possession_found":false,"#
        + #""intent_to_supply":false,"substances_aggravate_offence":false,"alcohol_trigger":false,"#
        + #""alcohol_dependent":true,"on_script":false,"cgl_engaged":false,"cgl_closed_contact_attempts":1,"#
        + #""mental_health":"none","wellbeing":17,"housing":"leaving_rehab","abstinent":true,"divert_referrals":0,"#
        + #""divert_failed_to_engage":false,"accepts_responsibility":true,"consents":true,"known_victim_willing":false"#
    private static let answer = #""eligible":["cars","recovery_housing"],"primary":"cars"}"#

    private static func people(_ count: Int) -> String {
        (0..<count).map { "{\"id\":\"p\($0)\",\(person)}\n" }.joined()
    }

    private func batch(_ arguments: [String], _ input: String) throws -> CommandRun {
        try CommandRun.waymark(["batch", "--rulebook", Self.folder] + arguments, input: Array(input.utf8))
    }

    @Test func `routes a stream to summaries`() throws {
        let run = try batch(["--output", "summary"], Self.people(2))
        #expect(run.output == "{\"id\":\"p0\",\(Self.answer)\n{\"id\":\"p1\",\(Self.answer)\n")
        #expect(run.status == 0 && run.error == "")
    }

    @Test(arguments: ["none", "short", "full"]) func `decides as route does`(detail: String) throws {
        let text = Self.people(3) + "{\"id\":\"x\",\"age\":20}\n{\"id\":\"y\",\"age\":\"old\"}\n\n{\n" + Self.people(1)
        let options = ["--rulebook", Self.folder, "--trace", detail, "--date", "2026-02-03"]
        let scratch = try Scratch()
        let file = try scratch.write(text, to: "people.ndjson")
        let route = try CommandRun.waymark(["route", "--format", "json", file] + options)
        for threads in ["1", "3"] {
            let batch = try CommandRun.waymark(["batch", "--threads", threads, file] + options)
            #expect(batch.output == route.output)
            #expect(batch.status == 1)
            #expect(batch.error.contains("2 of 7 cases in `\(file)` could not be decided"))
        }
    }

    @Test func `reads files one after the other, each with its own line numbers`() throws {
        let scratch = try Scratch()
        let first = try scratch.write(Self.people(1) + "?\n", to: "a.ndjson")
        let second = try scratch.write("?\n" + Self.people(1), to: "b.ndjson")
        let run = try batch(["--output", "summary", first, scratch.path("none.ndjson"), second], "")
        let lines = run.output.split(separator: "\n")
        try #require(lines.count == 4)
        #expect(lines[1].hasPrefix("{\"id\":null,\"line\":2,") && lines[2].hasPrefix("{\"id\":null,\"line\":1,"))
        #expect(run.status == 1 && run.error.contains("there is no file `\(scratch.path("none.ndjson"))`"))
    }

    @Test func `refuses a folder, and numbers of threads that make no sense`() throws {
        let folder = try batch([Self.folder], "")
        #expect(folder.status == 1 && folder.error.contains("is a folder"))
        #expect(try batch(["--threads", "0"], "").status == 2)
        #expect(try batch(["--output", "parquet"], "").status == 2)
    }

    @Test func `stops without a word when its reader has gone`() throws {
        let scratch = try Scratch()
        let file = try scratch.write(Self.people(3000), to: "people.ndjson")
        let run = try CommandRun.shell(
            "$WAYMARK batch --rulebook '\(Self.folder)' --output summary '\(file)' | head -1; echo ${PIPESTATUS[0]}")
        #expect(
            run.output == "{\"id\":\"p0\",\(Self.answer)\n1\n" || run.output == "{\"id\":\"p0\",\(Self.answer)\n0\n")
        #expect(run.error == "")
    }

    @Test(arguments: [1, 4]) func `leaves no part of a line on a disk that is full`(threads: Int) throws {
        let scratch = try Scratch()
        let file = try scratch.write(Self.people(3000), to: "people.ndjson")
        let output = scratch.path("out.ndjson")
        // No disk is at hand that fills up: a limit on the size of files, 64 blocks of 1024 bytes, fails likewise.
        let run = try CommandRun.shell(
            "trap '' XFSZ; ulimit -f 64; $WAYMARK batch --rulebook '\(Self.folder)' --threads \(threads) --output summary '\(file)' > '\(output)'"
        )
        #expect(run.status == 1 && run.error.contains("the output could not be written: "))
        let written = try scratch.text("out.ndjson")
        #expect(
            written.hasSuffix("\"primary\":\"cars\"}\n") && written.utf8.count > 65_000 && written.utf8.count <= 65_536)
        let full = try batch(["--output", "summary"], Self.people(10)).status
        #expect(full == 0)
    }

    @Test func `says that nothing can be written`() throws {
        let run = try CommandRun.shell(
            "printf '{\"id\":\"a\"}\\n' | $WAYMARK batch --rulebook '\(Self.folder)' --output summary > /dev/full")
        #expect(run.status == 1 && run.error.contains("the output could not be written: No space left on device"))
    }

    @Test func `interrupted, ends what it has begun and no more`() throws {
        // The stream never ends by itself; the program waits for more of it when the signal comes.
        let scratch = try Scratch()
        let file = try scratch.write(Self.people(1), to: "people.ndjson")
        let run = try CommandRun.shell(
            """
            exec 3< <(cat '\(file)'; sleep 5)
            $WAYMARK batch --rulebook '\(Self.folder)' --output summary <&3 > '\(scratch.path("out"))' & process=$!
            while ! [ -s '\(scratch.path("out"))' ]; do sleep 0.05; done
            kill -TERM $process
            wait $process; echo $?
            """)
        #expect(try scratch.text("out") == "{\"id\":\"p0\",\(Self.answer)\n")
        #expect(run.output == "143\n")
    }
}
