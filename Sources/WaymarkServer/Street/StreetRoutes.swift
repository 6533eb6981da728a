extension Routes {
    static let street: [Route] = []
}
