package import WaymarkDocuments

/// Writes rulebooks of any number of areas for tests of scale: the same rules for all, and for each area about 44
/// services with local criteria, agreements and parameters (340 areas have 15,000 services).
///
/// The same number of areas and seed give the same files; the services of an area do not depend on how many areas
/// stand after it.
package struct RulebookGenerator: Sendable {
    /// A file of a rulebook.
    package struct File: Sendable {
        /// Relative to the rulebook's folder.
        package var path: String
        package var text: String
    }

    package let areaCount: Int
    private let random: SeededRandom

    /// - Parameter areas: at least 1.
    package init(areas: Int, seed: UInt64 = 1) {
        areaCount = max(1, areas)
        random = SeededRandom(seed: seed)
    }

    /// All services, the national ones included.
    package var serviceCount: Int {
        (0..<areaCount).reduce(national.count) { $0 + localServiceCount($1) }
    }

    private var national: [SyntheticRules.Programme] { SyntheticRules.programmes.filter(\.isNational) }

    /// So many that the areas up to this one have 15,000 services for each 340, the national ones included.
    private func localServiceCount(_ area: Int) -> Int {
        func total(_ areas: Int) -> Int { areas * 15_000 / 340 }
        let count = total(area + 1) - total(area)
        return area == 0 ? count - national.count : count
    }

    /// The rulebook's files, in the order in which they are read.
    package func files() -> [File] {
        var files = [
            File(path: "Rules/definitions.yaml", text: SyntheticRules.definitions),
            File(path: "Rules/parameters.yaml", text: parameters()),
        ]
        for programme in SyntheticRules.programmes.sorted(by: { $0.name < $1.name }) {
            files.append(
                File(
                    path: "Rules/programmes/\(programme.name).yaml",
                    text: "programme: \(programme.name)\n\(programme.body)\n"))
        }
        files.append(File(path: "Rules/routing.yaml", text: SyntheticRules.routing))
        files.append(File(path: "Rules/vocabulary.yaml", text: SyntheticRules.vocabulary))
        for area in 0..<areaCount {
            files.append(File(path: "Services/agreements/\(name(area)).yaml", text: agreements(area)))
        }
        for area in 0..<areaCount { files.append(File(path: "Services/\(name(area)).yaml", text: services(area))) }
        files.append(File(path: "Services/areas.yaml", text: areas()))
        files.append(File(path: "Services/national.yaml", text: nationalServices()))
        return files
    }

    /// The files as a rulebook is loaded from.
    package func sources() -> SourceSet {
        var sources = SourceSet()
        for file in files() { _ = sources.add(SourceFile(path: file.path, bytes: Array(file.text.utf8))) }
        return sources
    }

    // MARK: Names

    private func name(_ area: Int) -> String {
        let digits = String(area + 1)
        return "area_" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }

    private static let providers = [
        "Turning Tide", "Open Gate", "New Leaf", "Harbour Trust", "City Council", "Northfield NHS", "Bridge House",
        "Fresh Start",
    ]

    private func agreementName(_ area: Int, _ provider: Int) -> String { "\(name(area))_with_\(provider + 1)" }

    // MARK: Areas and parameters

    private func areas() -> String {
        var text = "areas:\n"
        for area in 0..<areaCount {
            text +=
                "  \(name(area)): {name: Area \(area + 1), force: force_\(area / 8 + 1), tile: [\(area % 20), \(area / 20)]}\n"
        }
        return text
    }

    private func parameters() -> String {
        var text = "parameters:\n"
        let all: [(name: String, says: String, unit: String, values: ClosedRange<Int>)] = [
            ("prolific_offences", "recorded offences in 12 months that make an offender prolific", "offences", 8...14),
            ("contact_attempts", "failed contacts after which outreach goes on by itself", "contacts", 2...4),
            ("exchange_age", "age from which the needle exchange is open", "years", 16...18),
        ]
        for parameter in all {
            let middle = (parameter.values.lowerBound + parameter.values.upperBound) / 2
            text +=
                "  \(parameter.name):\n    says: \(parameter.says)\n    unit: \(parameter.unit)\n    values:\n      - \(middle)\n"
            for area in 0..<areaCount {
                var random = self.random.at(SeededRandom.number(of: parameter.name)).at(UInt64(area))
                guard random.chance(1, in: 4) else { continue }
                let value = parameter.values.lowerBound + random.below(parameter.values.count)
                text += "      - {value: \(value), area: \(name(area)), from: 2022-0\(1 + random.below(9))-01}\n"
            }
        }
        return text
    }

    // MARK: Services

    private func nationalServices() -> String {
        national.reduce(into: "services:\n") { text, programme in
            text += """
                  \(programme.name)_national:
                    programme: \(programme.name)
                    name: National \(programme.name.split(separator: "_").joined(separator: " "))
                    provider: Home Office
                    areas: everywhere
                    agreement: not needed
                    refer_by: phone

                """
        }
    }

    private func services(_ area: Int) -> String {
        let programmes = SyntheticRules.programmes.filter { !$0.isNational }
        var text = "services:\n"
        for number in 0..<localServiceCount(area) {
            let programme = programmes[number % programmes.count]
            text += service(number, of: programme, area, random.at(UInt64(area)).at(UInt64(number)))
        }
        return text
    }

    private func service(
        _ number: Int, of programme: SyntheticRules.Programme, _ area: Int, _ source: SeededRandom
    ) -> String {
        var random = source
        let provider = random.below(RulebookGenerator.providers.count)
        let title = RulebookGenerator.providers[provider]
        var lines = [
            "  \(programme.name)_\(area + 1)_\(number + 1):", "    programme: \(programme.name)",
            "    name: \(title) Area \(area + 1)", "    provider: \(title)",
        ]
        // One service in twenty serves the area before as well, so that neither depends on areas that come later.
        let isShared = area > 0 && random.chance(1, in: 20)
        lines.append("    areas: [\(isShared ? "\(name(area - 1)), " : "")\(name(area))]")
        lines.append(contentsOf: period(&random).map { "    " + $0 })
        let agreement = random.below(20)
        let hasAgreement = agreement >= 3
        if agreement == 2 { lines.append("    agreement: not needed") }
        if hasAgreement { lines.append("    agreement: \(agreementName(area, provider))") }
        lines.append(contentsOf: capacity(&random).map { "    " + $0 })
        if random.chance(1, in: 3) {
            lines.append(contentsOf: localCriteria(&random, clause: hasAgreement).map { "    " + $0 })
        }
        lines.append("    refer_by: phone")
        lines.append("    contact: {phone: 0121 496 \(1000 + random.below(9000)), hours: weekdays 9 to 5}")
        return lines.joined(separator: "\n") + "\n"
    }

    private func period(_ random: inout SeededRandom) -> [String] {
        let year = 2015 + random.below(7)
        switch random.below(20) {
        case 0: return ["from: \(year)-04-01", "until: not known"]
        case 1: return ["from: not known", "not_before: \(year)-01-01"]
        case 2, 3: return ["from: \(year)-04-01", "confirmed_until: \(2022 + random.below(8))-03-31"]
        case 4, 5: return ["from: \(year)-04-01", "until: \(2022 + random.below(8))-03-31"]
        default: return ["from: \(year)-04-01"]
        }
    }

    private func capacity(_ random: inout SeededRandom) -> [String] {
        switch random.below(10) {
        case 0: ["capacity: {state: waiting_list, as_of: 2022-11-01}"]
        case 1: ["capacity: {state: no_capacity, as_of: 2022-11-01}"]
        case 2, 3, 4, 5: ["capacity: {state: has_capacity, as_of: 2022-11-01}"]
        default: []
        }
    }

    private func localCriteria(_ random: inout SeededRandom, clause: Bool) -> [String] {
        let mark = clause ? ", clause: \"4.1\"" : ""
        var lines = ["criteria:"]
        switch random.below(4) {
        case 0: lines.append("  adult: {says: is 18 or over, when: {age_years: 18 or over}\(mark)}")
        case 1: lines.append("  age_band: {says: is \(16 + random.below(5)) to 64, when: {age_years: 16 to 64}\(mark)}")
        case 2:
            lines.append(
                "  resident: {says: offends in the area or lives in it settled, when: {any: [{housing_status: {not: [rough_sleeping, hostel]}}, {offending_area: {not: outside_force_area}}]}\(mark)}"
            )
        default:
            lines.append(
                "  referred: {says: is seen in custody or in the neighbourhood, when: {setting: [custody, neighbourhood, community]}\(mark)}"
            )
        }
        switch random.below(4) {
        case 0:
            lines += [
                "bars:",
                "  violent: {says: the offence is robbery or domestic abuse, when: {offence_types: [robbery, domestic_abuse_offence]}}",
            ]
        case 1:
            lines += [
                "signpost_only:",
                "  in_treatment: {says: is in treatment already, when: {engaged_with_treatment: yes}}",
            ]
        default: break
        }
        return lines
    }

    // MARK: Agreements

    private func agreements(_ area: Int) -> String {
        var text = "agreements:\n"
        for (number, provider) in RulebookGenerator.providers.enumerated() {
            var random = self.random.at(SeededRandom.number(of: provider)).at(UInt64(area))
            text += """
                  \(agreementName(area, number)):
                    title: Referrals from police contact in Area \(area + 1) to \(provider)
                    parties: [Police Force \(area / 8 + 1), \(provider)]
                    \(period(&random).joined(separator: "\n    "))
                    review: 2027-09-30
                    clauses: {"4.1": People whom the service takes, "4.2": What is shared}
                    commitments: {first_appointment_within: \(2 + random.below(9)) working days}
                    information_sharing: {basis: consent, data: [name, contact, substances]}

                """
        }
        return text
    }
}
