internal import Glibc

extension RulebookGenerator {
    /// Why a rulebook could not be written, in plain words.
    package struct Failure: Error, CustomStringConvertible, Sendable {
        package var description: String
    }

    /// Writes the rulebook's files into a folder, which is made if need be and has to be empty.
    package func write(to folder: String) throws(Failure) {
        try makeFolder(folder)
        guard let names = directory(folder), names.isEmpty else {
            throw Failure(
                description: "the folder `\(folder)` is not empty; name a new one, so that nothing is mixed or lost")
        }
        var made: Set<String> = []
        for file in files() {
            var parent = folder
            for part in file.path.split(separator: "/").dropLast() {
                parent += "/" + part
                if made.insert(parent).inserted { try makeFolder(parent) }
            }
            try write(Array(file.text.utf8), to: folder + "/" + file.path)
        }
    }

    private func makeFolder(_ path: String) throws(Failure) {
        if mkdir(path, 0o777) != 0, errno != EEXIST { throw failure("the folder `\(path)` cannot be made") }
    }

    /// The names in a folder; nil where it cannot be read.
    private func directory(_ path: String) -> [String]? {
        guard let stream = opendir(path) else { return nil }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    private func write(_ bytes: [UInt8], to path: String) throws(Failure) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw failure("`\(path)` cannot be written") }
        defer { close(descriptor) }
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.write(descriptor, buffer.baseAddress?.advanced(by: sent), bytes.count - sent)
            }
            if count >= 0 { sent += count } else if errno != EINTR { throw failure("`\(path)` cannot be written") }
        }
    }

    private func failure(_ what: String) -> Failure {
        let reason = strerror(errno).map { String(cString: $0) } ?? "unknown reason"
        return Failure(description: "\(what): \(reason)")
    }
}
