/// Finds a key among the entries before it: by looking through a few, by hash among many.
struct SeenKeys {
    private var hashed: [String: Int] = [:]

    /// The number of the entry with `key` among the first `count`, whose keys `keyAt` tells.
    mutating func index(of key: String, among count: Int, key keyAt: (Int) -> String) -> Int? {
        if count < 16 { return (0..<count).first { keyAt($0) == key } }
        while hashed.count < count { hashed[keyAt(hashed.count)] = hashed.count }
        return hashed[key]
    }
}
