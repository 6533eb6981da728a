import Testing

@testable import WaymarkDocuments

/// A file that is edited, read again after each edit.
private struct Edited {
    var read: ReadText

    init(_ text: String) { read = ReadText(text) }

    var root: Node? { read.root }
    var text: String { String(decoding: read.sources.files[0].bytes, as: UTF8.self) }

    func after(_ change: (YAMLEditor, Node) -> TextEdit?) -> String {
        guard let root = read.root else { return "not read: \(read.rendered)" }
        guard let edit = change(YAMLEditor(read.sources.files[0], root: root), root) else { return "no edit" }
        return String(decoding: edit.applied(to: read.sources.files[0].bytes), as: UTF8.self)
    }
}

@Suite struct `Editing a file at a place` {
    @Test func `another text keeps the author's quotes where it can`() {
        let text = "a: plain # c\nb: 'single'\nc: \"double\"\nd: [x, 'y']\n"
        func edit(_ key: String, _ new: String) -> String {
            Edited(text).after { $0.replaceText(of: $1[key]!, with: new) }
        }
        #expect(edit("a", "other") == text.replacing("plain", with: "other"))
        #expect(edit("a", "with: colon") == text.replacing("plain", with: "\"with: colon\""))
        #expect(edit("a", "[x") == text.replacing("plain", with: "\"[x\""))
        #expect(edit("b", "it's") == text.replacing("'single'", with: "'it''s'"))
        #expect(edit("b", "two\nlines") == text.replacing("'single'", with: "\"two\\nlines\""))
        #expect(edit("c", "say \"x\"") == text.replacing("\"double\"", with: "\"say \\\"x\\\"\""))
        #expect(
            Edited(text).after { $0.replaceText(of: $1["d"]!.items![0], with: "p, q") }
                == text.replacing("x", with: "\"p, q\""))
        #expect(Edited(text).after { $0.replaceText(of: $1["d"]!, with: "p") } == "no edit")
    }

    @Test func `a text of several lines stays one`() {
        let text = "a:\n  b: |  # c\n      one\n      two\n\n  d: x\n"
        #expect(
            Edited(text).after { $0.replaceText(of: $1["a"]!["b"]!, with: "three\n\n four\n") }
                == "a:\n  b: | # c\n      three\n\n       four\n\n  d: x\n")
        #expect(
            Edited(text).after { $0.replaceText(of: $1["a"]!["b"]!, with: " leads") }
                == "a:\n  b: \" leads\"  # c\n\n  d: x\n")
    }

    @Test func `a key gets another name`() {
        let text = "age: # years\n  'label': x\n  f: {\"a\":1, b: 2}\n"
        #expect(
            Edited(text).after { $0.renameKey(of: $1.entries![0], to: "age_years") }
                == text.replacing("age:", with: "age_years:"))
        #expect(
            Edited(text).after { $0.renameKey(of: $1["age"]!.entries![0], to: "l") }
                == text.replacing("'label'", with: "'l'"))
        #expect(
            Edited(text).after { $0.renameKey(of: $1["age"]!["f"]!.entries![0], to: "c") }
                == text.replacing("\"a\"", with: "\"c\""))
        #expect(
            Edited(text).after { $0.renameKey(of: $1["age"]!["f"]!.entries![1], to: "<<") }
                == text.replacing("b: 2", with: "\"<<\": 2"))
    }

    @Test func `an entry is added with the indentation of its mapping`() {
        let text = """
            services:
                cgl:   # the main one
                    name: CGL  # short
                    # about areas
                    areas: [a]
                # end

            # next
            agreements: {x: y}
            """
        let service = YAMLValue.Entry(
            "anawim",
            .mapping([
                .init("name", .text("Anawim: women")), .init("areas", .list([.text("a"), .text("b")])),
                .init("criteria", .mapping([])),
            ]))
        #expect(
            Edited(text).after { $0.addEntry(service, to: $1["services"]!, at: 1) }
                == text.replacing(
                    "areas: [a]\n",
                    with: """
                        areas: [a]
                            anawim:
                              name: "Anawim: women"
                              areas:
                                - a
                                - b
                              criteria: {}

                        """))
        #expect(
            Edited(text).after { $0.addEntry(.init("from", .text("2026-01-01")), to: $1["services"]!["cgl"]!, at: 1) }
                == text.replacing("# short\n", with: "# short\n        from: 2026-01-01\n"))
        #expect(
            Edited(text).after { $0.addEntry(.init("p", .text("q, r")), to: $1["agreements"]!, at: 1) }
                == text.replacing("{x: y}", with: "{x: y, p: \"q, r\"}"))
        #expect(
            Edited(text).after { $0.addEntry(.init("p", .list([.text("q")])), to: $1["agreements"]!, at: 0) }
                == text.replacing("{x: y}", with: "{p: [q], x: y}"))
        #expect(Edited(text).after { $0.addEntry(.init("z", .text("w")), to: $1, at: 2) } == text + "\nz: w")
        #expect(Edited("a: {}\n").after { $0.addEntry(.init("z", .text("w")), to: $1["a"]!, at: 0) } == "a: {z: w}\n")
        #expect(
            Edited("a: [b: c]\n").after { $0.addEntry(.init("z", .text("w")), to: $1["a"]!.items![0], at: 1) }
                == "a: [{b: c, z: w}]\n")
    }

    @Test func `an item is added`() {
        #expect(
            Edited("a:\n- x # c\n- y\n").after { $0.addItem(.text("n"), to: $1["a"]!, at: 1) }
                == "a:\n- x # c\n- n\n- y\n")
        #expect(Edited("a:\n  - x\n").after { $0.addItem(.text("n"), to: $1["a"]!, at: 0) } == "a:\n  - n\n  - x\n")
        #expect(Edited("a: [x, y,]\n").after { $0.addItem(.text("n"), to: $1["a"]!, at: 2) } == "a: [x, y, n,]\n")
        #expect(
            Edited("- x\r\n- y\r\n").after {
                $0.addItem(.mapping([.init("p", .text("q")), .init("r", .text("s"))]), to: $1, at: 2)
            }
                == "- x\r\n- y\r\n- p: q\r\n  r: s\r\n")
    }

    @Test func `an entry goes with its lines, the comments of others stay`() {
        let text = """
            # West Midlands
            a: 1  # about a
            b:
              c: 2
              # inside b
            # about d
            d: {e: 3, f: 4}

            # about g
            # more about g
            g: |
              text

            # about h
            h: 5

            """
        func without(_ index: Int) -> String { Edited(text).after { $0.removeEntry(at: index, of: $1) } }
        #expect(without(0) == text.replacing("a: 1  # about a\n", with: ""))
        #expect(without(1) == text.replacing("b:\n  c: 2\n  # inside b\n", with: ""))
        #expect(without(2) == text.replacing("d: {e: 3, f: 4}\n", with: ""))
        #expect(without(3) == text.replacing("# about g\n# more about g\ng: |\n  text\n\n", with: ""))
        #expect(without(4) == text.replacing("# about h\nh: 5\n", with: ""))
        #expect(Edited(text).after { $0.removeEntry(at: 0, of: $1["d"]!) } == text.replacing("e: 3, ", with: ""))
        #expect(Edited(text).after { $0.removeEntry(at: 1, of: $1["d"]!) } == text.replacing(", f: 4", with: ""))
        #expect(
            Edited(text).after { $0.removeEntry(at: 0, of: $1["b"]!) } == text.replacing("  c: 2\n", with: "    {}\n"))
    }

    @Test func `entries behind a dash`() {
        #expect(Edited("- a: 1 # x\n  b: 2\n").after { $0.removeEntry(at: 0, of: $1.items![0]) } == "- b: 2\n")
        #expect(
            Edited("- a: 1 # x\n  # y\n  b: 2\n").after { $0.removeEntry(at: 0, of: $1.items![0]) }
                == "- \n  # y\n  b: 2\n")
        #expect(Edited("- a: 1\n  b: 2\n").after { $0.removeEntry(at: 1, of: $1.items![0]) } == "- a: 1\n")
        #expect(Edited("- a: 1\n").after { $0.removeEntry(at: 0, of: $1.items![0]) } == "-   {}\n")
    }

    @Test func `an item goes`() {
        #expect(Edited("a:\n- x # c\n- y\n").after { $0.removeItem(at: 0, of: $1["a"]!) } == "a:\n- y\n")
        #expect(Edited("a:\n- x\n").after { $0.removeItem(at: 0, of: $1["a"]!) } == "a:\n  []\n")
        #expect(Edited("a: [x, y, z]\n").after { $0.removeItem(at: 1, of: $1["a"]!) } == "a: [x, z]\n")
        #expect(Edited("a: [x, # c\n  y]\n").after { $0.removeItem(at: 1, of: $1["a"]!) } == "a: [x, # c\n  ]\n")
        #expect(Edited("a: [x, # c\n  y]\n").after { $0.removeItem(at: 0, of: $1["a"]!) } == "a: [ # c\n  y]\n")
    }

    @Test func `edits at different places go together, at the same not`() {
        let bytes = Array("abcdef".utf8)
        let edits = [TextEdit(4..<5, "E"), TextEdit(1..<2, ""), TextEdit(0..<0, "<"), TextEdit(6..<6, ">")]
        #expect(TextEdit.apply(edits, to: bytes) == Array("<acdEf>".utf8))
        #expect(TextEdit.apply([TextEdit(1..<3, "x"), TextEdit(2..<4, "y")], to: bytes) == nil)
        #expect(TextEdit.apply([TextEdit(5..<9, "x")], to: bytes) == nil)
    }
}

