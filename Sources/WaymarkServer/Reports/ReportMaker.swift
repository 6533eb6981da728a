import WaymarkRouting
import WaymarkRules
import WaymarkStore

/// Puts reports together from the record's figures, in the words of the rulebook that serves now.
struct ReportMaker {
    let context: RequestContext
    let period: ReportPeriod

    private var store: Store { context.server.store }
    private var names: ReferralNames { ReferralNames(rulebook: context.rulebook.rulebook) }

    /// Reports by name, in the order in which they are offered.
    static let all: [(name: String, title: String)] = [
        ("referrals", "Referrals"), ("funnel", "From decision to completion"), ("unmet", "Unmet need"),
        ("equality", "Equality audit"),
    ]

    /// - Throws: what the record says; `notFound` for a name that is none.
    func report(_ name: String) throws -> Report {
        guard let title = ReportMaker.all.first(where: { $0.name == name })?.title else { throw Problem.notFound }
        switch name {
        case "referrals": return try referrals(name, title)
        case "funnel": return try funnel(name, title)
        case "unmet": return try unmet(name, title)
        default: return try EqualityAudit(context: context, period: period).report(name, title)
        }
    }

    // MARK: - Referrals

    private func referrals(_ name: String, _ title: String) throws -> Report {
        let figures = try store.referralFigures(period)
        let counted = Dictionary(uniqueKeysWithValues: figures.byMonth.map { ($0.key ?? "", $0.count) })
        func table(
            _ name: String, _ title: String, _ head: String, _ counts: [ReferralFigures.Count],
            _ words: (String?) -> String
        ) -> ReportTable {
            ReportTable(
                name: name, title: title,
                columns: [
                    .init(name == "by_state" ? "state" : String(name.dropFirst(3)), head),
                    .init("referrals", "Referrals", isDrawn: true),
                ],
                rows: counts.map { [.text(words($0.key)), .count($0.count)] })
        }
        return Report(
            name: name, title: title,
            says: ["\(English.count(figures.sent, "referral")) sent in these months."],
            tables: [
                ReportTable(
                    name: "by_month", title: "By month",
                    columns: [.init("month", "Month"), .init("referrals", "Referrals", isDrawn: true)],
                    rows: period.months.map { [.text(ReportMaker.month($0)), .count(counted[$0.description] ?? 0)] }),
                table("by_programme", "By programme", "Programme", inOrder(figures.byProgramme)) {
                    names.programme($0 ?? "")
                },
                table("by_area", "By home area", "Home area", figures.byArea) {
                    $0.map { names.area($0) } ?? "Not known, or outside"
                },
                table("by_source", "By where it was decided", "Where", figures.bySource) {
                    ReportMaker.source($0 ?? "")
                },
                table("by_state", "By where it stands now", "State", figures.byState) {
                    $0.flatMap(ReferralState.init).map(ReferralWords.state) ?? ""
                },
            ])
    }

    /// Programmes in the rulebook's order; those that it no longer has come last.
    private func inOrder(_ counts: [ReferralFigures.Count]) -> [ReferralFigures.Count] {
        counts.sorted { (place($0.key ?? ""), $0.key ?? "") < (place($1.key ?? ""), $1.key ?? "") }
    }

    private func place(_ programme: String) -> Int {
        let rulebook = context.rulebook.rulebook
        return rulebook.policy.order.firstIndex { rulebook.programmes[$0].name == programme } ?? Int.max
    }

    static func month(_ day: Day) -> String {
        let words = English.date(day).split(separator: " ")
        return words.dropFirst().joined(separator: " ")
    }

    private static func source(_ source: String) -> String {
        switch source {
        case "desk": "Triage desk"
        case "street": "Quick check"
        case "api": "Another program"
        default: source
        }
    }

    // MARK: - The funnel

