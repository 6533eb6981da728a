/// What audit entries say was done, as people say it. In the record they keep their dotted names.
enum AuditWords {
    /// - Returns: the name itself where there are no words for it: a record may hold what a newer Waymark did.
    static func action(_ name: String) -> String { words[name] ?? name }

    private static let words = [
        "account.made": "Account made", "account.changed": "Account changed",
        "account.password_chosen": "Password chosen",
        "account.invited": "One-time address made", "account.locked": "Account locked", "logged_in": "Logged in",
        "log_in.failed": "Log-in failed", "rulebook.published": "Rulebook published", "decision.made": "Decision made",
        "decision.departed": "Decided otherwise", "decision.disposed": "Decision disposed of",
        "consent.answered": "Answer about consent recorded", "referral.sent": "Referral sent",
        "referral.changed": "Referral changed", "capacity.stated": "Room of a service stated",
        "retention.run": "Retention run", "decisions.replayed": "Decisions made again to check them",
        "report.read": "Report read", "person.read": "Person’s record read",
        "person.refused": "Person’s record refused",
    ]
}