@Suite struct `Editing random files` {
    @Test(arguments: 0..<40)
    func `changes the tree as it should, and no comment but those of what is removed`(block: UInt64) {
        for seed in block * 50..<(block + 1) * 50 {
            let document = RandomDocument(seed: seed)
            let read = ReadText(document.text)
            guard let root = read.root else { continue }
            var random = SeededGenerator(seed: seed ^ 0xED17)
            for _ in 0..<6 {
                guard let change = RandomChange(root, &random) else { break }
                let editor = YAMLEditor(read.sources.files[0], root: root)
                guard let edit = change.edit(editor) else {
                    Issue.record("seed \(seed): no edit for \(change)")
                    continue
                }
                let bytes = read.sources.files[0].bytes
                let result = edit.applied(to: bytes)
                let text = String(decoding: result, as: UTF8.self)
                let again = ReadText(bytes: result)
                if again.tree != change.expected(document.tree) {
                    Issue.record("seed \(seed): \(change)\n\(again.rendered)\n\(document.text)\n-----\n\(text)")
                }
                let lost = document.comments.filter { !text.contains($0) }
                if !change.isRemoval { #expect(lost.isEmpty, "seed \(seed): \(change)") }
            }
        }
    }
}

/// One change to one node of a tree.
private struct RandomChange {
    enum Kind {
        case text(String)
        case rename(Int, String)
        case addEntry(Int, YAMLValue.Entry)
        case addItem(Int, YAMLValue)
        case remove(Int)
    }

