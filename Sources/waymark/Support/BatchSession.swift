import Glibc
import WaymarkBatch
import WaymarkRouting
import WaymarkRules

/// Decides the cases of one command's files, one file after the other.
final class BatchSession {
    /// A line could not be decided, an input not read, or the output not written.
    private(set) var hasProblems = false
    private let rulebook: Rulebook
    private let date: Day
    private let form: BatchForm
    private let detail: TraceDetail
    private let threads: Int
    private var isOver = false

    init(_ rulebook: Rulebook, date: Day, form: BatchForm, detail: TraceDetail, threads: Int) {
        self.rulebook = rulebook
        self.date = date
        self.form = form
        self.detail = detail
        self.threads = threads
    }

    func run(_ paths: [String]) {
        let signals = HeldSignals()
        for path in paths where !isOver {
            if path == "-" {
                run(STDIN_FILENO, "standard input", signals)
                continue
            }
            let descriptor = open(path, O_RDONLY | O_CLOEXEC)
            if descriptor < 0 {
                report(
                    errno == ENOENT
                        ? "there is no file `\(path)`"
                        : "`\(path)` could not be opened: \(String(cString: strerror(errno)))")
                continue
            }
            run(descriptor, "`\(path)`", signals)
            close(descriptor)
        }
        signals.release()
    }

    private func run(_ input: Int32, _ name: String, _ signals: HeldSignals) {
        var status = stat()
        if fstat(input, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            return report("\(name) is a folder: give files of cases, one case a line")
        }
        let (rulebook, date, form, detail) = (rulebook, date, form, detail)
        let bar = ProgressBar("cases")
        let run = BatchRun(
            input: input, output: STDOUT_FILENO, threads: threads, isStopped: { signals.isInterrupted },
            progress: { bar.show($2.cases, bytes: $0, of: $1) },
            makeWorker: {
                switch form {
                case .summary: SummaryWorker(rulebook, date: date)
                case .decisions: DecisionWorker(rulebook, date: date, detail: detail)
                }
            })
        let result = run.run()
        bar.clear()
        if let reason = result.inputFailure { report("\(name) could not be read to its end: \(reason)") }
        if let reason = result.outputFailure { report("the output could not be written: \(reason)") }
        if result.isOutOfMemory { report("there is not enough memory to go on") }
        if result.counts.errors > 0 {
            let (errors, cases) = (result.counts.errors, result.counts.cases)
            report(
                "\(errors) of \(cases) \(cases == 1 ? "case" : "cases") in \(name) could not be decided: see the lines with “error”"
            )
        }
        if result.isReaderGone { hasProblems = true }
        isOver = result.isReaderGone || result.outputFailure != nil || result.isOutOfMemory || signals.isInterrupted
    }

    private func report(_ message: String) {
        hasProblems = true
        Output.error("error: \(message)")
    }
}

/// Keeps signals that end the program waiting, so that none ends it in the middle of a line.
struct HeldSignals {
    private static let signals = [SIGINT, SIGTERM, SIGHUP]
    private let set: sigset_t

    /// Threads made from here on hold them back too. A reader that has gone is noticed by writing.
    init() {
        signal(SIGPIPE, SIG_IGN)
        var set = sigset_t()
        sigemptyset(&set)
        for signal in HeldSignals.signals { sigaddset(&set, signal) }
        pthread_sigmask(SIG_BLOCK, &set, nil)
        self.set = set
    }

    /// One has arrived and waits.
    var isInterrupted: Bool {
        var waiting = sigset_t()
        sigpending(&waiting)
        return HeldSignals.signals.contains { sigismember(&waiting, $0) == 1 }
    }

    /// Lets them do what they do: one that waits ends the program.
    func release() {
        var set = set
        pthread_sigmask(SIG_UNBLOCK, &set, nil)
    }
}
