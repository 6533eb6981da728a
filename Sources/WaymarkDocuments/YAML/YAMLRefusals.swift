/// What is refused although libyaml reads it.
extension Diagnostic {
    static func tooLarge(at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            "yaml.too-large", "this file is larger than 8 MiB", at: span, help: "split it into several files")
    }

    static func tooDeep(limit: Int, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            "yaml.too-deep", "mappings and lists stand more than \(limit) deep inside one another here",
            at: span, help: "no rulebook needs that: look for brackets that are opened and never closed")
    }

    static func tooManyNodes(at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            "yaml.too-many-nodes", "this file holds more than 200,000 keys and values", at: span,
            help: "split it into several files")
    }

    static func severalDocuments(at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            "yaml.several-documents", "`---` starts a second document in this file", at: span,
            help: "remove the line, or move what follows it to a file of its own")
    }

    /// - Parameter indents: it stands at the start of its line.
    static func tab(at span: SourceSpan, indents: Bool = true) -> Diagnostic {
        Diagnostic(
            "yaml.tab",
            indents ? "this line is indented with a tab" : "there is a tab here, where only spaces may stand",
            at: span, help: indents ? "use spaces: two for each level" : "put spaces in its place")
    }

    static func spaceAfterColon(at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            "yaml.syntax", "there must be a space after this colon", at: span,
            help: "write `key: value`; if the colon is part of a text, put the text in double quotes")
    }

    static func tag(at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            "yaml.tag", "a value that begins with `!` is a YAML tag, which rulebooks do not use", at: span,
            help: "remove the tag; if the text itself begins with `!`, put it in double quotes")
    }

    static func anchor(at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            "yaml.anchor", "a value that begins with `&` is a YAML anchor, which rulebooks do not use", at: span,
            help:
                "write the value out wherever it is needed; if the text itself begins with `&`, put it in double quotes"
        )
    }

    static func alias(at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            "yaml.alias", "a value that begins with `*` is a YAML alias, which rulebooks do not use", at: span,
            help: "write the value out; if the text itself begins with `*`, put it in double quotes")
    }

    static func mergeKey(at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            "yaml.merge-key", "`<<` merges another mapping into this one, which rulebooks do not use", at: span,
            help: "write the entries out")
    }

    static func keyNotText(at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            "yaml.key-not-text", "a key must be plain text, not a list, a mapping or a text of several lines", at: span,
            help:
                "write a name before the colon; if this is a value, remove its colon or put it in double quotes"
        )
    }

    static func keyMissing(at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            "yaml.key-not-text", "there is no key before this colon", at: span,
            help: "write a name before the colon; if this is a text, put it in double quotes")
    }

    static func emptyValue(of key: String, at span: SourceSpan, because reason: EmptyValueReason?) -> Diagnostic {
        let help =
            switch reason {
            case .comment:
                "what follows a `#` is a comment and not read; if it is the value, put it in double quotes"
            case .hardSpace:
                "the next line begins with a special blank (a no-break space): replace it by ordinary spaces"
            case nil:
                "write a value after the colon, or remove the key; what belongs to a key stands on the lines below it, "
                    + "indented two spaces further"
            }
        return Diagnostic("yaml.empty-value", "`\(key)` has no value", at: span, help: help)
    }

    /// What makes a value look as if it were there.
    enum EmptyValueReason {
        case comment
        case hardSpace
    }

    static func emptyItem(at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            "yaml.empty-value", "this entry of the list is empty", at: span,
            help: "write a value after the dash, or remove the line")
    }

    static func duplicateKey(_ key: String, at span: SourceSpan, first: SourceSpan) -> Diagnostic {
        Diagnostic(
            "yaml.duplicate-key", "`\(key)` stands twice in the same mapping", at: span,
            notes: [Diagnostic.Note("it stands here first", at: first)],
            help: "keep one of the two, or rename one")
    }

    static func notUTF8(_ byte: UInt8, at span: SourceSpan) -> Diagnostic {
        // The Windows-1252 letters past 0xA0 are those of Unicode; only these are worth a guess.
        let guess = byte >= 0xA0 ? " (here it would turn into “\(Character(Unicode.Scalar(byte)))”)" : ""
        return Diagnostic(
            "yaml.not-utf8", "this file is not saved as UTF-8", at: span,
            help: "open it in an editor and save it again with the encoding UTF-8\(guess)")
    }

    static func controlCharacter(_ scalar: UInt32, at span: SourceSpan) -> Diagnostic {
        let name: String
        switch scalar {
        case 0x0D: name = "a carriage return without a line feed"
        case 0x00: name = "a zero byte"
        case 0x85, 0x2028, 0x2029: name = "a line break that editors do not show (\(codePoint(scalar)))"
        default: name = "the invisible control character \(codePoint(scalar))"
        }
        return Diagnostic(
            "yaml.control-character", "there is \(name) here", at: span,
            help: scalar == 0x0D
                ? "save the file with the line ends of Unix or Windows"
                : "delete it: it may have come along when text was pasted")
    }

    private static func codePoint(_ scalar: UInt32) -> String {
        let digits = String(scalar, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