    var path: [Int] = []
    var node: Node
    var kind: Kind

    var isRemoval: Bool { if case .remove = kind { true } else { false } }

    init?(_ root: Node, _ random: inout SeededGenerator) {
        node = root
        while true {
            let children = node.entries?.map(\.value) ?? node.items ?? []
            guard !children.isEmpty, random.chance(75) else { break }
            let index = Int.random(in: 0..<children.count, using: &random)
            path.append(index)
            node = children[index]
        }
        let text = { (random: inout SeededGenerator) in
            ["new", "a: b", "x, y", "it's", " lead", "two\nlines\n", "]", "", "- x", "# no", "é"].randomElement(
                using: &random)!
        }
        let value: YAMLValue =
            random.chance(50)
            ? .text(text(&random))
            : .mapping([
                .init("p", .list([.text(text(&random)), .list([])])), .init("q r", .mapping([.init("s", .text("t"))])),
            ])
        switch node.kind {
        case .scalar: kind = .text(text(&random))
        case .mapping(let entries):
            switch Int.random(in: 0..<3, using: &random) {
            case 0 where !entries.isEmpty: kind = .remove(Int.random(in: 0..<entries.count, using: &random))
            case 1 where !entries.isEmpty:
                kind = .rename(Int.random(in: 0..<entries.count, using: &random), "renamed: " + text(&random))
            default:
                kind = .addEntry(
                    Int.random(in: 0...entries.count, using: &random), .init("added " + text(&random), value))
            }
        case .sequence(let items):
            if !items.isEmpty, random.chance(50) {
                kind = .remove(Int.random(in: 0..<items.count, using: &random))
            } else {
                kind = .addItem(Int.random(in: 0...items.count, using: &random), value)
            }
        }
    }

    func edit(_ editor: YAMLEditor) -> TextEdit? {
        switch kind {
        case .text(let text): editor.replaceText(of: node, with: text)
        case .rename(let index, let key): editor.renameKey(of: node.entries![index], to: key)
        case .addEntry(let index, let entry): editor.addEntry(entry, to: node, at: index)
        case .addItem(let index, let item): editor.addItem(item, to: node, at: index)
        case .remove(let index):
            node.entries == nil ? editor.removeItem(at: index, of: node) : editor.removeEntry(at: index, of: node)
        }
    }

    func expected(_ tree: Tree) -> Tree { changed(tree, path[...]) }

    private func changed(_ tree: Tree, _ path: ArraySlice<Int>) -> Tree {
        if let first = path.first {
            switch tree {
            case .mapping(var pairs):
                pairs[first].value = changed(pairs[first].value, path.dropFirst())
                return .mapping(pairs)
            case .list(var items):
                items[first] = changed(items[first], path.dropFirst())
                return .list(items)
            case .text: return tree
            }
        }
        switch (kind, tree) {
        case (.text(let text), _): return .text(text)
        case (.rename(let index, let key), .mapping(var pairs)):
            pairs[index].key = key
            return .mapping(pairs)
        case (.addEntry(let index, let entry), .mapping(var pairs)):
            pairs.insert(.init(key: entry.key, value: Tree(entry.value)), at: index)
            return .mapping(pairs)
        case (.addItem(let index, let item), .list(var items)):
            items.insert(Tree(item), at: index)
            return .list(items)
        case (.remove(let index), .mapping(var pairs)):
            pairs.remove(at: index)
            return .mapping(pairs)
        case (.remove(let index), .list(var items)):
            items.remove(at: index)
            return .list(items)
        default: return tree
        }
    }
}

extension Tree {
    init(_ value: YAMLValue) {
        switch value {
        case .text(let text): self = .text(text)
        case .mapping(let entries): self = .mapping(entries.map { Pair(key: $0.key, value: Tree($0.value)) })
        case .list(let items): self = .list(items.map(Tree.init))
        }
    }
}
