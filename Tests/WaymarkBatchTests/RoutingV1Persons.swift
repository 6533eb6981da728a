/// Persons of the routing-v1 workload: number i is made from the seed and i alone, with 64-bit arithmetic (splitmix64).
struct RoutingV1Persons {
    private let draws: [UInt64]

    /// Lines 1 to `count` of the persons file.
    static func lines(_ count: Int, seed: UInt64 = 1) -> String {
        (0..<count).map { RoutingV1Persons(seed, UInt64($0)).line($0) + "\n" }.joined()
    }

    private init(_ seed: UInt64, _ person: UInt64) {
        let step: UInt64 = 0x9E37_79B9_7F4A_7C15
        var state = seed &+ person &* 64 &* step
        draws = (0..<40).map { _ in
            state &+= step
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return (z ^ (z >> 31)) >> 32
        }
    }

    private func below(_ slot: Int, _ count: UInt64) -> Int { Int((draws[slot] &* count) >> 32) }
    private func chance(_ slot: Int, _ percent: Int) -> Bool { below(slot, 100) < percent }

    private func pick(_ slot: Int, _ weights: [Int]) -> Int {
        var left = below(slot, 100)
        for (index, weight) in weights.enumerated() {
            if left < weight { return index }
            left -= weight
        }
        return weights.count - 1
    }

    private static let areas = [
        "birmingham", "coventry", "dudley", "sandwell", "solihull", "walsall", "wolverhampton", "outside",
    ]
    private static let offences = [
        "shop_theft", "burglary", "robbery", "fraud", "begging", "drug_possession", "drug_supply", "violence",
        "domestic_abuse", "drunk_disorderly", "other",
    ]
    private static let drugs = [
        ["heroin"], ["crack"], ["cocaine"], ["heroin", "crack"], ["heroin", "crack", "cocaine"],
    ]
    private static let homes = [
        "settled", "family_or_friends", "temporary", "sofa_surfing", "rough_sleeping", "leaving_rehab",
    ]
    // One row for each kind of person: acquisitive, possession, alcohol, general.
    private static let settings = [[60, 20, 20], [45, 40, 15], [55, 20, 25], [40, 20, 40]]
    private static let offenceWeights = [
        [40, 12, 8, 8, 10, 8, 4, 4, 2, 2, 2], [5, 2, 2, 2, 1, 65, 10, 4, 1, 3, 5],
        [5, 2, 3, 1, 2, 3, 1, 33, 25, 22, 3], [12, 6, 4, 10, 2, 6, 3, 20, 10, 7, 20],
    ]
    private static let tests = [[55, 10, 10, 25], [25, 35, 5, 35], [5, 40, 5, 50], [5, 25, 3, 67]]
    private static let minds = [[50, 25, 25], [75, 15, 10], [60, 22, 18], [70, 18, 12]]
    private static let homeWeights = [
        [25, 15, 18, 18, 18, 6], [45, 35, 8, 8, 2, 2], [60, 15, 10, 8, 4, 3], [60, 20, 8, 6, 3, 3],
    ]
    private static let wellbeing: [(Int, UInt64)] = [(0, 22), (8, 23), (4, 27), (6, 25)]

    private func line(_ number: Int) -> String {
        typealias Own = RoutingV1Persons
        let kind = pick(0, [32, 24, 20, 24])
        let age = chance(1, [4, 25, 4, 15][kind]) ? 12 + below(2, 6) : 18 + min(below(2, 63), below(3, 63))
        let offences: Int
        if kind == 0 {
            offences = chance(9, 3) ? 62 + below(10, 139) : chance(11, 60) ? 12 + below(10, 50) : below(10, 12)
        } else {
            offences = chance(9, 1) ? below(10, 201) : below(10, [0, 8, 14, 10][kind])
        }
        let usesDrugs = chance(12, [85, 30, 10, 15][kind])
        let drugs = usesDrugs ? Own.drugs[pick(13, [35, 25, 15, 20, 5])] : []
        let home = Own.homes[pick(29, Own.homeWeights[kind])]
        let referrals = pick(31, [60, 20, 10, 6, 4])
        let (base, width) = Own.wellbeing[kind]
        let digits = String(number + 1)
        let values: [(String, String)] = [
            ("id", quoted("P" + String(repeating: "0", count: 9 - digits.count) + digits)),
            ("age", "\(age)"),
            ("gender", quoted(["female", "male", "other"][pick(4, [30, 68, 2])])),
            ("area", quoted(Own.areas[pick(5, [40, 10, 8, 9, 6, 8, 13, 6])])),
            ("district", quoted(["city_centre", "neighbourhood"][pick(6, [55, 45])])),
            ("setting", quoted(["custody", "street", "neighbourhood"][pick(7, Own.settings[kind])])),
            ("offence", quoted(Own.offences[pick(8, Own.offenceWeights[kind])])),
            ("offences_12m", "\(offences)"),
            ("class_a", "[\(drugs.map(quoted).joined(separator: ","))]"),
            ("class_a_dependent", "\(chance(14, usesDrugs ? [80, 20, 25, 30][kind] : 2))"),
            ("drug_test", quoted(["positive", "negative", "refused", "not_tested"][pick(15, Own.tests[kind])])),
            ("possession_found", "\(chance(16, [15, 70, 5, 8][kind]))"),
            ("intent_to_supply", "\(chance(17, [4, 10, 1, 2][kind]))"),
            ("substances_aggravate_offence", "\(chance(18, [40, 15, 50, 10][kind]))"),
            ("alcohol_trigger", "\(chance(19, [15, 10, 80, 10][kind]))"),
            ("alcohol_dependent", "\(chance(20, [15, 5, 20, 5][kind]))"),
            ("on_script", "\(chance(21, [35, 5, 4, 4][kind]))"),
            ("cgl_engaged", "\(chance(22, [25, 6, 8, 4][kind]))"),
            ("cgl_closed_contact_attempts", "\(chance(23, [100, 20, 20, 20][kind]) ? below(24, 6) : 0)"),
            ("mental_health", quoted(["none", "suspected", "diagnosed"][pick(25, Own.minds[kind])])),
            ("wellbeing", "\(base + below(26, width))"),
            ("housing", quoted(home)),
            ("abstinent", "\(chance(30, home == "leaving_rehab" ? 80 : 15))"),
            ("divert_referrals", "\(referrals)"),
            ("divert_failed_to_engage", "\(chance(32, referrals > 0 ? 25 : 2))"),
            ("accepts_responsibility", "\(chance(33, [55, 75, 65, 55][kind]))"),
            ("consents", "\(chance(34, [75, 85, 75, 75][kind]))"),
            ("known_victim_willing", "\(chance(35, [12, 6, 30, 12][kind]))"),
        ]
        return "{" + values.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
    }

    private func quoted(_ text: String) -> String { "\"\(text)\"" }
}
