import Testing
import WaymarkRules

/// Hand-computed answers for sections 3 and 4 and "Truth with unknown facts".
@Suite struct `Truth with unknown facts` {
    @Test func `a condition over known facts is true or false`() throws {
        let example = try Example(asked("{homeless: yes, age_years: under 18}"))
        #expect(try example.truth("homeless: yes, age_years: 17") == .yes)
        #expect(try example.truth("homeless: yes, age_years: 18") == .no)
        #expect(try example.truth("homeless: no, age_years: 17") == .no)
    }

    @Test func `an unknown fact leaves it open, declined and not known likewise`() throws {
        let example = try Example(asked("{homeless: yes}"))
        #expect(try example.truth() == .unknown)
        #expect(try example.truth("homeless: declined") == .unknown)
        #expect(try example.truth("homeless: not known") == .unknown)
    }

    @Test func `one false entry decides whatever is unknown`() throws {
        let example = try Example(asked("{homeless: yes, dependent: yes}"))
        #expect(try example.truth("homeless: no") == .no)
        #expect(try example.truth("homeless: yes") == .unknown)
    }

    @Test func `a fact read in two places is the same fact: Kleene would not know`() throws {
        #expect(try Example(asked("{any: [{homeless: yes}, {homeless: no}]}")).truth() == .yes)
        #expect(try Example(asked("{all: [{homeless: yes}, {homeless: no}]}")).truth() == .no)
        #expect(try Example(asked("{any: [{age_years: under 18}, {age_years: 15 or over}]}")).truth() == .yes)
        #expect(try Example(asked("{all: [{age_years: under 18}, {age_years: 18 or over}]}")).truth() == .no)
    }

    @Test func `completions keep to the range and to the values`() throws {
        #expect(try Example(asked("{age_years: at least 10}")).truth() == .yes)
        #expect(try Example(asked("{age_years: more than 10}")).truth() == .unknown)
        #expect(try Example(asked("{age_years: 10 to 120}")).truth() == .yes)
        #expect(try Example(asked("{drug: [heroin, crack, cannabis]}")).truth() == .yes)
        #expect(try Example(asked("{drug: [heroin, crack]}")).truth() == .unknown)
        #expect(try Example(asked("{any: [{substances: something}, {substances: nothing}]}")).truth() == .yes)
    }

    @Test func `a constraint settles an unknown fact`() throws {
        let example = try Example(
            impossible("{age_years: under 14, on_licence: yes}"), asked("{on_licence: no}"))
        #expect(try example.truth("age_years: 12") == .yes)
        #expect(try example.truth("age_years: 14") == .unknown)
        #expect(try example.truth() == .unknown)
    }

    // MARK: Groups

    @Test func `all, any, none and at least N of`() throws {
        let facts = "homeless: yes, dependent: no"
        #expect(try Example(asked("{all: [{homeless: yes}, {dependent: yes}]}")).truth(facts) == .no)
        #expect(try Example(asked("{any: [{homeless: yes}, {dependent: yes}]}")).truth(facts) == .yes)
        #expect(try Example(asked("{none: [{homeless: no}, {dependent: yes}]}")).truth(facts) == .yes)
        #expect(try Example(asked("{none: [{homeless: yes}, {dependent: yes}]}")).truth(facts) == .no)
        let two = try Example(asked("{at least 2 of: [{homeless: yes}, {dependent: yes}, {engaged: yes}]}"))
        #expect(try two.truth("homeless: yes, dependent: yes") == .yes)
        #expect(try two.truth("homeless: no, dependent: no") == .no)
        #expect(try two.truth("homeless: yes, dependent: no") == .unknown)
    }

    @Test func `at least N of the same fact in different places counts each place`() throws {
        let example = try Example(asked("{at least 1 of: [{homeless: yes}, {homeless: no}]}"))
        #expect(try example.truth() == .yes)
        let both = try Example(asked("{at least 2 of: [{homeless: yes}, {homeless: no}]}"))
        #expect(try both.truth() == .no)
    }

    // MARK: Facts that do not apply

