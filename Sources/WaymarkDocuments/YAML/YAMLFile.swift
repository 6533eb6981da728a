/// One file while it is read: its text, and what was found wrong with it so far.
struct YAMLFile {
    let file: Int32
    let text: YAMLText
    /// Those of the text, in place.
    let bytes: UnsafeBufferPointer<UInt8>
    private(set) var diagnostics = Diagnostics()
    /// Number of keys, values and collections seen.
    var nodes = 0
    /// The next of the text's leading tabs to be looked at.
    private var nextTab = 0

    init(file: Int32, text: YAMLText, bytes: UnsafeBufferPointer<UInt8>) {
        self.file = file
        self.text = text
        self.bytes = bytes
    }

    func span(_ start: Int, _ end: Int) -> SourceSpan {
        SourceSpan(file: file, start: UInt32(start), end: UInt32(end))
    }

    /// Adds a problem. Past a thousand in one file nobody reads on.
    mutating func report(_ diagnostic: Diagnostic) {
        if diagnostics.all.count < 1000 { diagnostics.add(diagnostic) }
    }

    /// Adds the diagnostic for an error of syntax, unless a tab that was already shown explains it.
    mutating func report(_ problem: YAMLProblem) {
        let tabsBefore = nextTab
        refuseTabs(before: problem.offset + 1)
        let line = bytes.lineStart(of: problem.offset)
        if nextTab > tabsBefore, Int(text.leadingTabs[nextTab - 1]) >= line { return }
        report(YAMLAdvice.diagnostic(for: problem, file: file, bytes: bytes))
    }

    /// Reports the tabs that indent lines before `offset`, up to which all text has been seen.
    @inline(__always)
    mutating func refuseTabs(before offset: Int) {
        while nextTab < text.leadingTabs.count, Int(text.leadingTabs[nextTab]) < offset {
            let tab = Int(text.leadingTabs[nextTab])
            nextTab += 1
            report(.tab(at: span(tab, tab + 1)))
        }
    }

    /// Passes over the tabs before `offset`: they are part of a text of several lines.
    @inline(__always)
    mutating func allowTabs(before offset: Int) {
        while nextTab < text.leadingTabs.count, Int(text.leadingTabs[nextTab]) < offset { nextTab += 1 }
    }
}
