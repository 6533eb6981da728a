import Testing
import WaymarkBatch
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

@Suite struct `Lines of a batch` {
    static let rulebook = """
        facts:
          age: {label: Age, ask: Age?, type: whole number, range: -5 to 1200, unit: years}
          income: {label: Income, ask: Income?, type: whole number, range: 0 to 4000000000}
          adult_ward: {label: Ward, ask: Ward?, type: yes or no, only_when: {age: 18 or over}}
          consents: {label: Consents, ask: Consents?, type: yes or no}
          drug: {label: Drug, ask: Drug?, type: one of, values: {heroin: Heroin, crack: Crack, a_drug_with_a_name_longer_than_thirty_two_letters: Long}}
          drugs: {label: Drugs, ask: Drugs?, type: several of, values: {heroin: Heroin, crack: Crack}}
          released_on: {label: Released, ask: When?, type: date}
          remarks: {label: Remarks, type: text}
          ethnicity: {label: Ethnicity, type: one of, values: {a1: A1, b1: B1}, use: audit only}
        constraints:
          no_babies_on_heroin: {says: no baby uses heroin, impossible: {age: under 2, drug: heroin}}
        programmes:
          heroin:
            title: Heroin
            kind: treatment
            located_by: nothing
            consent: none
            criteria: {uses: {says: uses heroin, when: {drug: heroin}}}
          crack:
            title: Crack
            kind: treatment
            located_by: nothing
            consent: none
            criteria:
              uses: {says: uses crack and was released lately, when: {drugs: crack, released_on: within the last 30 days}}
          rich:
            title: Rich
            kind: support
            located_by: nothing
            consent: none
            criteria: {rich: {says: is rich, when: {income: more than 3000000000, consents: yes}}}
        routing: {order: [heroin, crack, rich]}
        services:
          heroin_service: {programme: heroin, name: H, provider: P, areas: everywhere, agreement: not needed}
          crack_service: {programme: crack, name: C, provider: P, areas: everywhere, agreement: not needed}
          rich_service: {programme: rich, name: R, provider: P, areas: everywhere, agreement: not needed}
        """

