internal import Glibc

/// Reading files and folders; every failure is a diagnostic in plain words.
enum FileSystem {
    /// What stands at a path.
    enum Kind {
        case file
        case folder
        case other
    }

    /// A place that tells whether two paths lead to the same thing.
    struct Identity: Hashable {
        var device: UInt64
        var number: UInt64
    }

    /// What stands at a path, links followed; an `errno` value where that cannot be told.
    static func look(at path: [UInt8]) -> Result<(kind: Kind, identity: Identity), FileError> {
        var status = stat()
        guard withCString(path, { stat($0, &status) }) == 0 else { return .failure(FileError(code: errno)) }
        return .success((kind(of: status), Identity(device: UInt64(status.st_dev), number: UInt64(status.st_ino))))
    }

    /// The names in a folder, without `.` and `..`, in the order of their bytes.
    static func names(in path: [UInt8]) -> Result<[[UInt8]], FileError> {
        guard let folder = withCString(path, { opendir($0) }) else { return .failure(FileError(code: errno)) }
        defer { closedir(folder) }
        var names: [[UInt8]] = []
        while true {
            errno = 0
            guard let entry = readdir(folder) else {
                return errno == 0 ? .success(names.sorted(by: precedes)) : .failure(FileError(code: errno))
            }
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if name != [0x2E], name != [0x2E, 0x2E] { names.append(name) }
        }
    }

    /// The bytes of a file; refuses what is not a file (a pipe would never end) and more than `limit` bytes, without
    /// reading them.
    static func read(_ path: [UInt8], limit: Int) -> Result<[UInt8], FileError> {
        let descriptor: Int32
        switch open(path) {
        case .failure(let failure): return .failure(failure)
        case .success(let opened): descriptor = opened
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return .failure(FileError(code: errno)) }
        guard status.st_size <= limit else { return .failure(.tooLarge) }
        return read(descriptor, expected: Int(status.st_size), limit: limit)
    }

    /// Opens a file for reading; refuses what is not a file. The caller closes it.
    static func open(_ path: [UInt8]) -> Result<Int32, FileError> {
        // Without O_NONBLOCK opening a pipe waits for somebody to write to it.
        let descriptor = withCString(path) { Glibc.open($0, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC) }
        guard descriptor >= 0 else { return .failure(FileError(code: errno)) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let failure = FileError(code: errno)
            close(descriptor)
            return .failure(failure)
        }
        switch kind(of: status) {
        case .file: return .success(descriptor)
        case .folder:
            close(descriptor)
            return .failure(.isFolder)
        case .other:
            close(descriptor)
            return .failure(.isNoFile)
        }
    }

    /// Everything from standard input, at most `limit` bytes.
    static func readStandardInput(limit: Int) -> Result<[UInt8], FileError> {
        read(STDIN_FILENO, expected: 0, limit: limit)
    }

    private static func read(_ descriptor: Int32, expected: Int, limit: Int) -> Result<[UInt8], FileError> {
        var bytes: [UInt8] = []
        // One more than expected, so that the end of the file is seen without another round.
        var room = min(expected, limit) + 1
        if expected == 0 { room = 64 << 10 }
        while true {
            let chunk: [UInt8]
            switch readSome(descriptor, room: room) {
            case .failure(let failure): return .failure(failure)
            case .success(let some): chunk = some
            }
            if chunk.isEmpty { return .success(bytes) }
            if bytes.isEmpty { bytes = chunk } else { bytes.append(contentsOf: chunk) }
            guard bytes.count <= limit else { return .failure(.tooLarge) }
            room = 64 << 10
        }
    }

    /// What can be read at once, at most `room` bytes; nothing at the end.
    static func readSome(_ descriptor: Int32, room: Int) -> Result<[UInt8], FileError> {
        var failure: FileError?
        let chunk = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            var got = Glibc.read(descriptor, buffer.baseAddress, room)
            while got < 0, errno == EINTR { got = Glibc.read(descriptor, buffer.baseAddress, room) }
            if got < 0 { failure = FileError(code: errno) }
            count = max(0, got)
        }
        return failure.map { .failure($0) } ?? .success(chunk)
    }

    private static func kind(of status: stat) -> Kind {
        switch status.st_mode & S_IFMT {
        case S_IFREG: .file
        case S_IFDIR: .folder
        default: .other
        }
    }

    private static func withCString<T>(_ path: [UInt8], _ body: (UnsafePointer<CChar>) -> T) -> T {
        (path + [0]).withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { characters in
                // A path ends at its first zero byte; the one appended above guarantees there is one.
                characters.baseAddress.map(body) ?? body("")
            }
        }
    }

    /// Byte order.
    static func precedes(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        a.lexicographicallyPrecedes(b)
    }
}

/// Why something could not be read.
enum FileError: Error {
    case missing
    case noPermission
    case tooManyLinks
    case isFolder
    case isNoFolder
    case isNoFile
    case tooLarge
    case other(String)

    init(code: Int32) {
        switch code {
        case ENOENT: self = .missing
        case EACCES, EPERM: self = .noPermission
        case ELOOP: self = .tooManyLinks
        case EISDIR: self = .isFolder
        case ENOTDIR: self = .isNoFolder
        case ENXIO: self = .isNoFile
        default: self = .other(strerror(code).map { String(cString: $0) } ?? "error \(code)")
        }
    }

    /// The problem said of the file or folder at `path`.
    func diagnostic(_ path: String, limit: Int) -> Diagnostic {
        switch self {
        case .missing:
            Diagnostic(
                "file.missing", "there is no file or folder `\(path)`", at: nil, help: "check the spelling of the path")
        case .noPermission:
            Diagnostic(
                "file.permission", "you have no permission to read `\(path)`", at: nil,
                help: "ask its owner for the right to read it")
        case .tooManyLinks:
            Diagnostic(
                "file.links", "`\(path)` is a link that leads back to itself", at: nil, help: "remove the link")
        case .isFolder:
            Diagnostic("file.folder", "`\(path)` is a folder, not a file", at: nil, help: "name a file in it")
        case .isNoFolder:
            Diagnostic("file.not-a-folder", "`\(path)` is not a folder", at: nil, help: "name the folder that holds it")
        case .isNoFile:
            Diagnostic(
                "file.special", "`\(path)` is not an ordinary file", at: nil,
                help: "a pipe, socket or device cannot be read here")
        case .tooLarge:
            Diagnostic(
                "file.too-large", "`\(path)` is larger than \(Self.size(limit))", at: nil,
                help: "split it into several files")
        case .other(let reason):
            Diagnostic("file.unreadable", "`\(path)` cannot be read: \(reason)", at: nil)
        }
    }

    private static func size(_ bytes: Int) -> String {
        if bytes >= 1 << 20, bytes % (1 << 20) == 0 { return "\(bytes >> 20) MiB" }
        if bytes >= 1 << 10, bytes % (1 << 10) == 0 { return "\(bytes >> 10) KiB" }
        return "\(bytes) bytes"
    }
}
