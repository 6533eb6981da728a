/// The rules of generated rulebooks: the shape of real ones (facts of every kind, definitions, programmes with
/// criteria and bars, alerts, order, sequences), and nobody's current rules.
enum SyntheticRules {
    static let vocabulary = """
        # Made up for tests of scale. Nobody should be referred by these rules.
        facts:
          age_years: {label: Age, ask: How old is the person?, type: whole number, range: 10 to 120, unit: years, group: person}
          gender: {label: Gender, ask: How is the person's gender recorded?, type: one of, values: {woman: Woman, man: Man, other: Other}, group: person}
          local_authority:
            label: Home area
            ask: Which council area does the person live in?
            type: one of
            values_from: areas
            values: {outside_force_area: Outside the force area, no_fixed_abode: No fixed abode}
            group: person
          offending_area:
            label: Area of the offending
            ask: Where does the person mainly offend?
            type: one of
            values_from: areas
            values: {outside_force_area: Outside the force area}
            group: person
          setting: {label: Setting, ask: Where is the person being seen?, type: one of, values: {custody: In custody, street: On the street, neighbourhood: In the neighbourhood, voluntary_attendance: Voluntary attendance, community: In the community}, group: incident}
          offence_types:
            label: Offences in this incident
            ask: What are the offences?
            type: several of
            values:
              shop_theft: Theft from a shop
              other_theft: Other theft
              burglary: Burglary
              robbery: Robbery
              fraud: Fraud
              begging: Begging
              drug_possession: Possession of drugs
              drug_supply: Supply of drugs
              assault: Assault
              public_order: Public order
              drunk_and_disorderly: Drunk and disorderly
              domestic_abuse_offence: Domestic abuse
              other: Other
            sensitivity: criminal
            group: incident
          offences_last_12_months: {label: Offences in 12 months, ask: How many offences are recorded in 12 months?, type: whole number, range: 0 to 500, unit: offences, sensitivity: criminal, group: incident}
          domestic_abuse_offence: {label: Domestic abuse offence, ask: Is it a domestic abuse offence?, type: yes or no, group: incident}
          da_relationship:
            label: Relationship to the victim
            ask: What is the relationship to the victim?
            type: one of
            values: {intimate_partner: Partner or former partner, wider_family: Other family member}
            only_when: {domestic_abuse_offence: yes}
            group: incident
          violence_related_offence: {label: Violence, ask: Is the offence violence-related?, type: yes or no, group: incident}
          disposal_type: {label: Outcome considered, ask: What outcome is being considered?, type: one of, values: {none_yet: None yet, community_resolution: Community resolution, conditional_caution: Conditional caution, charge: Charge, bail_rui: Bail or under investigation, nfa: No further action}, group: incident}
          pwits_suspected: {label: Supply suspected, ask: Is supply suspected?, type: yes or no, sensitivity: criminal, group: incident}
          personal_use: {label: Personal use, ask: Is the amount consistent with personal use?, type: yes or no, group: incident}
          substances_used:
            label: Substances
            ask: Which substances does the person use?
            type: several of
            values: {heroin: Heroin, crack: Crack, cocaine: Cocaine, cannabis: Cannabis, alcohol: Alcohol, mdma: MDMA, ketamine: Ketamine, other: Other}
            sensitivity: health
            group: health
          class_a_dependence: {label: Class A dependence, ask: Is the person dependent on a Class A drug?, type: yes or no, sensitivity: health, group: health}
          alcohol_dependent: {label: Alcohol dependence, ask: Is the person dependent on alcohol?, type: yes or no, sensitivity: health, group: health}
          alcohol_trigger: {label: Alcohol a trigger, ask: Was alcohol a trigger for this offence?, type: yes or no, group: health}
          on_script: {label: On a script, ask: Is the person prescribed opioid substitution treatment?, type: yes or no, changeable: yes, sensitivity: health, group: health}
          engaged_with_treatment: {label: In treatment, ask: Is the person engaging with treatment?, type: yes or no, changeable: yes, sensitivity: health, group: health}
          cgl_contact_attempts: {label: Contact attempts, ask: How many contact attempts were made?, type: whole number, range: 0 to 50, group: health}
          mental_health_need: {label: Mental health need, ask: Is there a mental-health need?, type: yes or no, sensitivity: health, group: health}
          pregnant: {label: Pregnant, ask: Is the person pregnant?, type: yes or no, only_when: {gender: woman}, sensitivity: health, group: health}
          interested_in_rehab: {label: Wants rehab, ask: Does the person want residential rehab?, type: yes or no, changeable: yes, group: help}
          rehab_completed_on: {label: Rehab completed on, ask: When was rehab completed?, type: date, group: help}
          abstinent: {label: Abstinent, ask: Is the person abstinent now?, type: yes or no, group: help}
          housing_status: {label: Housing, ask: What is the housing situation?, type: one of, values: {tenant: Tenant, family_or_friends: With family or friends, supported: Supported housing, sofa_surfing: Sofa surfing, rough_sleeping: Sleeping rough, hostel: Hostel, threatened_56_days: May lose the home within 56 days}, changeable: yes, group: help}
          on_licence: {label: On licence, ask: Is the person on licence?, type: yes or no, group: help}
          in_prison: {label: In prison, ask: Is the person in prison?, type: yes or no, group: help}
          county_lines_indicators: {label: Signs of exploitation, ask: Are there signs of criminal exploitation?, type: yes or no, sensitivity: safeguarding, group: help}
          vulnerable_adult: {label: Vulnerable, ask: Does the person need an appropriate adult?, type: yes or no, sensitivity: safeguarding, group: help}
          immediate_risk: {label: Immediate risk, ask: Is there an immediate risk to life or safety?, type: yes or no, sensitivity: safeguarding, group: help}
          consents_to_referral: {label: Agrees to a referral, ask: Does the person agree to this referral?, type: yes or no, changeable: yes, group: consent}
          consents_to_information_sharing: {label: Agrees to sharing, ask: Does the person agree that details are passed on?, type: yes or no, changeable: yes, group: consent}
          can_give_consent_now: {label: Able to decide now, ask: Can the person decide now?, type: yes or no, group: consent}
          ethnicity: {label: Ethnicity, type: one of, values: {white_british: White British, pakistani: Pakistani, indian: Indian, caribbean: Caribbean, any_other: Any other}, use: audit only}

        """

