import WaymarkRouting
import WaymarkTestSupport

/// A small rulebook that the tests of interviews and explanations share.
enum SmallRulebook {
    static func load() throws -> Rulebook {
        try TestRulebook.load([("Rules/all.yaml", text)])
    }

    private static let text = """
        facts:
          danger: {label: Immediate danger, ask: Is anybody in danger?, type: yes or no}
          age_years: {label: Age, ask: How old is the person?, type: whole number, range: 10 to 120, unit: years}
          substances:
            label: Substances
            ask: What does the person use?
            type: several of
            values: {heroin: Heroin, crack: Crack}
            sensitivity: health
          on_script: {label: On a script, ask: Is the person on a script?, type: yes or no, changeable: yes}
          housing:
            label: Housing
            ask: Where does the person live?
            type: one of
            values: {settled: Settled, rough_sleeping: Sleeping rough, hostel: Hostel}
          local_authority:
            label: Home area
            ask: Which council area does the person live in?
            type: one of
            values_from: areas
          seen_on: {label: Last seen, ask: When was the person last seen?, type: date}
          abuse: {label: Domestic abuse offence, ask: Is it a domestic abuse offence?, type: yes or no}
          relationship:
            label: Relationship
            ask: What is the relationship to the victim?
            type: one of
            values: {partner: Partner, family: Other family}
            only_when: {abuse: yes}
          sessions: {label: Sessions attended, ask: How many sessions?, type: whole number, range: 0 to 50, unit: sessions, changeable: yes}
          favourite_colour: {label: Favourite colour, ask: What is the favourite colour?, type: one of, values: {red: Red, blue: Blue}}
        constraints:
          no_child_on_script:
            says: nobody under 16 is on a script
            impossible: {age_years: under 16, on_script: yes}
        programmes:
          treatment:
            title: Treatment
            kind: treatment
            located_by: local_authority
            consent: none
            criteria:
              adult: {says: is 18 or over, when: {age_years: 18 or over}}
              uses: {says: uses Class A drugs, when: {substances: something}}
          rehab:
            title: Rehab
            kind: treatment
            located_by: nothing
            consent: none
            criteria:
              adult: {says: is 18 or over, when: {age_years: 18 or over}}
              on_script: {says: is on a script, when: {on_script: yes}}
              prepared: {says: attended four sessions, when: {sessions: at least 4}}
          family_course:
            title: Family course
            kind: course
            located_by: nothing
            consent: none
            criteria:
              family: {says: the victim is other family, when: {relationship: family}}
              recent: {says: was seen lately, when: {seen_on: within the last 3 months}}
        areas:
          ashby: {name: Ashby}
          bexley: {name: Bexley}
        agreements:
          treatment_agreement: {title: Treatment in Ashby, parties: [Police, Provider], from: 2025-01-01, until: 2026-12-31}
        services:
          treatment_ashby:
            programme: treatment
            name: Ashby Treatment
            provider: Provider
            areas: [ashby]
            agreement: treatment_agreement
            capacity: {state: has_capacity}
          rehab_house: {programme: rehab, name: Rehab House, provider: Provider, areas: everywhere, agreement: not needed}
          course: {programme: family_course, name: Family Course, provider: Provider, areas: everywhere, agreement: not needed}
        routing:
          order: [treatment, rehab, family_course]
          alerts:
            danger: {says: somebody is in danger, do: Act on it first, when: {danger: yes}}
        """
}
