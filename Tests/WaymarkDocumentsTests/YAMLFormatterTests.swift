import Testing
@testable import WaymarkDocuments

private func formatted(_ text: String, respell: @escaping ([String], String) -> String? = { _, _ in nil }) -> String {
    let read = ReadText(text)
    #expect(read.ids.isEmpty, "\(read.rendered)")
    return String(decoding: YAMLFormatter.layout(read.sources.files[0], root: read.root, respell: respell), as: UTF8.self)
}

@Suite struct `Formatting random files` {
    @Test(arguments: 0..<40)
    func `keeps what they say and every comment, and formatting again changes nothing`(block: UInt64) {
        for seed in block * 50..<(block + 1) * 50 {
            let document = RandomDocument(seed: seed)
            let read = ReadText(document.text)
            guard read.ids.isEmpty, read.tree == document.tree else {
                Issue.record("seed \(seed) is no file: \(read.rendered)\n\(document.tree)\n\(document.text)")
                continue
            }
            let once = formatted(document.text)
            let again = ReadText(once)
            guard again.tree == document.tree else {
                Issue.record("seed \(seed): \(again.rendered)\n\(document.text)\n-----\n\(once)")
                continue
            }
            let kept = document.comments.filter { once.components(of: $0 + "\n") == 1 }
            #expect(kept == document.comments, "seed \(seed)\n\(document.text)\n-----\n\(once)")
            let twice = formatted(once)
            #expect(twice == once, "seed \(seed)\n\(document.text)\n-----\n\(once)\n-----\n\(twice)")
            #expect(once.isEmpty || once.hasSuffix("\n"))
            #expect(!once.contains("\r"))
        }
    }
}

extension String {
    fileprivate func components(of part: String) -> Int { ranges(of: part).count }
}
