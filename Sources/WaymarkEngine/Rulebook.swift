import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

/// A rulebook: facts, programmes, services, agreements and the rules between them, read from YAML and checked.
///
/// It is a value that never changes and may be shared between threads; an ``Engine`` decides under it.
public struct Rulebook: Sendable {
    let loaded: WaymarkRouting.Rulebook
    /// What is worth knowing and did not stop the load.
    public let warnings: [Problem]

    /// Reads and checks the rulebook in a folder with `Rules/` and `Services/`.
    ///
    /// Everything is checked, promises are proved for every person there could be, and all problems are found in one go.
    ///
    /// - Parameter folder: path of the folder.
    /// - Throws: ``Refused`` with every problem where there is any error; nothing is half loaded.
    public init(folder: String) throws(Refused) {
        var problems = Diagnostics()
        let (rulebook, sources) = WaymarkRouting.Rulebook.load(folder: folder, into: &problems)
        guard let rulebook else { throw Refused(problems, in: sources) }
        loaded = rulebook
        warnings = Problem.all(problems, in: sources)
    }

    /// `sha256:` and 64 hexadecimal digits: the same for the same files, whatever machine reads them.
    public var hash: String { loaded.hash }

    /// A kind of help or response that a person can be routed to.
    public struct Programme: Sendable, Hashable {
        /// Its name in the rules, such as `community_treatment`.
        public let name: String
        /// As people call it.
        public let title: String
    }

    /// Every programme, in file order.
    public var programmes: [Programme] {
        loaded.programmes.map { Programme(name: $0.name, title: $0.title) }
    }
}