    @Test func `tests on a fact that does not apply are false, but not and none of are true`() throws {
        func truth(_ condition: String) throws -> Bool {
            let example = try Example(
                onlyWhen("drug", "{dependent: yes}"), onlyWhen("substances", "{dependent: yes}"),
                onlyWhen("age_years", "{dependent: yes}"), onlyWhen("released_on", "{dependent: yes}"),
                onlyWhen("engaged", "{dependent: yes}"), asked(condition))
            return try #require(try example.truth("dependent: no")) == .yes
        }
        for test in [
            "{drug: heroin}", "{drug: [heroin, crack, cannabis]}", "{substances: opiates}", "{substances: nothing}",
            "{substances: something}", "{substances: {only: [opiates, alcohol]}}", "{engaged: yes}",
            "{substances: {all of: [opiates]}}", "{engaged: no}", "{age_years: at least 10}",
            "{released_on: in the future}", "{released_on: more than 0 days ago}",
        ] {
            #expect(try !truth(test), "\(test)")
        }
        for test in [
            "{drug: {not: heroin}}", "{drug: {not: [heroin, crack, cannabis]}}",
            "{substances: {none of: [opiates, alcohol]}}", "{age_years: {not: at least 10}}",
            "{released_on: {not: before 2000-01-01}}",
        ] {
            #expect(try truth(test), "\(test)")
        }
    }

    @Test func `where it is not known whether a fact applies, completions go both ways`() throws {
        let example = try Example(
            onlyWhen("drug", "{dependent: yes}"), asked("{drug: [heroin, crack, cannabis]}"))
        #expect(try example.truth() == .unknown)
        #expect(try example.truth("dependent: yes") == .yes)
        #expect(try example.truth("dependent: no") == .no)
    }

    @Test func `a known value rules out the completions in which its fact would not apply`() throws {
        let example = try Example(onlyWhen("drug", "{dependent: yes}"), asked("{dependent: yes}"))
        #expect(try example.truth("drug: crack") == .yes)
        #expect(try example.truth("drug: not known") == .unknown)
    }

    @Test func `only_when goes through other facts that may not apply, and through definitions`() throws {
        let chain = try Example(
            onlyWhen("dependent", "{homeless: yes}"), onlyWhen("drug", "{dependent: yes}"), asked("{drug: heroin}"))
        #expect(try chain.truth("homeless: no") == .no)
        #expect(try chain.truth("drug: heroin") == .yes)
        let defined = try Example(
            rules("definitions:\n  young: {says: is young, when: {age_years: under 18}}"),
            onlyWhen("drug", "{young: yes}"), asked("{drug: heroin}"))
        #expect(try defined.truth("age_years: 18") == .no)
        #expect(try defined.truth("age_years: 17") == .unknown)
    }

    @Test func `a definition is always yes or no, even of a fact that does not apply`() throws {
        let example = try Example(
            rules("definitions:\n  user: {says: uses heroin, when: {drug: heroin}}"),
            onlyWhen("drug", "{dependent: yes}"), asked("{user: no}"))
        #expect(try example.truth("dependent: no") == .yes)
    }

    // MARK: Tests

    @Test func `tests of sets`() throws {
        func holds(_ test: String, _ set: String) throws -> Bool {
            try Example(asked("{substances: \(test)}")).truth("substances: \(set)") == .yes
        }
        #expect(try holds("opiates", "opiates alcohol"))
        #expect(try !holds("opiates", "alcohol"))
        #expect(try holds("[opiates, alcohol]", "alcohol"))
        #expect(try !holds("{all of: [opiates, alcohol]}", "alcohol"))
        #expect(try holds("{all of: [opiates, alcohol]}", "opiates alcohol"))
        #expect(try holds("{none of: [opiates]}", "alcohol"))
        #expect(try holds("{none of: [opiates]}", "nothing"))
        #expect(try !holds("{only: [opiates]}", "nothing"))
        #expect(try holds("{only: [opiates]}", "opiates"))
        #expect(try !holds("{only: [opiates]}", "opiates alcohol"))
        #expect(try holds("nothing", "nothing"))
        #expect(try !holds("something", "nothing"))
    }

