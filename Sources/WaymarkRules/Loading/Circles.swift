/// Finds circles among things that refer to one another.
package enum Circles {
    /// One circle for each group of things that reach one another, as the numbers met on the way round, beginning with
    /// the smallest of the group; groups in the order of their smallest number.
    ///
    /// - Parameter edges: for each thing, the things it refers to.
    package static func find(_ edges: [[Int]]) -> [[Int]] {
        groups(edges).map { group in
            let members = Set(group)
            return shortest(from: group.min() ?? 0, within: members, edges)
        }.sorted { $0[0] < $1[0] }
    }

    /// "`a` reads `b`, which reads `a`".
    package static func words(for circle: [String], verb: String) -> String {
        guard let first = circle.first else { return "" }
        let steps = (circle.dropFirst() + [first]).map(Words.code)
        return Words.code(first) + " \(verb) " + steps.joined(separator: ", which \(verb) ")
    }

    /// Strongly connected groups that contain a circle (Tarjan's algorithm, without recursion: chains may be long).
    private static func groups(_ edges: [[Int]]) -> [[Int]] {
        var found: [[Int]] = []
        var number = Array(repeating: -1, count: edges.count)
        var low = Array(repeating: 0, count: edges.count)
        var isOpen = Array(repeating: false, count: edges.count)
        var open: [Int] = []
        var path: [(node: Int, next: Int)] = []
        var counter = 0
        func enter(_ node: Int) {
            number[node] = counter
            low[node] = counter
            counter += 1
            open.append(node)
            isOpen[node] = true
            path.append((node, 0))
        }
        for start in edges.indices where number[start] < 0 {
            enter(start)
            while let (node, next) = path.last {
                if next < edges[node].count {
                    path[path.count - 1].next += 1
                    let target = edges[node][next]
                    if number[target] < 0 {
                        enter(target)
                    } else if isOpen[target] {
                        low[node] = min(low[node], number[target])
                    }
                    continue
                }
                path.removeLast()
                if let parent = path.last?.node { low[parent] = min(low[parent], low[node]) }
                guard low[node] == number[node] else { continue }
                var group: [Int] = []
                while let member = open.popLast() {
                    isOpen[member] = false
                    group.append(member)
                    if member == node { break }
                }
                if group.count > 1 || edges[node].contains(node) { found.append(group) }
            }
        }
        return found
    }

    /// The shortest way from `start` back to itself inside a strongly connected group.
    private static func shortest(from start: Int, within members: Set<Int>, _ edges: [[Int]]) -> [Int] {
        var previous: [Int: Int] = [:]
        var queue = [start]
        var head = 0
        while head < queue.count {
            let node = queue[head]
            head += 1
            for target in edges[node] where members.contains(target) {
                if target == start {
                    var way = [node]
                    while let last = way.last, last != start, let before = previous[last] { way.append(before) }
                    return way.reversed()
                }
                if previous[target] == nil {
                    previous[target] = node
                    queue.append(target)
                }
            }
        }
        return [start]
    }
}
