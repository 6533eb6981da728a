import Foundation
import Testing

@Suite("waymark new area") struct NewAreaCommandTests {
    private func rulebook() throws -> Scratch {
        let scratch = try Scratch()
        try scratch.copyRulebook()
        return scratch
    }

    private func newArea(_ arguments: String..., in scratch: Scratch) throws -> CommandRun {
        try CommandRun.waymark(["new", "area"] + arguments, in: scratch.folder)
    }

    @Test func `a rulebook with a new area loads at once`() throws {
        let scratch = try rulebook()
        let run = try newArea("Milton Keynes", "--gss", "E06000042", in: scratch)
        #expect(run.status == 0 && run.output.hasPrefix("Wrote Services/milton_keynes.yaml."))
        let check = try CommandRun.waymark(["check"], in: scratch.folder)
        #expect(check.status == 0 && check.output.contains("in 4 areas"))
        let format = try CommandRun.waymark(["fmt", "--check", "Services/milton_keynes.yaml"], in: scratch.folder)
        #expect(format.status == 0)
    }

    @Test func `every programme with a place waits to be filled in, and no other`() throws {
        let scratch = try rulebook()
        _ = try newArea("corby_town", "--gss", "E07000999", in: scratch)
        let text = try scratch.text("Services/corby_town.yaml")
        #expect(text.contains("name: Corby Town"))
        for programme in ["treatment", "outreach", "housing"] {
            #expect(text.contains("#   \(programme)_corby_town:"))
        }
        for programme in ["drop_in", "alcohol_course", "safeguarding"] {
            #expect(!text.contains("\(programme)_corby_town"))
        }
    }

    @Test func `without its comment marks every empty line is named, and filled in it loads`() throws {
        let scratch = try rulebook()
        _ = try newArea("Corby Town", "--gss", "E07000999", in: scratch)
        let text = try scratch.text("Services/corby_town.yaml")
        // The part under `services:`, with the marks taken away, only the housing service of it.
        let lines = text.split(separator: "\n").map(String.init)
        let start = try #require(lines.firstIndex(of: "#   housing_corby_town:"))
        let service = lines[start..<min(start + 13, lines.count)].map { String($0.dropFirst(2)) }
        let head = lines.prefix { $0 != "# services:" }.joined(separator: "\n")
        let open = head + "\nservices:\n" + service.joined(separator: "\n") + "\n"
        try scratch.write(open, to: "Services/corby_town.yaml")
        let empty = try CommandRun.waymark(["check"], in: scratch.folder)
        #expect(empty.status == 1)
        let places = empty.output.components(separatedBy: "Services/corby_town.yaml:").count - 1
        #expect(places >= 5, "\(empty.output)")

        let values = [
            "name:": "name: Roof", "provider:": "provider: Roof", "from:": "from: 2026-01-01",
            "confirmed_until:": "confirmed_until: 2027-01-01", "agreement:": "agreement: not needed",
            "refer_by:": "refer_by: phone", "contact: {phone: , hours: }": "contact: {phone: ask}",
            "source:": "source: them",
        ]
        let filled = service.map { line in
            values.first { line.hasPrefix("    " + $0.key) }.map { "    " + $0.value } ?? line
        }
        try scratch.write(
            head + "\nservices:\n" + filled.joined(separator: "\n") + "\n", to: "Services/corby_town.yaml")
        let check = try CommandRun.waymark(["check"], in: scratch.folder)
        #expect(check.status == 0 && check.output.contains("10 services in 4 areas"), "\(check.output)")
    }

    @Test func `a file that is there is left as it is`() throws {
        let scratch = try rulebook()
        try scratch.write("# mine\n", to: "Services/dorset.yaml")
        let run = try newArea("Dorset", "--gss", "E06000059", in: scratch)
        #expect(run.status == 1 && run.error.contains("there is a file `Services/dorset.yaml` already"))
        #expect(try scratch.text("Services/dorset.yaml") == "# mine\n")
    }

    @Test(arguments: [
        ("Ashford", "E06000059", "there is an area of this name already, at Services/services.yaml:"),
        ("Dorset", "E07000105", "Ashford has the GSS code E07000105 already"),
        ("Dorset", "12", "`12` is no GSS code"),
        ("9", "E06000059", "gives no name for the rulebook"),
    ])
    func `what cannot be is said`(_ name: String, _ gss: String, _ words: String) throws {
        let scratch = try rulebook()
        let run = try newArea(name, "--gss", gss, in: scratch)
        #expect(run.status == 1 && run.output == "" && run.error.contains(words))
    }
}
