import WaymarkRouting
import WaymarkDocuments
import WaymarkStore

/// The part of the OpenAPI description that is about referrals.
extension OpenAPI {
    private static let reference =
        #"{"name":"reference","in":"path","required":true,"schema":{"type":"string","pattern":"^R-[0-9]{4}-[0-9]{6,}$"}}"#

    private static func query(_ name: String, _ says: String, _ schema: String) -> String {
        #"{"name":"\#(name)","in":"query","description":"\#(says)","schema":\#(schema)}"#
    }

    private static let filters = [
        query("state", "Only those in this state.", words(ReferralState.self)),
        query(
            "programme", "Only those to this programme, by name.",
            #"{"type":"string","maxLength":60,"pattern":"^[a-z][a-z0-9_]*$"}"#),
        query("mine", "Only those that you sent.", #"{"type":"boolean","default":false}"#),
        query(
            "attention",
            "Only those that somebody should look at: open without news for \(ReferralFilter.attentionDays) days or with a contact that failed last, and those declined or closed within as many days.",
            #"{"type":"boolean","default":false}"#),
        query("page", "Counted from 1.", #"{"type":"integer","minimum":1,"maximum":1000000,"default":1}"#),
    ]

    static let referralShapes: [String: Shape] = [
        "POST /api/v1/referrals": Shape(
            id: "sendReferral", takes: "ReferralRequest", gives: "Referral", status: "201", parameters: [idempotency],
            problems: ["404", "409", "410"]),
        "GET /api/v1/referrals": Shape(id: "listReferrals", gives: "ReferralList", parameters: filters),
        "GET /api/v1/referrals/{reference}": Shape(
            id: "readReferral", gives: "Referral", parameters: [reference], problems: ["404"]),
        "POST /api/v1/referrals/{reference}/events": Shape(
            id: "recordReferralEvent", takes: "ReferralEventRequest", gives: "Referral", status: "201",
            parameters: [reference, idempotency], problems: ["404", "409"]),
        "POST /api/v1/history": Shape(id: "readHistory", takes: "HistoryRequest", gives: "History", problems: ["503"]),
    ]

    /// `{"enum": […]}` of a fixed set of words.
    private static func words<Word>(_ type: Word.Type) -> String
    where Word: RawRepresentable & CaseIterable, Word.RawValue == String {
        #"{"enum":["# + Word.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ",") + "]}"
    }

    private static let text = #"{"type":"string"}"#
    private static let textOrNull = #"{"type":["string","null"]}"#
    private static let count = #"{"type":"integer","minimum":0}"#
    private static let note =
        #"{"description":"May hold personal data. At most \#(ReferralOffer.noteLimit) bytes.","type":["string","null"],"maxLength":1000}"#

    private static func orNull(_ schema: String) -> String { #"{"oneOf":[{"type":"null"},\#(schema)]}"# }

    private static func object(
        _ fields: [(String, String)], optional: Set<String> = [], isClosed: Bool = false
    ) -> String {
        let required = fields.map(\.0).filter { !optional.contains($0) }.map { "\"\($0)\"" }.joined(separator: ",")
        let properties = fields.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",")
        let rest = isClosed ? #""additionalProperties":false,"# : ""
        return #"{"type":"object","required":[\#(required)],\#(rest)"properties":{\#(properties)}}"#
    }

    static let referralSchemas: [(String, String)] = [
        (
            "ReferralRequest",
            object(
                [
                    ("decision", #"{"type":"string","maxLength":50}"#),
                    ("programme", #"{"type":"string","maxLength":60}"#),
                    ("service", #"{"type":"string","maxLength":60}"#), ("consent", words(ReferralConsent.self)),
                    ("note", note),
                ], optional: ["note"], isClosed: true)
        ),
        (
            "ReferralEventRequest",
            object(
                [
                    ("event", words(ReferralEvent.self)),
                    (
                        "revision",
                        #"{"description":"Of the referral as you know it; 409 where somebody recorded something since.","type":"integer","minimum":1,"maximum":1000000}"#
                    ),
                    ("reason", orNull(words(ReferralReason.self))), ("note", note),
                ], optional: ["reason", "note"], isClosed: true)
        ),
        (
            "HistoryRequest",
            object([("case_reference", #"{"type":"string","minLength":1,"maxLength":50}"#)], isClosed: true)
        ),
        (
            "Referral",
            object(
                [
                    ("reference", text), ("decision", text), ("programme", text), ("service", text),
                    ("state", words(ReferralState.self)), ("revision", count),
                    (
                        "possible",
                        #"{"description":"Events that can be recorded now.","type":"array","items":\#(words(ReferralEvent.self))}"#
                    ),
                    ("case_reference", textOrNull), ("area", textOrNull), ("source", text),
                    ("consent", orNull(words(ReferralConsent.self))), ("sent_at", text), ("sent_by", text),
                    ("changed_at", text), ("first_contact_at", textOrNull), ("failed_contacts", count),
                    ("closes_after_failed_contacts", #"{"type":["integer","null"],"minimum":1}"#),
                    (
                        "events",
                        #"{"description":"Left out in lists.","type":"array","items":\#(event)}"#
                    ),
                ], optional: ["events"])
        ),
        (
            "ReferralList",
            object([
                ("total", count), ("page", count), ("page_size", count),
                ("referrals", ##"{"type":"array","items":{"$ref":"#/components/schemas/Referral"}}"##),
            ])
        ),
        (
            "HistoricFact",
            object([
                ("fact", text),
                ("value", #"{"description":"As a case has it.","type":["string","boolean","integer"]}"#),
                ("referral", text), ("state", words(ReferralState.self)), ("day", text),
            ])
        ),
        (
            "History",
            object([
                ("referrals", ##"{"type":"array","items":{"$ref":"#/components/schemas/Referral"}}"##),
                ("facts", ##"{"type":"array","items":{"$ref":"#/components/schemas/HistoricFact"}}"##),
            ])
        ),
    ]

    private static let event = object([
        ("revision", count), ("at", text), ("by", text), ("event", words(ReferralEvent.self)),
        ("state", words(ReferralState.self)), ("reason", orNull(words(ReferralReason.self))), ("note", textOrNull),
    ])
}