    /// Each as somebody may write it; what it yields is what the ordinary reader and the decider yield.
    static let lines = [
        #"{"id":"a","age":40,"drug":"heroin"}"#,
        #"{"id":"a","facts":{"age":40,"drug":"heroin"}}"#,
        #"{"facts":{"drug":"heroin"},"id":"a"}"#,
        #"  { "id" : "a" , "age" : 40 , "drug" : "heroin" }  "#,
        #"{"id":"a","drug":"heroin"}\#t"#,
        #"{"drug":"heroin"}"#,
        #"{}"#,
        #"{"id":"","drug":"heroin"}"#,
        #"{"id":null,"drug":"heroin"}"#,
        #"{"id":7,"drug":"heroin"}"#,
        #"{"id":"Zoë 😀","drug":"heroin"}"#,
        #"{"id":"a\"b\\c\n","drug":"heroin"}"#,
        #"{"id":"a","dr\u0075g":"heroin"}"#,
        #"{"id":"a","drug":"h\u0065roin"}"#,
        #"{"id":"a","drug":"a_drug_with_a_name_longer_than_thirty_two_letters"}"#,
        #"{"id":"a","drug":"a_drug_with_a_name_longer_than_thirty_two_lettres"}"#,
        #"{"id":"a","drug":"heroine"}"#,
        #"{"id":"a","drug":"hero"}"#,
        #"{"id":"a","drug":""}"#,
        #"{"id":"a","drug":["heroin"]}"#,
        #"{"id":"a","drug":"declined"}"#,
        #"{"id":"a","drug":"not known"}"#,
        #"{"id":"a","drug":"unknown"}"#,
        #"{"id":"a","drug":null}"#,
        #"{"id":"a","drug":nul}"#,
        #"{"id":"a","drug":nullx}"#,
        #"{"id":"a","drugs":["heroin","crack"],"released_on":"2025-12-20"}"#,
        #"{"id":"a","drugs":["crack","crack"],"released_on":"2025-12-20"}"#,
        #"{"id":"a","drugs":[ "crack" , "heroin" ],"released_on":"2025-12-20"}"#,
        #"{"id":"a","drugs":[]}"#,
        #"{"id":"a","drugs":[ ]}"#,
        #"{"id":"a","drugs":"nothing"}"#,
        #"{"id":"a","drugs":"crack"}"#,
        #"{"id":"a","drugs":["crack",]}"#,
        #"{"id":"a","drugs":["crack"}"#,
        #"{"id":"a","drugs":[1]}"#,
        #"{"id":"a","drugs":["declined"]}"#,
        #"{"id":"a","age":-5}"#,
        #"{"id":"a","age":-0}"#,
        #"{"id":"a","age":-6}"#,
        #"{"id":"a","age":007}"#,
        #"{"id":"a","age":1200}"#,
        #"{"id":"a","age":1201}"#,
        #"{"id":"a","age":12.0}"#,
        #"{"id":"a","age":1e2}"#,
        #"{"id":"a","age":+1}"#,
        #"{"id":"a","age":-}"#,
        #"{"id":"a","age":12a}"#,
        #"{"id":"a","age":"12"}"#,
        #"{"id":"a","age":99999999999999999999999999}"#,
        #"{"id":"a","income":3000000000,"consents":true}"#,
        #"{"id":"a","income":3000000001,"consents":true}"#,
        #"{"id":"a","income":4000000001,"consents":true}"#,
        #"{"id":"a","consents":truex}"#,
        #"{"id":"a","consents":true false}"#,
        #"{"id":"a","consents":TRUE}"#,
        #"{"id":"a","consents":"yes"}"#,
        #"{"id":"a","consents":1}"#,
        #"{"id":"a","consents" true}"#,
        #"{"id":"a","consents":}"#,
        #"{"id":"a","consents":true,}"#,
        #"{"id":"a",,"consents":true}"#,
        #"{"id":"a" "consents":true}"#,
        #"{"id":"a","consents":true}}"#,
        #"{"id":"a","consents":true} {"id":"b"}"#,
        #"{"id":"a","consents":true"#,
        #"{"id":"a","consents":true,"consents":true}"#,
        #"{"id":"a","id":"b"}"#,
        #"{"id":"a","facts":{},"facts":{}}"#,
        #"{"id":"a","facts":{"consents":true},"consents":true}"#,
        #"{"id":"a","consents":true,"facts":{}}"#,
        #"{"id":"a","facts":null}"#,
        #"{"id":"a","facts":[]}"#,
        #"{"id":"a","facts":{"id":"b"}}"#,
        #"{"id":"a","facts":{"facts":{}}}"#,
        #"{"id":"a","facts":{"decision_date":"2024-01-01"}}"#,
        #"{"id":"a","konsents":true}"#,
        #"{"id":"a","":true}"#,
        #"{"id":"a","released_on":"2024-02-29"}"#,
        #"{"id":"a","released_on":"2023-02-29"}"#,
        #"{"id":"a","released_on":"1899-12-31"}"#,
        #"{"id":"a","released_on":"2101-01-01"}"#,
        #"{"id":"a","released_on":"2024-1-01"}"#,
        #"{"id":"a","released_on":20240101}"#,
        #"{"id":"a","decision_date":"2026-01-15","drugs":["crack"],"released_on":"2026-01-01"}"#,
        #"{"id":"a","decision_date":"2026-03-15","drugs":["crack"],"released_on":"2026-01-01"}"#,
        #"{"id":"a","decision_date":"2026-13-15"}"#,
        #"{"id":"a","decision_date":"unknown"}"#,
        #"{"id":"a","decision_date":null}"#,
        #"{"id":"a","age":1,"drug":"heroin"}"#,
        #"{"id":"a","age":17,"adult_ward":true}"#,
        #"{"id":"a","adult_ward":true}"#,
        #"{"id":"a","age":30,"adult_ward":true}"#,
        #"{"id":"a","remarks":"said \"no\" — twice"}"#,
        #"{"id":"a","remarks":7}"#,
        #"{"id":"a","ethnicity":"a1"}"#,
        #"{"id":"a","ethnicity":"c1"}"#,
        #"["id"]"#,
        #""id""#,
        #"7"#,
        #"null"#,
        #"hello"#,
        #"'"#,
        #"{"#,
        #"}"#,
        #"""#,
        "{\"id\":\"a\u{1}\"}",
        "{\"id\":\"a\tb\"}",
        "\u{0}",
        String(repeating: "[", count: 2000),
        #"{"id":"a","facts":{"# + String(repeating: #""age":1,"#, count: 300) + #""drug":"heroin"}}"#,
        "",
        " \t ",
        "\r",
    ]

