/// What may be a password: long, and not one of the first that anybody would guess. No rules about capitals, digits or
/// signs, and no expiry: they make passwords worse (NCSC, "Password administration for system owners", and
/// "Three random words").
package enum PasswordRules {
    /// Characters.
    package static let least = 12
    /// Bytes; more is no password but an attempt to keep the server busy.
    package static let most = 1000

    /// For the hint beside the field.
    package static let hint =
        "At least \(least) characters. Three words that have nothing to do with each other are strong and easy to remember."

    /// What is wrong with a password; nil where nothing is.
    ///
    /// - Parameter names: the account's name and the person's.
    package static func problem(_ password: String, names: [String]) -> String? {
        if password.count < least { return "Use \(least) characters or more for your password" }
        if password.utf8.count > most { return "Use \(most) characters at most for your password" }
        if isObvious(password, names: names) {
            return
                "This password would be guessed early: leave out names, “waymark”, “password” and rows such as 123456 or qwerty, or add more to them"
        }
        return nil
    }

    /// Words that everybody tries first.
    private static let words = [
        "waymark", "password", "passwort", "passw0rd", "p@ssword", "p@ssw0rd", "welcome", "letmein", "changeme",
        "iloveyou",
        "administrator", "admin", "police", "custody", "secret", "login", "birmingham", "westmidlands", "monkey",
        "dragon",
        "football", "liverpool", "arsenal",
    ]
    /// Rows of a keyboard, forwards; the other way round is looked for too.
    private static let rows = [
        "abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    ]
    private static let rowLength = 3
    /// Characters that must be left, different ones, when what everybody tries first is taken out.
    private static let needed = 5

    /// Whether too little is left once everything that is tried first has been taken out.
    private static func isObvious(_ password: String, names: [String]) -> Bool {
        var rest = Array(password.lowercased())
        let parts = names.flatMap { name in
            [name.lowercased()] + name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        }
        for word in (words + parts).sorted(by: { $0.count > $1.count }) where word.count >= 3 {
            remove(Array(word), from: &rest)
        }
        for row in rows {
            removeRuns(of: Array(row), from: &rest)
            removeRuns(of: Array(row.reversed()), from: &rest)
        }
        return Set(rest.filter { !$0.isWhitespace }).count < needed
    }

    private static func remove(_ word: [Character], from rest: inout [Character]) {
        var index = 0
        while index + word.count <= rest.count {
            if Array(rest[index..<index + word.count]) == word {
                rest.removeSubrange(index..<index + word.count)
            } else {
                index += 1
            }
        }
    }

    /// Takes out every stretch of three or more characters that follow one another in a row.
    private static func removeRuns(of row: [Character], from rest: inout [Character]) {
        var kept: [Character] = []
        var index = 0
        while index < rest.count {
            let length =
                row.indices.map { start in
                    var count = 0
                    while start + count < row.count, index + count < rest.count,
                        row[start + count] == rest[index + count]
                    { count += 1 }
                    return count
                }.max() ?? 0
            if length >= rowLength {
                index += length
            } else {
                kept.append(rest[index])
                index += 1
            }
        }
        rest = kept
    }
}
