import GRDB

/// Why the record could not be read or written, in words for the person at the desk.
package enum StoreError: Error, Sendable, Hashable {
    /// The folder or file cannot be made or opened; why.
    case cannotOpen(String)
    /// The file is no database, or a damaged one.
    case isDamaged(String)
    /// There is no room left on the disk; nothing was written.
    case isFull
    case isReadOnly
    /// A newer Waymark made this file.
    case isNewer
    /// Somebody else changed it since it was shown.
    case changedMeanwhile(String)
    case notFound(String)
    /// What was asked for is not allowed in this state; why.
    case refused(String)
    /// The same key was used for something else.
    case keyReused
    /// Anything else that SQLite said.
    case failed(String)

    package var sentence: String {
        switch self {
        case .cannotOpen(let why): "The record could not be opened: \(why)."
        case .isDamaged(let why):
            "The record is damaged (\(why)). Stop using it and put back the last good copy; nothing was changed."
        case .isFull: "The disk is full, so nothing was written. Make room and try again."
        case .isReadOnly: "The record cannot be written to: its file or folder is read-only. Nothing was changed."
        case .isNewer: "The record was made by a newer Waymark. Use that version, or another data folder."
        case .changedMeanwhile(let what):
            "Somebody else changed \(what) in the meantime. Look at it again before you change it."
        case .notFound(let what): "There is no \(what) here."
        case .refused(let why): why
        case .keyReused: "This key was used for a different request already. Send a new key."
        case .failed(let why): "The record could not be used: \(why)."
        }
    }

    init(_ error: any Error) {
        if let known = error as? StoreError {
            self = known
            return
        }
        guard let found = error as? DatabaseError else {
            self = .failed(String(describing: error))
            return
        }
        let says = found.message ?? "error \(found.resultCode.rawValue)"
        self =
            switch found.resultCode {
            case .SQLITE_FULL: .isFull
            case .SQLITE_READONLY, .SQLITE_PERM: .isReadOnly
            case .SQLITE_CORRUPT, .SQLITE_NOTADB: .isDamaged(says)
            case .SQLITE_CANTOPEN: .cannotOpen(says)
            case .SQLITE_IOERR where found.extendedResultCode == .SQLITE_IOERR_WRITE: .isFull
            default: .failed(says)
            }
    }
}
