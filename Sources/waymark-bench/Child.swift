import Glibc

/// A program run to its end, with what it took.
struct Child {
    var output: String
    var status: Int32
    var seconds: Double
    /// Largest resident set, in bytes.
    var peakMemory: Int

    /// Runs a program.
    ///
    /// What it prints is kept only where it is small: a child's peak memory counts from the moment it is forked, so this
    /// process has to stay small itself.
    /// - Parameters:
    ///   - input: a file for its standard input; nil: none.
    ///   - output: a file for its standard output; nil: it is read into ``output``.
    ///   - quiet: throws its standard error away.
    static func run(_ arguments: [String], input: String? = nil, output: String? = nil, quiet: Bool = false) -> Child? {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input ?? "/dev/null", O_RDONLY, 0)
        if let output {
            posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        } else {
            posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
        }
        if quiet { posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0) }

        var argv: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { for argument in argv { free(argument) } }
        var process: pid_t = 0
        let start = Clock.now()
        let failure = posix_spawnp(&process, arguments[0], &actions, nil, &argv, environ)
        close(ends[1])
        defer { close(ends[0]) }
        guard failure == 0 else { return nil }

        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(ends[0], &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            if count <= 0 { break }
            bytes.append(contentsOf: buffer[..<count])
        }
        var status: Int32 = 0
        var usage = rusage()
        while wait4(process, &status, 0, &usage) < 0, errno == EINTR {}
        let ended = status & 0x7F == 0
        return Child(
            output: String(decoding: bytes, as: UTF8.self), status: ended ? (status >> 8) & 0xFF : -1,
            seconds: Double(Clock.now() - start) / 1e9, peakMemory: usage.ru_maxrss * 1024)
    }
}