    private func funnel(_ name: String, _ title: String) throws -> Report {
        let decisions = try store.decisionFigures(period)
        let figures = try store.referralFigures(period)
        let steps: [(words: String, count: Int)] = [
            ("Referrals sent", figures.sent), ("Accepted by the service", figures.accepted),
            ("Reached by the service", figures.reached), ("Started", figures.started), ("Completed", figures.completed),
        ]
        return Report(
            name: name, title: title,
            says: [
                "\(English.count(decisions.decisions, "decision")) in these months: \(decisions.withReferral) with something to refer to, \(decisions.referred) with a referral sent.",
                "How far the referrals sent in these months have got by today. Some services never say that they accept a referral.",
            ],
            tables: [
                ReportTable(
                    name: "steps", title: "How far referrals got",
                    columns: [
                        .init("step", "Step"), .init("referrals", "Referrals", isDrawn: true),
                        .init("of_sent", "Of those sent"),
                    ],
                    rows: steps.map { step in
                        [
                            .text(step.words), .count(step.count),
                            figures.sent == 0 ? .nothing : .part(Double(step.count) / Double(figures.sent)),
                        ]
                    }),
                ReportTable(
                    name: "first_contact", title: "Time to first contact",
                    columns: [
                        .init("programme", "Programme"), .init("reached", "Reached"), .init("median", "Half within"),
                        .init("ninety", "9 in 10 within"), .init("waiting", "Not reached yet"),
                        .init("never", "Ended unreached"),
                    ],
                    rows: figures.contactHours.sorted {
                        (place($0.programme), $0.programme) < (place($1.programme), $1.programme)
                    }.map { times in
                        [
                            .text(names.programme(times.programme)), .count(times.hours.count),
                            times.quantile(0.5).map(ReportValue.hours) ?? .nothing,
                            times.quantile(0.9).map(ReportValue.hours) ?? .nothing, .count(times.waiting),
                            .count(times.never),
                        ]
                    }),
                ReportTable(
                    name: "declines", title: "Declined, and why",
                    columns: [
                        .init("programme", "Programme"), .init("reason", "Reason"),
                        .init("declines", "Times", isDrawn: true),
                    ],
                    rows: figures.declines.sorted { place($0.programme) < place($1.programme) }.map { decline in
                        [
                            .text(names.programme(decline.programme)),
                            .text(decline.reason.map(ReferralWords.reason) ?? "No longer kept"), .count(decline.count),
                        ]
                    }, empty: "No service declined a referral of these months."),
            ])
    }

    // MARK: - Unmet need

    private func unmet(_ name: String, _ title: String) throws -> Report {
        let figures = try store.decisionFigures(period)
        let programmes = Dictionary(grouping: figures.unmet, by: \.programme)
        let order = programmes.keys.sorted { (place($0), $0) < (place($1), $1) }
        return Report(
            name: name, title: title,
            says: [
                "Decisions in which the person met a programme and no service could take them: none serves their area on that day, or all were full. A decision counts once for each such programme.",
                "\(English.count(figures.decisions, "decision")) in these months.",
            ],
            tables: [
                ReportTable(
                    name: "by_programme", title: "By programme",
                    columns: [.init("programme", "Programme"), .init("decisions", "Decisions", isDrawn: true)],
                    rows: order.map {
                        [.text(names.programme($0)), .count((programmes[$0] ?? []).reduce(0) { $0 + $1.count })]
                    },
                    empty: "Everybody who met a programme could be taken."),
                ReportTable(
                    name: "by_area", title: "By programme and home area",
                    columns: [
                        .init("programme", "Programme"), .init("area", "Home area"),
                        .init("decisions", "Decisions", isDrawn: true),
                    ],
                    rows: order.flatMap { programme in
                        (programmes[programme] ?? []).map { unmet in
                            [
                                .text(names.programme(programme)),
                                .text(unmet.home.map { names.area($0) } ?? "Not known, or outside"),
                                .count(unmet.count),
                            ]
                        }
                    }, empty: "Everybody who met a programme could be taken."),
            ])
    }
}
