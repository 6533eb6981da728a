import Hummingbird
import WaymarkStore

extension Routes {
    static let referrals: [Route] = [
        Route(
            .get, "/referrals", "What was sent, what came of it, and what needs somebody’s attention",
            roles: .seesPeople,
            isPersonal: true, navigation: "Referrals"
        ) { try ReferralListPage($0).page() },
        Route(
            .get, "/referrals/{reference}", "One referral and what happened to it", roles: .seesPeople,
            isPersonal: true
        ) {
            try ReferralPages($0).page()
        },
        Route(
            .post, "/referrals/{reference}/events", "Records what happened to a referral", roles: .decides,
            writes: true,
            isPersonal: true, renew: { try ReferralPages($0).again() }
        ) { try ReferralPages($0).record() },
        Route(
            .get, "/decisions/{reference}/refer/{service}", "Asks who agreed to a referral", roles: .decides,
            isPersonal: true
        ) { try SendPages($0).page() },
        Route(
            .post, "/decisions/{reference}/refer/{service}", "Keeps a referral that was sent", roles: .decides,
            writes: true,
            isPersonal: true,
            renew: { context in
                try SendPages(context).form(
                    notice:
                        "You logged in again since this was shown. Nothing was kept yet: check it and send it once more."
                )
            }
        ) { try SendPages($0).send() },
        Route(.get, "/history", "Asks whose referrals to show", roles: .seesPeople, isPersonal: true) {
            HistoryPages($0).ask()
        },
        Route(
            .post, "/history", "Everything that was decided and sent for one case reference", roles: .seesPeople,
            isPersonal: true
        ) { try HistoryPages($0).page() },
    ]
}
