package import WaymarkDocuments

/// Scalars and lists read as what they have to be; each returns nil after one message.
extension Node {
    /// A value the reader of the file has already refused and left empty: nothing more is said about it.
    package var isRefused: Bool {
        if case .scalar("", .plain) = kind { true } else { false }
    }

    /// Text that says something.
    package func readText(_ what: String, into problems: inout Diagnostics) -> String? {
        guard !isRefused else { return nil }
        guard let text else {
            problems.error(
                "shape.text", "\(what) must be written as text, not as \(Words.shape(of: self))", at: span,
                help: "write one text")
            return nil
        }
        guard text.utf8.contains(where: { $0 != 0x20 && $0 != 0x0A && $0 != 0x09 }) else {
            problems.error("text.empty", "\(what) says nothing", at: span, help: "write its words here")
            return nil
        }
        return text
    }

    /// The items of a list.
    package func readList(
        _ what: String, example: String, allowEmpty: Bool = false, into problems: inout Diagnostics
    ) -> [Node]? {
        guard !isRefused else { return nil }
        guard let items else {
            let help: String
            if let text, !text.isEmpty {
                help = "write \(Words.code("[\(text)]"))"
            } else {
                help = "write a list such as \(Words.code(example))"
            }
            problems.error(
                "shape.list", "\(what) must be written as a list, not as \(Words.shape(of: self))", at: span, help: help
            )
            return nil
        }
        guard allowEmpty || !items.isEmpty else {
            problems.error(
                "list.empty", "\(what) is an empty list", at: span, help: "write at least one item")
            return nil
        }
        return items
    }

    /// A list of texts; items that are none are reported and left out.
    package func readTexts(
        _ what: String, example: String, allowEmpty: Bool = false, into problems: inout Diagnostics
    ) -> [String]? {
        readList(what, example: example, allowEmpty: allowEmpty, into: &problems)?
            .compactMap { $0.readText("an item of \(what)", into: &problems) }
    }

    package func readYesNo(_ what: String, into problems: inout Diagnostics) -> Bool? {
        guard let text = readText(what, into: &problems) else { return nil }
        if let value = YesNo.parse(text) { return value }
        problems.error(
            "yes-no.form", "\(what) must be `yes` or `no`, not \(Words.code(text))", at: span,
            help: YesNo.intended(by: text).map { "write \(Words.code($0))" } ?? "write `yes` or `no`")
        return nil
    }

    package func readNumber(_ what: String, in range: ClosedRange<Int>? = nil, into problems: inout Diagnostics) -> Int?
    {
        guard let text = readText(what, into: &problems) else { return nil }
        guard let number = WholeNumber.parse(text) else {
            problems.error(
                "number.form", "\(what) must be a whole number, not \(Words.code(text))", at: span,
                help: "write digits only, such as `12`")
            return nil
        }
        if let range, !range.contains(number) {
            problems.error(
                "number.range",
                "\(what) must lie between \(range.lowerBound) and \(range.upperBound); this is \(number)",
                at: span, help: "write a number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    package func readDay(_ what: String, into problems: inout Diagnostics) -> Day? {
        guard let text = readText(what, into: &problems) else { return nil }
        return DayText.parse(text, what, at: span, into: &problems)
    }
}