    @Test func `tests of numbers`() throws {
        func accepted(_ test: String) throws -> [Int] {
            let example = try Example(asked("{age_years: \(test)}"))
            return try (17...21).filter { try example.truth("age_years: \($0)") == .yes }
        }
        #expect(try accepted("19") == [19])
        #expect(try accepted("at least 19") == [19, 20, 21])
        #expect(try accepted("19 or over") == [19, 20, 21])
        #expect(try accepted("at most 19") == [17, 18, 19])
        #expect(try accepted("more than 19") == [20, 21])
        #expect(try accepted("less than 19") == [17, 18])
        #expect(try accepted("under 19") == [17, 18])
        #expect(try accepted("18 to 20") == [18, 19, 20])
        #expect(try accepted("{not: 18 to 20}") == [17, 21])
        #expect(try accepted("{not: 19}") == [17, 18, 20, 21])
    }

    @Test func `tests of dates, all ends included where they say so`() throws {
        func accepted(_ test: String) throws -> [String] {
            let example = try Example(asked("{released_on: \(test)}"))
            return try ["2025-05-14", "2025-05-15", "2025-05-16", "2025-06-15", "2025-06-16"]
                .filter { try example.truth("released_on: \($0)") == .yes }.map { String($0.dropFirst(5)) }
        }
        #expect(try accepted("2025-05-15") == ["05-15"])
        #expect(try accepted("before 2025-05-15") == ["05-14"])
        #expect(try accepted("after 2025-05-15") == ["05-16", "06-15", "06-16"])
        #expect(try accepted("on or before 2025-05-15") == ["05-14", "05-15"])
        #expect(try accepted("on or after 2025-06-15") == ["06-15", "06-16"])
        #expect(try accepted("2025-05-15 to 2025-05-16") == ["05-15", "05-16"])
        #expect(try accepted("within the last 1 month") == ["05-15", "05-16", "06-15"])
        #expect(try accepted("within the last 31 days") == ["05-15", "05-16", "06-15"])
        #expect(try accepted("more than 1 month ago") == ["05-14"])
        #expect(try accepted("within the last 0 days") == ["06-15"])
        #expect(try accepted("in the future") == ["06-16"])
        #expect(try accepted("{not: in the future}") == ["05-14", "05-15", "05-16", "06-15"])
    }

    @Test func `a month from the last day of a longer month ends on the last day of a shorter one`() throws {
        let example = try Example(asked("{released_on: within the last 1 month}"))
        #expect(try example.truth("released_on: 2025-01-31", on: "2025-02-28") == .yes)
        #expect(try example.truth("released_on: 2025-01-28", on: "2025-03-01") == .no)
        #expect(try example.truth("released_on: 2024-02-29", on: "2024-03-29") == .yes)
        let year = try Example(asked("{released_on: more than 1 year ago}"))
        #expect(try year.truth("released_on: 2024-02-29", on: "2025-02-28") == .no)
        #expect(try year.truth("released_on: 2024-02-29", on: "2025-03-01") == .yes)
    }