    static let definitions = """
        definitions:
          young_person: {says: is under 18, when: {age_years: under 18}}
          class_a_use: {says: uses heroin or cocaine, when: {substances_used: [heroin, crack, cocaine]}}
          homeless: {says: has nowhere settled to live, when: {housing_status: [sofa_surfing, rough_sleeping, hostel]}}
          steals: {says: offends to get money, when: {offence_types: [shop_theft, other_theft, burglary, robbery, fraud, begging]}}
          in_custody: {says: is in police custody, when: {setting: custody}}
          prolific:
            says: offends again and again
            when: {offences_last_12_months: at least prolific_offences}
          trigger_offence:
            says: is a trigger offence for drug testing
            versions:
              - {from: 2004-07-27, until: 2007-01-14, when: {offence_types: [shop_theft, burglary, robbery]}}
              - {from: 2007-01-15, when: {offence_types: [shop_theft, other_theft, burglary, robbery, fraud, begging, drug_possession, drug_supply]}}
        constraints:
          children_are_not_on_licence: {says: nobody under 14 is on licence, impossible: {age_years: under 14, on_licence: yes}}
          on_script_is_treatment: {says: a script comes with treatment for somebody who uses opioids or did, impossible: {on_script: yes, substances_used: nothing, abstinent: no}}
        needs:
          homeless: {says: has nowhere settled to live, when: {homeless: yes}}
          dependent: {says: is dependent on a Class A drug, when: {class_a_dependence: yes}}
        promises:
          no_child_in_rehab:
            says: nobody under 18 is sent to adult residential rehab
            never: {when: {age_years: under 18}, outcome: {residential_rehab: [refer, waiting_list, signpost]}}
          exploited_children_are_safeguarded:
            says: a child with signs of exploitation always gets a safeguarding referral
            always: {when: {age_years: under 18, county_lines_indicators: yes}, outcome: {safeguarding: refer}}

        """

    /// A programme and what of it there is in an area.
    struct Programme {
        var name: String
        var body: String
        /// Served by one service for the whole country rather than by services of areas.
        var isNational = false
    }

