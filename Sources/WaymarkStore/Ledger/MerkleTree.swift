import WaymarkSodium

/// The Merkle tree of RFC 6962 (section 2.1) over SHA-256: leaves and nodes are hashed apart, so that neither can pass
/// for the other.
package enum MerkleTree {
    package static func leaf(_ bytes: [UInt8]) -> [UInt8] { Sodium.sha256([0x00] + bytes) }

    package static func node(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] { Sodium.sha256([0x01] + left + right) }

    /// The root over leaf hashes; of no leaves it is the hash of nothing.
    package static func root(_ leaves: [[UInt8]]) -> [UInt8] {
        var builder = Builder()
        for leaf in leaves { builder.append(leaf) }
        return builder.root
    }

    /// The root of a growing tree, from the roots of its whole subtrees, largest first.
    package struct Builder: Sendable {
        package private(set) var size = 0
        /// The roots of the whole subtrees with their levels.
        private(set) var peaks: [(level: Int, hash: [UInt8])] = []

        package init() {}

        init(size: Int, peaks: [(level: Int, hash: [UInt8])]) {
            self.size = size
            self.peaks = peaks
        }

        /// Adds a leaf's hash.
        /// - Returns: the whole subtrees that it completes, the leaf first: level, position on that level, and hash.
        @discardableResult
        package mutating func append(_ leaf: [UInt8]) -> [(level: Int, position: Int, hash: [UInt8])] {
            var completed = [(level: 0, position: size, hash: leaf)]
            var hash = leaf
            var level = 0
            var position = size
            while let last = peaks.last, last.level == level {
                hash = MerkleTree.node(last.hash, hash)
                peaks.removeLast()
                level += 1
                position /= 2
                completed.append((level, position, hash))
            }
            peaks.append((level, hash))
            size += 1
            return completed
        }

        package var root: [UInt8] {
            guard let last = peaks.last else { return Sodium.sha256([]) }
            return peaks.dropLast().reversed().reduce(last.hash) { MerkleTree.node($1.hash, $0) }
        }
    }

    /// The whole subtrees that a tree of a size is made of, largest first: level, and position on that level.
    static func peaks(of size: Int) -> [(level: Int, position: Int)] {
        var result: [(Int, Int)] = []
        var start = 0
        for level in (0..<Int.bitWidth - 1).reversed() where size & (1 << level) != 0 {
            result.append((level, start >> level))
            start += 1 << level
        }
        return result
    }
}
