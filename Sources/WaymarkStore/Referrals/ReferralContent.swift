import GRDB

/// What audit entries vouch for of referrals.
enum ReferralContent {
    /// Parts one after another, each led by its length, so that nothing can move from one to the next. What is missing
    /// is not the same as what is empty.
    static func bytes(_ parts: [String?]) -> [UInt8] {
        parts.flatMap { part in part.map { Array("\($0.utf8.count):\($0)".utf8) } ?? [UInt8(ascii: "-")] }
    }

    /// Of an event. The first one vouches for the referral too: for whom, from which decision, to whom.
    ///
    /// - Parameters:
    ///   - event: a row of `referral_event`.
    ///   - referral: its row of `referral`, with the decision's reference as `decision_reference`.
    static func of(_ event: Row, in referral: Row) -> [UInt8] {
        let revision: Int = event["revision"]
        let what: [String?] = [
            String(revision), String(event["at"] as Int64), event["by"], event["event"], event["state"],
            event["reason"],
            event["note"],
        ]
        if revision > 1 { return bytes(what) }
        let head: [String?] = [
            referral["decision_reference"], referral["programme"], referral["service"], referral["case_reference"],
            referral["area"], referral["source"], referral["consent"],
            (referral["closes_after"] as Int?).map { String($0) },
            String(referral["made_at"] as Int64), referral["made_by"],
        ]
        return bytes(what + head)
    }
}
