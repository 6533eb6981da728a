extension Routes {
    static let desk: [Route] = []
}
