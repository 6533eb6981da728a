extension ShareTable {
    static let substances: [Share] = [
        Share(
            "substances_used", of: [.o2r],
            .each([.init("crack", 95), .init("heroin", 91), .init("cannabis", 36), .init("alcohol", 32)]),
            .stated("S1 §4.1")),
        Share(
            "substances_used", of: [.divert],
            .single([
                .init("cannabis", 90), .init("cocaine", 6), .init("mdma", 2), .init("ketamine", 1), .init("heroin", 1),
            ]),
            .stated("S4 ¶14: cannabis 90 in 100; the split of the rest is assumed")),
        Share(
            "substances_used", of: [.cars],
            .each([
                .init("alcohol", 45), .init("cannabis", 35), .init("cocaine", 30), .init("crack", 20),
                .init("heroin", 18),
            ]),
            .assumed("no figure")),
        Share("substances_used", .single([.init("alcohol", 1)]), .stated("S4 ¶20: alcohol is the trigger")),
        Share(
            "class_a_use", given: .init("substances_used", "heroin", "crack", "cocaine", "mdma"), .yes(1, in: 1),
            .assumed("follows from substances_used (Misuse of Drugs Act 1971, schedule 2)")),
        Share("class_a_use", .yes(0, in: 1), .assumed("follows from substances_used")),
        Share(
            "class_a_dependence", of: [.o2r], given: .init("class_a_use", "yes"), .yes(95, in: 100),
            .assumed("no figure")),
        Share(
            "class_a_dependence", given: .init("substances_used", "heroin", "crack"), .yes(75, in: 100),
            .assumed("no figure")),
        Share("class_a_dependence", given: .init("class_a_use", "yes"), .yes(15, in: 100), .assumed("no figure")),
        Share("class_a_dependence", .yes(0, in: 1), .assumed("follows from class_a_use")),
        Share("drug_or_alcohol_issue", of: [.cars], .yes(1, in: 1), .stated("S4 ¶26: why the service sees them")),
        Share("drug_or_alcohol_issue", of: [.o2r], .yes(1, in: 1), .stated("S1: why the scheme takes them")),
        Share(
            "drug_or_alcohol_issue", of: [.alcoholViolence, .alcoholDomesticAbuse], .yes(1, in: 1), .stated("S4 ¶20")),
        Share("drug_or_alcohol_issue", given: .init("class_a_use", "yes"), .yes(80, in: 100), .assumed("no figure")),
        Share("drug_or_alcohol_issue", .yes(30, in: 100), .assumed("no figure")),
        Share(
            "alcohol_dependent", given: .init("substances_used", "alcohol"), .yes(20, in: 100), .assumed("no figure")),
        Share("alcohol_dependent", .yes(0, in: 1), .assumed("follows from substances_used")),
        Share(
            "alcohol_trigger", of: [.alcoholViolence, .alcoholDomesticAbuse], .yes(1, in: 1), .stated("S4 ¶20, ¶42")),
        Share("alcohol_trigger", given: .init("substances_used", "alcohol"), .yes(40, in: 100), .assumed("no figure")),
        Share("alcohol_trigger", .yes(3, in: 100), .assumed("no figure")),
        Share(
            "audit_score", given: .init("alcohol_dependent", "yes"), .numbers([.init(20...40, 1)]),
            .assumed("20 or over may be dependent")),
        Share(
            "audit_score", given: .init("substances_used", "alcohol"), .numbers([.init(0...7, 40), .init(8...19, 60)]),
            .assumed("no figure")),
        Share("audit_score", .numbers([.init(0...7, 1)]), .assumed("no figure")),
        Share("offending_driven_by_drugs", of: [.o2r], .yes(95, in: 100), .assumed("S1: the scheme is for them")),
        Share(
            "offending_driven_by_drugs", given: .init("class_a_dependence", "yes"), .yes(70, in: 100),
            .assumed("no figure")),
        Share("offending_driven_by_drugs", .yes(4, in: 100), .assumed("no figure")),
    ]

    static let divert: [Share] = [
        Share(
            "drug_classes_found", given: .init("possession_offence", "no"), .each([]),
            .assumed("follows from possession_offence")),
        Share(
            "drug_classes_found", given: .init("class_a_use", "yes"), .single([.init("class_a", 1)]),
            .assumed("what the person uses")),
        Share("drug_classes_found", .single([.init("class_b", 1)]), .assumed("what the person uses")),
        Share("personal_use", given: .init("possession_offence", "no"), .yes(0, in: 1), .assumed("nothing was found")),
        Share("personal_use", of: [.divert], .yes(1, in: 1), .stated("S4 ¶14: the scheme is for personal use")),
        Share("personal_use", .yes(85, in: 100), .assumed("no figure")),
        Share("pwits_suspected", of: [.divert], .yes(0, in: 1), .stated("S4 ¶23: barred from the scheme")),
        Share(
            "pwits_suspected", given: .init("offence_types", "drug_supply", "drug_pwits"), .yes(1, in: 1),
            .assumed("follows from offence_types")),
        Share("pwits_suspected", .yes(1, in: 100), .assumed("no figure")),
        Share("arrested_for_other_offence", of: [.divert], .yes(10, in: 100), .assumed("no figure")),
        Share(
            "arrested_for_other_offence", given: .init("possession_offence", "no"), .yes(1, in: 1),
            .assumed("follows from possession_offence")),
        Share("arrested_for_other_offence", .yes(30, in: 100), .assumed("no figure")),
        Share("substances_aggravate_main_offence", .yes(8, in: 100), .assumed("no figure")),
        Share("agrees_to_engage", of: [.divert], .yes(68, in: 100), .stated("S4 ¶22: 68 in 100 reach the one-to-one")),
        Share("agrees_to_engage", .yes(75, in: 100), .assumed("no figure")),
        Share(
            "divert_prior_referrals", .numbers([.init(0...0, 85), .init(1...1, 12), .init(2...3, 3)]),
            .assumed("no figure")),
        Share(
            "divert_prior_engagement", given: .init("divert_prior_referrals", in: 0...0),
            .one([.init("never_referred", 1)]),
            .assumed("follows from divert_prior_referrals")),
        Share(
            "divert_prior_engagement", .one([.init("always_engaged", 68), .init("failed_to_engage", 32)]),
            .stated("S4 ¶22: 68 in 100 reach the one-to-one")),
        Share("divert_attended_assessment", .yes(68, in: 100), .stated("S4 ¶22")),
        Share("divert_attended_group", .yes(60, in: 100), .assumed("no figure")),
        Share("has_internet_access", .yes(85, in: 100), .assumed("no figure")),
        Share("in_depth_need", .yes(15, in: 100), .assumed("no figure")),
    ]

    static let custody: [Share] = [
        Share(
            "drug_test_status", given: .init("in_custody", "yes"),
            .one([
                .init("taken", 45), .init("not_eligible", 35), .init("not_offered", 15), .init("refused", 4),
                .init("disputed", 1),
            ]),
            .assumed("no figure")),
        Share("drug_test_status", .one([.init("not_offered", 1)]), .assumed("tests are taken in custody")),
        Share(
            "drug_test_result", given: .init("substances_used", "heroin", "crack", "cocaine"),
            .one([
                .init("positive_cocaine", 50), .init("positive_both", 25), .init("positive_opiate", 15),
                .init("negative", 10),
            ]),
            .assumed("no figure")),
        Share("drug_test_result", .one([.init("negative", 90), .init("positive_cocaine", 10)]), .assumed("no figure")),
        Share("inspector_authorisation", .yes(10, in: 100), .assumed("no figure")),
        Share(
            "required_assessment_status", given: .init("drug_test_status", "taken"),
            .one([.init("not_required", 50), .init("required", 35), .init("attended", 10), .init("missed", 5)]),
            .assumed("no figure")),
        Share("required_assessment_status", .one([.init("not_required", 1)]), .assumed("follows from the test")),
    ]

    static let treatment: [Share] = [
        Share("on_script", given: .init("substances_used", "heroin"), .yes(50, in: 100), .assumed("no figure")),
        Share("on_script", .yes(1, in: 100), .assumed("no figure")),
        Share("stable_on_buvidal", given: .init("on_script", "yes"), .yes(10, in: 100), .assumed("no figure")),
        Share("stable_on_buvidal", .yes(0, in: 1), .assumed("follows from on_script")),
        Share(
            "cgl_case_status", given: .init("on_script", "yes"), .one([.init("open", 1)]),
            .assumed("a script comes from the service")),
        Share(
            "cgl_case_status", given: .init("class_a_dependence", "yes"),
            .one([
                .init("never_open", 35), .init("closed_no_contact", 35), .init("open", 15), .init("closed_other", 10),
                .init("closed_completed", 5),
            ]),
            .assumed("no figure")),
        Share(
            "cgl_case_status", .one([.init("never_open", 94), .init("closed_completed", 3), .init("open", 3)]),
            .assumed("no figure")),
        Share(
            "engaged_with_treatment", given: .init("cgl_case_status", "open"), .yes(70, in: 100), .assumed("no figure")),
        Share("engaged_with_treatment", .yes(0, in: 1), .assumed("follows from cgl_case_status")),
        Share(
            "cgl_contact_attempts", given: .init("cgl_case_status", "closed_no_contact"), .numbers([.init(3...6, 1)]),
            .assumed("cases close after failed contacts")),
        Share("cgl_contact_attempts", .numbers([.init(0...0, 80), .init(1...3, 20)]), .assumed("no figure")),
    ]

    static let o2r: [Share] = [
        Share(
            "o2r_status", of: [.o2r],
            .one([.init("waiting", 46), .init("active", 33), .init("withdrawn", 36), .init("inactive", 16)]),
            .stated("S1 Table 1")),
        Share("o2r_status", .one([.init("none", 1)]), .assumed("not in the scheme")),
        Share("o2r_priority", .one([.init("priority", 60), .init("non_priority", 40)]), .assumed("no figure")),
        Share("o2r_capacity_available", .yes(70, in: 100), .assumed("no figure")),
        Share("interested_in_rehab", of: [.o2r], .yes(43, in: 60), .stated("S1 §5.3: 17 of 60 were not interested")),
        Share(
            "interested_in_rehab", given: .init("class_a_dependence", "yes"), .yes(30, in: 100), .assumed("no figure")),
        Share("interested_in_rehab", .yes(2, in: 100), .assumed("no figure")),
        Share(
            "rehab_threshold_met", of: [.o2r], .yes(33, in: 43), .stated("S1 §5.3: 10 of the other 43 did not meet it")),
        Share("rehab_threshold_met", .yes(5, in: 100), .assumed("no figure")),
        Share(
            "wmp_assessment_done", of: [.o2r], .yes(85, in: 131), .stated("S1 Table 1: 85 contacted or assessed of 131")
        ),
        Share("wmp_assessment_done", .yes(0, in: 1), .assumed("not in the scheme")),
        Share(
            "commitment_level", of: [.o2r], .one([.init("some", 45), .init("firm", 35), .init("low", 20)]),
            .assumed("no figure")),
        Share("officer_engagement_weeks", of: [.o2r], .numbers([.init(0...22, 1)]), .assumed("no figure")),
        Share("officer_engagement_weeks", .numbers([.init(0...0, 1)]), .assumed("not in the scheme")),
        Share("engagement_tasks_completed", of: [.o2r], .yes(50, in: 100), .assumed("no figure")),
        Share("engagement_tasks_completed", .yes(0, in: 1), .assumed("not in the scheme")),
        Share(
            "pre_admission_sessions_attended", of: [.o2r],
            .numbers([.init(0...0, 50), .init(1...3, 30), .init(4...6, 20)]),
            .assumed("no figure")),
        Share("pre_admission_sessions_attended", .numbers([.init(0...0, 1)]), .assumed("not in the scheme")),
        Share("rehab_manager_green_light", of: [.o2r], .yes(8, in: 23), .stated("S1 §5.1: 8 of 23 admitted")),
        Share("rehab_manager_green_light", .yes(0, in: 1), .assumed("not in the scheme")),
        Share("doctor_green_light", of: [.o2r], .yes(8, in: 23), .stated("S1 §5.1: 8 of 23 admitted")),
        Share("doctor_green_light", .yes(0, in: 1), .assumed("not in the scheme")),
        Share("detox_completed", of: [.o2r], .yes(27, in: 60), .stated("S1 §5.3: 27 of 60 entered rehab")),
        Share("detox_completed", .yes(0, in: 1), .assumed("not in the scheme")),
        Share("abstinent", of: [.o2r], .yes(8, in: 27), .stated("S1: 8 of 27 abstinent")),
        Share("abstinent", given: .init("class_a_use", "yes"), .yes(0, in: 1), .assumed("follows from class_a_use")),
        Share("abstinent", .yes(5, in: 100), .assumed("no figure")),
        Share("relapsed", of: [.o2r], .yes(50, in: 100), .assumed("no figure")),
        Share("relapsed", .yes(0, in: 1), .assumed("not in the scheme")),
        Share("rehab_completed_on", .daysAgo([.init(0...90, 40), .init(91...730, 60)]), .assumed("no figure")),
        Share(
            "rehab_discharge_reason",
            .one([.init("completed", 4), .init("self_discharge", 7), .init("rule_breach", 2), .init("other", 11)]),
            .stated("S1 §5.3")),
        Share("leaving_rehab", of: [.o2r], .yes(3, in: 60), .stated("S1 §5.3: 3 of 60 still in rehab")),
        Share("leaving_rehab", .yes(0, in: 1), .assumed("not in the scheme")),
        Share("daily_checkin_kept", .yes(60, in: 100), .assumed("no figure")),
        Share("work_ready", of: [.o2r], .yes(10, in: 100), .assumed("no figure")),
        Share("work_ready", .yes(40, in: 100), .assumed("no figure")),
    ]

    static let consent: [Share] = [
        Share("consents_to_referral", of: [.o2r], .yes(43, in: 60), .stated("S1 §5.3: 17 of 60 were not interested")),
        Share(
            "consents_to_referral", of: [.divert], .yes(68, in: 100), .stated("S4 ¶22: 68 in 100 reach the one-to-one")),
        Share("consents_to_referral", .yes(75, in: 100), .assumed("no figure")),
        Share(
            "consents_to_information_sharing", given: .init("consents_to_referral", "yes"), .yes(92, in: 100),
            .assumed("no figure")),
        Share("consents_to_information_sharing", .yes(10, in: 100), .assumed("no figure")),
        Share("can_give_consent_now", given: .init("in_custody", "yes"), .yes(88, in: 100), .assumed("no figure")),
        Share("can_give_consent_now", .yes(97, in: 100), .assumed("no figure")),
    ]
}
