import Glibc
import Testing

/// A folder that is gone after the test.
final class TemporaryFolder {
    let path: String

    init() throws {
        var template = Array("/tmp/waymark-documents-XXXXXX".utf8CString)
        let made = template.withUnsafeMutableBufferPointer { mkdtemp($0.baseAddress!) }
        path = String(cString: try #require(made))
    }

    deinit {
        remove(path)
    }

    func folder(_ name: String) { _ = mkdir("\(path)/\(name)", 0o755) }
    func link(_ name: String, to target: String) { _ = symlink(target, "\(path)/\(name)") }
    func pipe(_ name: String) { _ = mkfifo("\(path)/\(name)", 0o600) }

    func file(_ name: String, _ text: String = "a: b\n") {
        file(name, bytes: Array(text.utf8))
    }

    func file(_ name: String, bytes: [UInt8]) {
        let file = fopen("\(path)/\(name)", "w")
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
    }

    /// A file that takes no room.
    func file(_ name: String, size: Int) {
        file(name, "")
        _ = truncate("\(path)/\(name)", size)
    }

    private func remove(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        if status.st_mode & S_IFMT == S_IFDIR, let folder = opendir(path) {
            while let entry = readdir(folder) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name != ".", name != ".." { remove(path + "/" + name) }
            }
            closedir(folder)
        }
        _ = Glibc.remove(path)
    }
}