    static let programmes: [Programme] = [
        Programme(
            name: "safeguarding",
            body: """
                title: Safeguarding referral
                kind: safeguarding
                located_by: nothing
                consent: none
                criteria:
                  at_risk: {says: is a child at risk of exploitation or a vulnerable adult, when: {any: [{young_person: yes, county_lines_indicators: yes}, {vulnerable_adult: yes}]}}
                """, isNational: true),
        Programme(
            name: "required_assessment",
            body: """
                title: Required assessment
                kind: custody
                located_by: nothing
                consent: none
                criteria:
                  custody: {says: is in custody, when: {in_custody: yes}}
                  trigger: {says: was arrested for a trigger offence, when: {trigger_offence: yes}}
                  adult: {says: is 18 or over, when: {age_years: at least 18}}
                """, isNational: true),
        local(
            "cars", "Arrest referral", "custody", "{in_custody: yes, any: [{class_a_use: yes}, {alcohol_trigger: yes}]}"
        ),
        local(
            "divert_group", "Group course", "diversion", "{personal_use: yes, class_a_use: no, young_person: no}",
            bars: "{pwits_suspected: yes}"),
        local(
            "divert_one_to_one", "One-to-one course", "diversion",
            "{personal_use: yes, class_a_use: yes, young_person: no}", bars: "{pwits_suspected: yes}"),
        local(
            "divert_young_people", "Course for young people", "diversion", "{personal_use: yes, young_person: yes}",
            bars: "{pwits_suspected: yes}"),
        local(
            "o2r", "Outreach", "stage",
            "{class_a_use: yes, prolific: yes, steals: yes, any: [{on_script: yes}, {engaged_with_treatment: yes}, {cgl_contact_attempts: at least contact_attempts}]}",
            hold: "{in_prison: yes}", location: "[local_authority, offending_area]"),
        local(
            "residential_rehab", "Residential rehab", "treatment",
            "{class_a_dependence: yes, interested_in_rehab: yes, age_years: at least 18}", hold: "{in_prison: yes}"),
        local("rehab_aftercare", "Aftercare", "support", "{rehab_completed_on: within the last 12 months}"),
        local("recovery_housing", "Recovery housing", "housing", "{abstinent: yes, homeless: yes}"),
        local(
            "community_treatment", "Community treatment", "treatment",
            "{any: [{class_a_dependence: yes}, {alcohol_dependent: yes}], age_years: at least 18}"),
        local(
            "young_people_treatment", "Young people's treatment", "treatment",
            "{young_person: yes, substances_used: something}"),
        local("womens_support", "Women's support", "support", "{gender: woman, age_years: at least 18}"),
        local(
            "housing_support", "Housing support", "housing",
            "{any: [{homeless: yes}, {housing_status: threatened_56_days}]}"),
        local(
            "alcohol_violence_course", "Alcohol and violence course", "course",
            "{violence_related_offence: yes, alcohol_trigger: yes, disposal_type: [community_resolution, conditional_caution]}",
            bars: "{any: [{domestic_abuse_offence: yes}, {alcohol_dependent: yes}]}"),
        local(
            "alcohol_da_course", "Alcohol and domestic abuse course", "course",
            "{domestic_abuse_offence: yes, alcohol_trigger: yes, disposal_type: [community_resolution, conditional_caution]}"
        ),
        local("offender_management", "Offender management", "support", "{any: [{prolific: yes}, {on_licence: yes}]}"),
        local(
            "liaison_and_diversion", "Liaison and diversion", "support",
            "{mental_health_need: yes, setting: [custody, voluntary_attendance]}"),
        local("counselling", "Counselling", "support", "{any: [{mental_health_need: yes}, {abstinent: yes}]}"),
        local(
            "family_support", "Family support", "support", "{any: [{pregnant: yes}, {da_relationship: wider_family}]}"),
        local(
            "employment_support", "Employment support", "support",
            "{abstinent: yes, housing_status: {not: [rough_sleeping, hostel]}, age_years: at least 18}"),
        local(
            "needle_exchange", "Needle exchange", "treatment",
            "{substances_used: [heroin, crack, cocaine], age_years: at least exchange_age}"),
    ]

    private static func local(
        _ name: String, _ title: String, _ kind: String, _ when: String, bars: String? = nil, hold: String? = nil,
        location: String = "local_authority"
    ) -> Programme {
        var body = """
            title: \(title)
            kind: \(kind)
            located_by: \(location)
            consent: referral
            criteria:
              fits: {says: fits what \(title.lowercased()) is for, when: \(when), basis: inferred}
            """
        if let bars { body += "\nbars:\n  ruled_out: {says: is ruled out, when: \(bars)}" }
        if let hold { body += "\nhold:\n  in_prison: {says: is in prison; resumes on release, when: \(hold)}" }
        return Programme(name: name, body: body)
    }

    static let routing = """
        routing:
          alerts:
            immediate_risk:
              says: there is an immediate risk to life or safety
              do: Act on the risk before any referral
              when: {immediate_risk: yes}
          order: [\(programmes.map(\.name).joined(separator: ", "))]
          urgent: [safeguarding]
          sequences:
            treatment_first:
              first: community_treatment
              then: [o2r, counselling]
              says: community treatment comes first
              when: {any: [{on_script: no}, {engaged_with_treatment: no}]}
          low_priority:
            elsewhere: {programmes: [o2r], says: the person offends outside the area, when: {offending_area: outside_force_area}}

        """
}
