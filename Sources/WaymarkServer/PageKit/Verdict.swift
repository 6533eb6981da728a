import WaymarkRouting

/// An outcome as a word, a shape and a colour: none of the three alone carries it.
struct Verdict: Sendable {
    let outcome: Outcome

    init(_ outcome: Outcome) { self.outcome = outcome }

    var word: String {
        switch outcome {
        case .refer: "Refer"
        case .waitingList: "Waiting list"
        case .signpost: "Signpost"
        case .needInformation: "Need to know more"
        case .unavailable: "Not available here"
        case .notEligible: "Not eligible"
        }
    }

    /// The class of its colour; the same for the box around it.
    var kind: String {
        switch outcome {
        case .refer: "refer"
        case .waitingList: "waiting"
        case .signpost: "signpost"
        case .needInformation: "need"
        case .unavailable, .notEligible: "no"
        }
    }

    /// A tick in a disc, a clock's hands, an arrow, a question mark's square, a bar, a cross.
    private var path: String {
        switch outcome {
        case .refer: "M8 0a8 8 0 100 16A8 8 0 008 0zm-1.2 11.6L3 7.8l1.5-1.5 2.3 2.3 4.7-4.7L13 5.4z"
        case .waitingList: "M8 0a8 8 0 100 16A8 8 0 008 0zm1 9.2H4.5v-2H7V3h2z"
        case .signpost: "M0 5h8V1l8 7-8 7v-4H0z"
        case .needInformation: "M8 0l8 8-8 8-8-8zM7 4v5h2V4zm0 6.2v2h2v-2z"
        case .unavailable: "M1 6h14v4H1z"
        case .notEligible: "M3 1l5 5 5-5 2 2-5 5 5 5-2 2-5-5-5 5-2-2 5-5-5-5z"
        }
    }

    var tag: HTML {
        span(.class("verdict v-\(kind)")) {
            shape
            word
        }
    }

    /// In a narrow column: the shape before the word.
    var small: HTML {
        span(.class("small")) { word }
    }

    private var shape: HTML {
        element("svg", Attribute("viewBox", "0 0 16 16"), .aria("aria-hidden", "true"), Attribute("focusable", "false"))
        {
            HTML("path", [Attribute("d", path), Attribute("fill-rule", "evenodd")], HTML())
        }
    }
}
