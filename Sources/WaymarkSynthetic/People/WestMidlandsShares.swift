extension ShareTable {
    /// A year's caseload of West Midlands Police and its partners.
    ///
    /// S1: O2R evaluation (pilot June 2021 to July 2022). S3: Offender Management figures of 2016. S4: report to the
    /// Strategic Policing and Crime Board (2023). What is marked assumed has no figure in any of them: it keeps people
    /// plausible and says nothing about the real caseload.
    package static let westMidlands = ShareTable(
        mix: [
            (.divert, 2646, .stated("S4 ¶18: referrals in 2021-22")),
            (.cars, 4189, .stated("S4 ¶27-29: referrals in 2022")),
            (.o2r, 136, .stated("S1 Table 1: referrals in the pilot year")),
            (.alcoholViolence, 230, .stated("S4 ¶44: referrals in 2022")),
            (.alcoholDomesticAbuse, 76, .stated("S4 ¶45: referrals in 2022")),
        ],
        shares: person + area + incident + substances + divert + custody + treatment + o2r + consent)

    private static let person: [Share] = [
        Share(
            "age_years", of: [.o2r],
            .numbers([
                .init(20...24, 5), .init(25...29, 5), .init(30...34, 13), .init(35...39, 31), .init(40...44, 27),
                .init(45...49, 9), .init(50...54, 5),
            ]), .stated("S1 §4.1 (bands add to 95)")),
        Share(
            "age_years", of: [.divert],
            .numbers([
                .init(12...17, 10), .init(18...24, 40), .init(25...34, 30), .init(35...49, 15), .init(50...75, 5),
            ]),
            .assumed("the scheme takes young people too; S4 gives no ages")),
        Share(
            "age_years",
            .numbers([
                .init(13...17, 5), .init(18...24, 20), .init(25...34, 33), .init(35...49, 32), .init(50...80, 10),
            ]),
            .assumed("no ages in S4")),
        Share(
            "gender", .one([.init("man", 3410), .init("woman", 260)]), .stated("S3: 260 women of 3,670, for all groups")
        ),
        Share(
            "ethnicity",
            .one([
                .init("white_british", 4381), .init("declined", 315), .init("asian_pakistani", 291),
                .init("mixed_white_black_caribbean", 263), .init("asian_other", 237), .init("black_other", 213),
                .init("asian_indian", 206), .init("white_other", 194), .init("black_caribbean", 182),
                .init("white_irish", 91),
                .init("mixed_other", 85), .init("black_african", 67), .init("any_other", 57),
                .init("mixed_white_asian", 49),
                .init("asian_bangladeshi", 36), .init("not known", 23), .init("mixed_white_black_african", 16),
            ]), .stated("S4 ¶27-29: CARS 2021 and 2022, for all groups; not stated as declined")),
        Share(
            "housing_status", of: [.o2r],
            .one([
                .init("tenant", 58), .init("family_or_friends", 9), .init("rough_sleeping", 12), .init("hostel", 8),
                .init("sofa_surfing", 8), .init("supported", 4),
            ]), .stated("S1 §4.1: tenants 31 and 27, family or friends 9, other 32 (its split is assumed)")),
        Share(
            "housing_status",
            .one([
                .init("tenant", 66), .init("family_or_friends", 20), .init("sofa_surfing", 5), .init("supported", 3),
                .init("rough_sleeping", 2), .init("hostel", 2), .init("threatened_56_days", 2),
            ]), .assumed("no figure")),
        Share(
            "housing_need",
            given: .init("housing_status", "rough_sleeping", "hostel", "sofa_surfing", "threatened_56_days"),
            .yes(1, in: 1), .assumed("follows from housing_status")),
        Share("housing_need", .yes(8, in: 100), .assumed("no figure")),
        Share("pregnant", given: .init("gender", "woman"), .yes(4, in: 100), .assumed("no figure")),
        Share("pregnant", .yes(0, in: 1), .assumed("follows from gender")),
        Share("dependent_children", of: [.o2r], .yes(68, in: 100), .stated("S1 §4.1: have children")),
        Share("dependent_children", .yes(30, in: 100), .assumed("no figure")),
        Share("mental_health_need", of: [.o2r], .yes(95, in: 100), .stated("S1 §4.1: depressed")),
        Share("mental_health_need", .yes(35, in: 100), .assumed("no figure")),
        Share("poor_wellbeing", of: [.o2r], .yes(91, in: 100), .stated("S1 §4.1: stressed")),
        Share("poor_wellbeing", .yes(40, in: 100), .assumed("no figure")),
        Share("trauma_disclosed", of: [.o2r], .yes(60, in: 100), .stated("S1 §4.1: attempted suicide")),
        Share("trauma_disclosed", .yes(20, in: 100), .assumed("no figure")),
        Share("domestic_abuse_victim", given: .init("gender", "woman"), .yes(45, in: 100), .assumed("no figure")),
        Share("domestic_abuse_victim", .yes(5, in: 100), .assumed("no figure")),
        Share("vulnerable_adult", .yes(10, in: 100), .assumed("no figure")),
        Share("immediate_risk", .yes(1, in: 100), .assumed("no figure")),
    ]

    private static let area: [Share] = [
        Share(
            "local_authority", of: [.o2r], .one([.init("birmingham", 1)]),
            .stated("S1 §3: the pilot covered Birmingham")),
        Share(
            "local_authority", of: [.alcoholViolence],
            .one([
                .init("birmingham", 500), .init("coventry", 97), .init("dudley", 91), .init("sandwell", 96),
                .init("solihull", 61), .init("walsall", 80), .init("wolverhampton", 75),
            ]), .stated("S4 ¶20-21: half from Birmingham, the rest by size (Census 2021)")),
        Share(
            "local_authority",
            .one([
                .init("birmingham", 520), .init("sandwell", 110), .init("coventry", 100),
                .init("outside_force_area", 60),
                .init("dudley", 62), .init("walsall", 55), .init("wolverhampton", 51), .init("solihull", 42),
            ]),
            .stated(
                "S4 ¶18: Divert 52, 11, 10 and 6 in 100; the rest by population (Census 2021); for the other groups too"
            )),
        Share("offending_area", .same("local_authority"), .assumed("people offend where they live")),
        Share("chosen_housing_authority", .same("local_authority"), .assumed("people apply where they live")),
        Share(
            "operating_area_type", of: [.o2r], .one([.init("city_centre", 1), .init("neighbourhood", 2)]),
            .assumed("S1 names the city centre, Sutton Coldfield and Erdington, without numbers")),
        Share(
            "operating_area_type", .one([.init("neighbourhood", 75), .init("city_centre", 15), .init("mixed", 10)]),
            .assumed("no figure")),
        Share("offence_in_force_area", .yes(97, in: 100), .assumed("no figure")),
    ]

    private static let incident: [Share] = [
        Share(
            "setting", of: [.divert],
            .one([.init("custody", 50), .init("street", 35), .init("voluntary_attendance", 15)]), .assumed("no figure")),
        Share("setting", of: [.cars], .one([.init("custody", 1)]), .stated("S4 ¶25: the service works in custody")),
        Share(
            "setting", of: [.o2r], .one([.init("neighbourhood", 28), .init("street", 16), .init("community", 16)]),
            .assumed("after the referral sources of S1 Figure 2")),
        Share("setting", .one([.init("custody", 70), .init("voluntary_attendance", 30)]), .assumed("no figure")),
        Share("in_custody", given: .init("setting", "custody"), .yes(1, in: 1), .assumed("follows from setting")),
        Share("in_custody", .yes(0, in: 1), .assumed("follows from setting")),
        Share(
            "custody_suite",
            .one([.init("perry_barr", 1), .init("oldbury", 1), .init("coventry", 1), .init("wolverhampton", 1)]),
            .assumed("the four suites of S4 ¶25, each as often as the next")),
        Share(
            "referrer_role", of: [.o2r],
            .one([.init("o2r_officer", 16), .init("retailer", 16), .init("neighbourhood_officer", 28)]),
            .stated("S1 Figure 2: outreach 16, retailers 16; the rest of 60 neighbourhood teams")),
        Share(
            "referrer_role", given: .init("setting", "custody"),
            .one([.init("arrest_referral_worker", 80), .init("custody_staff", 20)]),
            .assumed("no figure")),
        Share(
            "referrer_role", .one([.init("neighbourhood_officer", 60), .init("response_officer", 40)]),
            .assumed("no figure")),
        Share(
            "offence_types", of: [.o2r],
            .each([
                .init("shop_theft", 100), .init("assault", 72), .init("burglary", 41), .init("fraud", 32),
                .init("begging", 23), .init("robbery", 18),
            ]), .stated("S1 §4.1: ever committed; violence or threat as assault")),
        Share(
            "offence_types", of: [.divert], .single([.init("drug_possession", 1)]),
            .stated("S4 ¶14: the scheme is for possession")),
        Share(
            "offence_types", of: [.cars],
            .single([
                .init("shop_theft", 28), .init("assault", 18), .init("other_theft", 10), .init("drug_possession", 10),
                .init("public_order", 8), .init("burglary", 7), .init("criminal_damage", 6),
                .init("drunk_and_disorderly", 4),
                .init("robbery", 3), .init("drug_supply", 3), .init("vehicle_taking", 2), .init("other", 1),
            ]), .assumed("no figure")),
        Share(
            "offence_types", of: [.alcoholViolence],
            .single([.init("drunk_and_disorderly", 60), .init("assault", 30), .init("public_order", 10)]),
            .assumed("S4 ¶20: most are drunk and disorderly; no numbers")),
        Share(
            "offence_types", .each([.init("assault", 100), .init("domestic_abuse_offence", 100)]),
            .stated("S4 ¶42: the course is for domestic abuse")),
        Share(
            "violence_related_offence", given: .init("offence_types", "assault", "robbery"), .yes(1, in: 1),
            .assumed("follows from offence_types")),
        Share("violence_related_offence", .yes(0, in: 1), .assumed("follows from offence_types")),
        Share(
            "possession_offence", given: .init("offence_types", "drug_possession"), .yes(1, in: 1),
            .assumed("follows from offence_types")),
        Share("possession_offence", .yes(0, in: 1), .assumed("follows from offence_types")),
        Share(
            "acquisitive_offending",
            given: .init("offence_types", "shop_theft", "other_theft", "burglary", "robbery", "begging"),
            .yes(1, in: 1), .assumed("follows from offence_types")),
        Share("acquisitive_offending", .yes(0, in: 1), .assumed("follows from offence_types")),
        Share("domestic_abuse_offence", of: [.alcoholDomesticAbuse], .yes(1, in: 1), .stated("S4 ¶42")),
        Share(
            "domestic_abuse_offence", of: [.alcoholViolence], .yes(0, in: 1), .stated("S4 ¶20: barred from the course")),
        Share(
            "domestic_abuse_offence", given: .init("violence_related_offence", "yes"), .yes(25, in: 100),
            .assumed("no figure")),
        Share("domestic_abuse_offence", .yes(1, in: 100), .assumed("no figure")),
        Share(
            "da_relationship", given: .init("domestic_abuse_offence", "no"), .one([.init("none", 1)]),
            .assumed("follows from domestic_abuse_offence")),
        Share(
            "da_relationship", .one([.init("intimate_partner", 75), .init("wider_family", 25)]), .assumed("no figure")),
        Share("prolific_offender", of: [.o2r], .yes(90, in: 100), .assumed("S1: the scheme is for prolific offenders")),
        Share("prolific_offender", .yes(6, in: 100), .assumed("no figure")),
        Share(
            "offences_last_12_months", of: [.o2r], .numbers([.init(6...20, 60), .init(21...80, 40)]),
            .assumed("no figure")),
        Share(
            "offences_last_12_months", .numbers([.init(0...2, 70), .init(3...11, 25), .init(12...60, 5)]),
            .assumed("no figure")),
        Share(
            "disposal_type", of: [.alcoholViolence, .alcoholDomesticAbuse],
            .one([.init("community_resolution", 50), .init("conditional_caution", 50)]),
            .assumed("the two that S4 ¶43 allows")),
        Share(
            "disposal_type", of: [.divert],
            .one([
                .init("community_resolution", 50), .init("nfa", 39), .init("charge", 9),
                .init("conditional_caution", 2),
            ]),
            .assumed("after the falling charges and cautions of S4 ¶22")),
        Share(
            "disposal_type",
            .one([.init("none_yet", 55), .init("charge", 25), .init("bail_rui", 12), .init("nfa", 8)]),
            .assumed("no figure")),
        Share("admits_or_accepts_responsibility", .yes(65, in: 100), .assumed("no figure")),
        Share(
            "times_in_prison", of: [.o2r],
            .numbers([
                .init(0...0, 9), .init(1...5, 27), .init(6...10, 5), .init(11...15, 22), .init(16...20, 16),
                .init(26...30, 9), .init(31...35, 5),
            ]), .stated("S1 §4.1 (bands overlap at 11 and add to 93)")),
        Share(
            "times_in_prison", .numbers([.init(0...0, 80), .init(1...5, 15), .init(6...20, 5)]), .assumed("no figure")),
        Share("in_prison", of: [.o2r], .yes(3, in: 60), .stated("S1 §5.3: 3 of 60 went to prison")),
        Share("in_prison", .yes(0, in: 1), .assumed("they are seen by the police")),
        Share("on_licence", of: [.o2r], .yes(25, in: 100), .assumed("no figure")),
        Share(
            "on_licence", given: .init("age_years", in: 0...17), .yes(0, in: 1),
            .assumed("children are supervised otherwise")),
        Share("on_licence", .yes(7, in: 100), .assumed("no figure")),
        Share("offender_managed", of: [.o2r], .yes(50, in: 100), .assumed("no figure")),
        Share("offender_managed", .yes(5, in: 100), .assumed("no figure")),
        Share(
            "county_lines_indicators", given: .init("age_years", in: 0...17), .yes(12, in: 100), .assumed("no figure")),
        Share("county_lines_indicators", .yes(1, in: 100), .assumed("no figure")),
        Share("victim_requests_rj", .yes(5, in: 100), .assumed("no figure")),
        Share("offender_willing_rj", .yes(40, in: 100), .assumed("no figure")),
        Share("planned_enforcement", .yes(3, in: 100), .assumed("no figure")),
        Share(
            "reoffending_risk", .one([.init("low", 40), .init("medium", 40), .init("high", 20)]), .assumed("no figure")),
    ]
}
