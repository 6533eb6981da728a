/// The table of roles and routes. Nothing is served that does not stand here.
package enum Routes {
    package static let all: [Route] =
        start + operations + shown + access + setUp + ownAccount + triage + quickCheck + referrals + map + capacity
        + reports
        + record
        + accounts + api
}
