import Synchronization
import WaymarkAnalysis
import WaymarkDocuments
package import WaymarkRouting
import WaymarkRules
import WaymarkStore

/// The rulebook that serves now, and why the one on disk does not if that was refused. Reload swaps it whole.
package final class RulebookReloader: Sendable {
    /// Keeps a rulebook's files in the record, so that what it decides can be decided again; gives its number there.
    package typealias Publish = @Sendable (Rulebook) throws -> Int
    /// What was stated of services' capacity since the files were written.
    package typealias Statements = @Sendable () throws -> [CapacityStatement]

    private let folder: String?
    private let publish: Publish
    private let statements: Statements
    private let state: Mutex<State>

    private struct State {
        var current: ServingRulebook
        /// The files that serve as they are on disk, without what was stated of capacity.
        var base: SourceSet
        /// Hash of the files that were last looked at, taken or refused.
        var seen: String
        /// The problems of the refused rulebook, as text for people; empty where the one on disk serves.
        var refusal: [String] = []
        /// Earlier ones that were asked for, the newest last.
        var earlier: [ServingRulebook] = []
    }

    /// A rulebook that cannot serve at all.
    package struct Unusable: Error {
        package var problems: String
    }

    /// Loads the rulebook in a folder.
    ///
    /// - Throws: ``Unusable``, or what `publish` and `statements` throw.
    package init(folder: String, statements: @escaping Statements = { [] }, publish: @escaping Publish) throws {
        var problems = Diagnostics()
        let (rulebook, sources) = Rulebook.load(folder: folder, into: &problems)
        guard let rulebook else {
            let renderer = DiagnosticRenderer(sources: sources)
            throw Unusable(problems: renderer.text(problems) + renderer.summary(problems))
        }
        self.folder = folder
        self.publish = publish
        self.statements = statements
        let stated = RulebookReloader.stating(try statements(), rulebook.sources) ?? rulebook
        let serving = ServingRulebook(
            stated, version: try publish(stated), broken: RulebookReloader.broken(stated, from: rulebook.sources))
        state = Mutex(State(current: serving, base: rulebook.sources, seen: rulebook.hash))
    }

    /// A rulebook that stays as it is.
    package init(_ rulebook: Rulebook, version: Int) {
        folder = nil
        publish = { _ in version }
        statements = { [] }
        state = Mutex(
            State(current: ServingRulebook(rulebook, version: version), base: rulebook.sources, seen: rulebook.hash))
    }

    func earlier(_ hash: String) -> ServingRulebook? {
        state.withLock { state in state.earlier.first { $0.rulebook.hash == hash } }
    }

    /// Keeps an earlier rulebook at hand for the next decision made under it.
    func remember(_ serving: ServingRulebook) {
        state.withLock { state in
            state.earlier.append(serving)
            if state.earlier.count > RulebookReloader.earlierLimit { state.earlier.removeFirst() }
        }
    }

    private static let earlierLimit = 4

    package var current: ServingRulebook { state.withLock { $0.current } }

    /// Why the rulebook on disk is not in use, problem by problem; nil where it is.
    package var refusal: [String]? { state.withLock { $0.refusal.isEmpty ? nil : $0.refusal } }

    /// What a look at the folder led to.
    package enum Reload: Sendable, Equatable {
        case unchanged
        /// The new rulebook serves.
        case taken(version: Int)
        /// It has problems; the old one goes on serving.
        case refused(problems: Int)
    }

    /// Looks at the folder and takes what changed. Not cheap: it reads every file.
    @discardableResult
    package func reload() -> Reload {
        guard let folder else { return .unchanged }
        var problems = Diagnostics()
        let sources = RulebookFolder.read(folder, into: &problems)
        let hash = ContentHash.of(sources)
        let isNew = state.withLock { state in
            if state.seen == hash, !problems.hasErrors { return false }
            return true
        }
        if !isNew { return .unchanged }
        let rulebook = problems.hasErrors ? nil : Rulebook.load(sources, into: &problems)
        var refusal = rulebook == nil ? RulebookReloader.texts(problems, sources) : []
        var version: Int?
        var stated: Rulebook?
        do {
            stated = try rulebook.map { RulebookReloader.stating(try statements(), $0.sources) ?? $0 }
            version = try stated.map(publish)
        } catch {
            refusal = [
                "The new rulebook could not be kept in the record, so it is not in use yet. It will be tried again."
            ]
        }
        let broken = stated.map { RulebookReloader.broken($0, from: sources) } ?? []
        defer {
            // Something may have been stated since the statements were read.
            try? restate()
        }
        return state.withLock { state in
            // What could not be kept is tried again at the next look.
            defer { if rulebook == nil || version != nil { state.seen = hash } }
            guard let rulebook, let stated, let version else {
                let isKnown = state.refusal == refusal
                state.refusal = refusal
                return isKnown ? .unchanged : .refused(problems: refusal.count)
            }
            state.refusal = []
            state.base = rulebook.sources
            if stated.hash == state.current.rulebook.hash { return .unchanged }
            state.current = ServingRulebook(stated, version: version, broken: broken)
            return .taken(version: version)
        }
    }

    /// Takes what was stated of capacity, whatever the files on disk are now: they may have problems of their own.
    ///
    /// - Throws: what `publish` and `statements` throw, or ``Unusable``; the rulebook before it goes on serving.
    package func restate() throws {
        while true {
            let (base, current) = state.withLock { ($0.base, $0.current) }
            guard let stated = RulebookReloader.stating(try statements(), base) else {
                throw Unusable(problems: "What was stated of the services' room does not fit the rulebook.")
            }
            if stated.hash == current.rulebook.hash { return }
            let serving = ServingRulebook(
                stated, version: try publish(stated), broken: RulebookReloader.broken(stated, from: base))
            let isTaken = state.withLock { state in
                // Somebody else took something new meanwhile: once more, from that.
                guard state.current === current else { return false }
                state.current = serving
                return true
            }
            if isTaken { return }
        }
    }

    /// A rulebook with what was stated of capacity; nil where the two do not go together. A promise that does not hold
    /// with it is no hindrance: nobody is to be sent to a full service because of one.
    private static func stating(_ statements: [CapacityStatement], _ files: SourceSet) -> Rulebook? {
        Rulebook.loadChecked(files.stating(statements))
    }

    /// What the promises say that do not hold with what was stated of capacity.
    private static func broken(_ stated: Rulebook, from files: SourceSet) -> [String] {
        // The files themselves were held to their promises when they were taken.
        if stated.hash == ContentHash.of(files) { return [] }
        let check = PromiseCheck(stated)
        return zip(stated.promises, check.verdicts()).compactMap { promise, verdict in
            if case .broken = verdict { promise.says } else { nil }
        }
    }

    private static func texts(_ problems: Diagnostics, _ sources: SourceSet) -> [String] {
        let renderer = DiagnosticRenderer(sources: sources)
        return problems.inOrder.filter { $0.severity == .error }.map { renderer.text($0) }
    }
}
