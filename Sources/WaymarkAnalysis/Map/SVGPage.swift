/// Shapes of an SVG picture in whole units, in the order drawn.
struct SVGPage {
    private var lines: [String] = []
    private(set) var height = 0

    enum Anchor: String {
        case start, middle, end
    }

    mutating func rect(
        _ x: Int, _ y: Int, _ width: Int, _ height: Int, fill: String, stroke: String? = nil, title: String? = nil
    ) {
        let border = stroke.map { " stroke=\"\($0)\"" } ?? ""
        let shape =
            "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(max(0, width))\" height=\"\(max(0, height))\" fill=\"\(fill)\"\(border)"
        lines.append(title.map { "\(shape)><title>\(SVGPage.escaped($0))</title></rect>" } ?? "\(shape)/>")
        self.height = max(self.height, y + height)
    }

    mutating func text(
        _ words: String, _ x: Int, _ y: Int, size: Int = 11, anchor: Anchor = .start, isBold: Bool = false,
        fill: String = "#1a1a1a", isUpright: Bool = false
    ) {
        var attributes = "x=\"\(x)\" y=\"\(y)\" font-size=\"\(size)\" fill=\"\(fill)\""
        if anchor != .start { attributes += " text-anchor=\"\(anchor.rawValue)\"" }
        if isBold { attributes += " font-weight=\"bold\"" }
        if isUpright { attributes += " transform=\"rotate(-90 \(x) \(y))\"" }
        lines.append("<text \(attributes)>\(SVGPage.escaped(words))</text>")
        height = max(height, y)
    }

    mutating func line(_ x1: Int, _ y1: Int, _ x2: Int, _ y2: Int, stroke: String, isDashed: Bool = false) {
        let dash = isDashed ? " stroke-dasharray=\"3 3\"" : ""
        lines.append("<line x1=\"\(x1)\" y1=\"\(y1)\" x2=\"\(x2)\" y2=\"\(y2)\" stroke=\"\(stroke)\"\(dash)/>")
    }

    /// The picture; it scales to the width of a page.
    func document(width: Int, title: String) -> String {
        let total = height + 24
        let head = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(total)" width="\(width)" height="\(total)" \
            role="img" font-family="Helvetica, Arial, sans-serif">
            <title>\(SVGPage.escaped(title))</title>
            <defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">\
            <rect width="6" height="6" fill="#fdf0dc"/><line x1="0" y1="0" x2="0" y2="6" stroke="#b35806" stroke-width="2"/>\
            </pattern></defs>
            <rect x="0" y="0" width="\(width)" height="\(total)" fill="#ffffff"/>

            """
        return head + lines.joined(separator: "\n") + "\n</svg>\n"
    }

    static func escaped(_ text: String) -> String {
        var result = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            // Characters that XML 1.0 has no way to write.
            case _ where character.value < 0x20: result += " "
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }
}

extension CoverageState {
    /// Colours that stay apart for people who do not tell red from green, and in print.
    var fill: String {
        switch self {
        case .refers: "#1b7837"
        case .waitingList: "#7fbf7b"
        case .agreementUnconfirmed: "#a6cee3"
        case .signposts: "#2166ac"
        case .unconfirmed: "#fdb863"
        case .full: "#b35806"
        case .nothing: "#ffffff"
        case .notRunning: "#e6e6e6"
        }
    }

    var ink: String {
        switch self {
        case .refers, .signposts, .full: "#ffffff"
        default: "#1a1a1a"
        }
    }

    /// The letter in a cell, so that the picture can be read without colours.
    var letter: String {
        switch self {
        case .refers: "R"
        case .waitingList: "W"
        case .agreementUnconfirmed: "A"
        case .signposts: "S"
        case .unconfirmed: "?"
        case .full: "F"
        case .nothing: "–"
        case .notRunning: ""
        }
    }
}