    @Test func `each yield what the ordinary reader says of it, whatever stands around it`() throws {
        let rulebook = try TestRulebook.load([("Rules/all.yaml", Self.rulebook)])
        let good = #"{"id":"good","age":40,"drug":"heroin"}"#
        for line in Self.lines {
            for text in [line, "\(line)\n", "\(good)\n\(line)\n\(good)\n", "\n\n\(good)\r\n\(line)\r\n\(line)"] {
                #expect(Batch.summaries(rulebook, text) == Batch.oneByOne(rulebook, text), "\(line)")
            }
        }
        let all = Self.lines.joined(separator: "\n")
        let summaries = Batch.summaries(rulebook, all)
        #expect(summaries == Batch.oneByOne(rulebook, all))
        #expect(summaries.count == Self.lines.count - 3)
    }

    @Test func `that are not UTF-8 spoil no other`() throws {
        let rulebook = try TestRulebook.load([("Rules/all.yaml", Self.rulebook)])
        let worker = try #require(SummaryWorker(rulebook, date: Batch.date))
        let good = Array(#"{"id":"good","age":40,"drug":"heroin"}"#.utf8) + [0x0A]
        let bad = Array(#"{"id":""#.utf8) + [0xFF, 0xFE] + Array(#""}"#.utf8) + [0x0A]
        let bytes = good + bad + good
        let output = OutputBuffer(capacity: 64)
        let padded = bytes + [UInt8](repeating: 0, count: 64)
        let counts = padded.withUnsafeBytes {
            worker.work(UnsafeRawBufferPointer(rebasing: $0[..<bytes.count]), into: output)
        }
        let lines = String(decoding: output.numbered(base: 0), as: UTF8.self).split(separator: "\n")
        #expect(counts == BatchCounts(cases: 3, errors: 1, lineEnds: 3))
        #expect(lines[0] == #"{"id":"good","eligible":["heroin"],"primary":"heroin"}"#)
        #expect(
            lines[1]
                == #"{"id":null,"line":2,"error":"This is not saved as UTF-8. Save it again with the encoding UTF-8."}"#
        )
        #expect(lines[2] == lines[0])
    }

    @Test func `are mistyped in hundreds of ways, and read as the ordinary reader reads them`() throws {
        let rulebook = try TestRulebook.load([("Rules/all.yaml", Self.rulebook)])
        var random = RandomSource(seed: 11)
        let signs = Array("\"{}[]:,\\ \t0aet-.\u{1}x".utf8)
        var lines: [String] = []
        for _ in 0..<(400 * Effort.factor) {
            var bytes = Array(random.pick(Self.lines).utf8)
            for _ in 0..<random.int(1...2) where !bytes.isEmpty {
                let place = random.int(0...(bytes.count - 1))
                switch random.int(0...2) {
                case 0: bytes.remove(at: place)
                case 1: bytes.insert(random.pick(signs), at: place)
                default: bytes[place] = random.pick(signs)
                }
            }
            lines.append(String(decoding: bytes, as: UTF8.self))
        }
        // All in one text, so that what is wrong with a line is kept from its neighbours; then each alone.
        let text = lines.joined(separator: "\n")
        let expected = Batch.oneByOne(rulebook, text)
        let found = Batch.summaries(rulebook, text)
        #expect(found.count == expected.count)
        for (a, b) in zip(found, expected) where a != b { Issue.record("\(a)\n\(b)") }
        for line in lines.prefix(100) {
            #expect(Batch.summaries(rulebook, line) == Batch.oneByOne(rulebook, line), "\(line)")
        }
    }
}
