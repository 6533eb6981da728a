/// What an entry of the audit vouches for: parts one after another, each led by its length, so that nothing can move
/// from one to the next. What is missing is not the same as what is empty.
enum EntryContent {
    static func of(_ texts: [String?], _ bytes: [UInt8]...) -> [UInt8] {
        let parts = texts.flatMap { text in
            text.map { Array("\($0.utf8.count):\($0)".utf8) } ?? [UInt8(ascii: "-")]
        }
        return parts + bytes.flatMap { Array("\($0.count):".utf8) + $0 }
    }
}
