/// A long list, a page at a time. The page asked for stands in the address as `page`, counted from 1.
struct Pager<Item: Sendable>: Sendable {
    /// What stands on the page asked for; on the last where there are fewer.
    let items: [Item]
    let page: Int
    let count: Int
    let total: Int

    init(_ all: [Item], _ context: RequestContext, size: Int = 100) {
        total = all.count
        count = max(1, (all.count + size - 1) / size)
        page = min(count, max(1, context.query["page"].flatMap { Int($0) } ?? 1))
        items = Array(all.dropFirst((page - 1) * size).prefix(size))
    }

    /// "1 to 100 of 340" after a name, where there is more than one page.
    func pageCaption(_ name: String, size: Int = 100) -> String {
        if count == 1 { return name }
        let first = (page - 1) * size + 1
        return "\(name), \(first) to \(first + items.count - 1) of \(total)"
    }

    /// Ways to the pages before and after.
    ///
    /// - Parameter address: the list's address with everything else that was asked for.
    func ways(_ address: String) -> HTML {
        if count == 1 { return HTML() }
        func way(_ page: Int) -> String { address + (address.contains("?") ? "&" : "?") + "page=\(page)" }
        return element("nav", .aria("aria-label", "Pages")) {
            p {
                if page > 1 {
                    a(way(page - 1)) { "Previous page" }
                    " "
                }
                "Page \(page) of \(count) "
                if page < count { a(way(page + 1)) { "Next page" } }
            }
        }
    }
}