    @Test func `an unknown date is recent, long ago or to come, and nothing else`() throws {
        let tests = ["within the last 6 months", "more than 6 months ago", "in the future"]
        let parts = tests.map { "{released_on: \($0)}" }
        #expect(try Example(asked("{any: [\(parts.joined(separator: ", "))]}")).truth() == .yes)
        #expect(try Example(asked("{at least 2 of: [\(parts.joined(separator: ", "))]}")).truth() == .no)
        for part in parts { #expect(try Example(asked(part)).truth() == .unknown) }
    }

    @Test func `the decision date is always known`() throws {
        let example = try Example(asked("{decision_date: on or after 2025-06-15}"))
        #expect(try example.truth(on: "2025-06-15") == .yes)
        #expect(try example.truth(on: "2025-06-14") == .no)
    }

    // MARK: Definitions and parameters

    @Test func `a definition says what its version in force says, and no where there is none`() throws {
        let example = try Example(
            rules(
                """
                definitions:
                  trigger:
                    says: is a trigger
                    versions:
                      - {from: 2020-01-01, until: 2022-12-31, when: {homeless: yes}}
                      - {from: 2024-01-01, when: {homeless: no}}
                """), asked("{trigger: yes}"))
        #expect(try example.truth("homeless: yes", on: "2022-12-31") == .yes)
        #expect(try example.truth("homeless: yes", on: "2023-01-01") == .no)
        #expect(try example.truth(on: "2023-01-01") == .no)
        #expect(try example.truth("homeless: no", on: "2023-12-31") == .no)
        #expect(try example.truth("homeless: no", on: "2024-01-01") == .yes)
    }

    @Test func `of a parameter's entries the last one that applies to the place and the date wins`() throws {
        let example = try Example(
            rules(
                """
                parameters:
                  many:
                    says: many offences
                    values:
                      - 12
                      - {value: 10, area: ashby, from: 2025-01-01}
                      - {value: 8, from: 2026-01-01}
                """), asked("{offences: at least many}"))
        #expect(try example.truth("offences: 10, local_authority: ashby", on: "2024-12-31") == .no)
        #expect(try example.truth("offences: 10, local_authority: ashby") == .yes)
        #expect(try example.truth("offences: 10, local_authority: bexley") == .no)
        #expect(try example.truth("offences: 10") == .unknown)
        #expect(try example.truth("offences: 12") == .yes)
        #expect(try example.truth("offences: 9") == .no)
        #expect(try example.truth("offences: 9", on: "2026-01-01") == .yes)
    }

    @Test func `an entry for an area needs the fact to have that value, and one that does not apply has none`() throws {
        let example = try Example(
            onlyWhen("local_authority", "{homeless: no}"),
            rules("parameters:\n  many: {says: many, values: [12, {value: 10, area: ashby}]}"),
            asked("{offences: at least many}"))
        #expect(try example.truth("offences: 10, homeless: yes") == .no)
        #expect(try example.truth("offences: 10, homeless: no") == .unknown)
    }
}

/// Hand-computed answers for cases that cannot be.
@Suite struct `Cases that are refused` {
    @Test func `known facts that break a constraint`() throws {
        let example = try Example(impossible("{age_years: under 14, on_licence: yes}"))
        #expect(try example.isRefused("age_years: 13, on_licence: yes"))
        #expect(try !example.isRefused("age_years: 14, on_licence: yes"))
        #expect(try !example.isRefused("age_years: 13"))
    }

    @Test func `facts that leave no completion although no constraint is broken by known facts alone`() throws {
        let example = try Example(
            rules(
                """
                constraints:
                  a: {says: a, impossible: {age_years: under 14, on_licence: yes}}
                  b: {says: b, impossible: {age_years: under 14, on_licence: no}}
                """))
        #expect(try example.isRefused("age_years: 13"))
        #expect(try !example.isRefused("on_licence: yes"))
    }

    @Test func `a value for a fact that certainly does not apply`() throws {
        let example = try Example(onlyWhen("drug", "{dependent: yes}"))
        #expect(try example.isRefused("dependent: no, drug: crack"))
        #expect(try !example.isRefused("dependent: no, drug: declined"))
        #expect(try !example.isRefused("drug: crack"))
    }

    @Test func `a known value and a constraint that contradict one another through only_when`() throws {
        let example = try Example(
            onlyWhen("drug", "{dependent: yes}"), impossible("{dependent: yes, age_years: under 12}"))
        #expect(try example.isRefused("drug: crack, age_years: 11"))
        #expect(try !example.isRefused("drug: crack, age_years: 12"))
    }

    @Test func `declined consent counts as no, so it can break a constraint`() throws {
        let example = try Example(impossible("{homeless: yes, consents_to_referral: no}"))
        #expect(try example.isRefused("homeless: yes, consents_to_referral: declined"))
        #expect(try !example.isRefused("homeless: yes, consents_to_referral: not known"))
    }
}
