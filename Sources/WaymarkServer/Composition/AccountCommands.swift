import WaymarkStore

/// What is done to the accounts of a record from the command line, beside a server that runs or not.
package struct AccountCommands: Sendable {
    private let store: Store

    /// - Throws: ``Startup/Problem`` where there is no record in the folder.
    package init(data: String) throws(Startup.Problem) {
        do throws(StoreError) {
            store = try Store(existing: data)
        } catch {
            throw Startup.Problem(says: error.sentence)
        }
    }

    /// One line for each account.
    package func list() throws(Startup.Problem) -> [String] {
        do throws(StoreError) {
            return try store.accounts().map { account in
                let state =
                    account.disabledAt != nil ? "closed" : account.hasPassword ? "open" : "no password chosen yet"
                let areas = account.areas.isEmpty ? "all areas" : account.areas.joined(separator: ", ")
                return
                    "\(account.name): \(account.displayName); \(account.roles.joined(separator: ", ")); \(areas); \(state)"
            }
        } catch {
            throw Startup.Problem(says: error.sentence)
        }
    }

    /// A one-time address at which the owner of an account chooses a new password.
    package func reset(_ name: String, address: String) throws(Startup.Problem) -> String {
        do throws(StoreError) {
            let token = try store.invite(name, by: .system, at: Startup.now())
            return "\(address.hasSuffix("/") ? String(address.dropLast()) : address)/set-up?token=\(token)"
        } catch {
            throw Startup.Problem(says: error.sentence)
        }
    }
}
