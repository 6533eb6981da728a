/// The OpenAPI 3.1 description of the JSON API. Each feature describes its own routes; the document is put together from
/// the table of routes.
enum OpenAPI {
    /// What a route takes and gives, by its name in the table.
    struct Shape {
        var id: String
        var takes: String?
        var gives: String
        var status = "200"
        var type = "application/json"
        var parameters: [String] = []
        var problems: [String] = []
    }

    static let decisionReference =
        #"{"name":"reference","in":"path","required":true,"schema":{"type":"string","pattern":"^D-[0-9]{4}-[0-9]{6,}$"}}"#
    static let idempotency =
        #"{"name":"Idempotency-Key","in":"header","description":"A random key: the same request sent twice with it is done once.","schema":{"type":"string","minLength":1,"maxLength":200,"pattern":"^[!-~]+$"}}"#
}
