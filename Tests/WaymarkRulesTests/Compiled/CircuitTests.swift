import Testing

@testable import WaymarkRules

/// Conditions as gates.
@Suite struct `Gates of conditions` {
    private static let sizes: [Int32] = [2, 4, 3]
    private static let points: [[Int32]] = sizes.reduce([[]]) { points, size in
        points.flatMap { point in (0..<size).map { point + [$0] } }
    }

    /// The truth of every gate at a point.
    private func truths(_ circuit: Circuit, at point: [Int32]) -> [Bool] {
        var truths: [Bool] = []
        for gate in circuit.nodes.indices { truths.append(circuit.holds(Gate(gate), at: point, given: truths)) }
        return truths
    }

    private func table(_ gate: Gate, _ circuit: Circuit) -> [Bool] {
        Self.points.map { truths(circuit, at: $0)[Int(gate)] }
    }

    @Test func `hold at a point exactly if their condition does`() {
        var random = Numbers(seed: 11)
        for _ in 0..<200 {
            var circuit = Circuit()
            var made: [(gate: Gate, table: [Bool])] = [
                (Circuit.no, Self.points.map { _ in false }), (Circuit.yes, Self.points.map { _ in true }),
            ]
            for _ in 0..<12 {
                let inputs = (0...random.below(3)).map { _ in made[random.below(made.count)] }
                let variable = random.below(Self.sizes.count)
                let size = Self.sizes[variable]
                switch random.below(6) {
                case 0:
                    let low = Int32(random.below(Int(size) + 2)) - 1
                    let high = low + Int32(random.below(4))
                    made.append(
                        (
                            circuit.range(variable, low, high, size: size),
                            Self.points.map { low <= $0[variable] && $0[variable] < high }
                        ))
                case 1:
                    let cells = (0..<Int(size)).filter { _ in random.below(2) == 0 }
                    made.append(
                        (
                            circuit.cells(variable, cells.reversed() + cells, size: size),
                            Self.points.map { cells.contains(Int($0[variable])) }
                        ))
                case 2: made.append((circuit.not(inputs[0].gate), inputs[0].table.map { !$0 }))
                case 3:
                    made.append(
                        (
                            circuit.and(inputs.map(\.gate)),
                            Self.points.indices.map { point in inputs.allSatisfy { $0.table[point] } }
                        ))
                case 4:
                    made.append(
                        (
                            circuit.or(inputs.map(\.gate)),
                            Self.points.indices.map { point in inputs.contains { $0.table[point] } }
                        ))
                default:
                    let number = random.below(4)
                    made.append(
                        (
                            circuit.atLeast(number, inputs.map(\.gate)),
                            Self.points.indices.map { point in inputs.count { $0.table[point] } >= number }
                        ))
                }
            }
            for (gate, expected) in made { #expect(table(gate, circuit) == expected) }
        }
    }

    @Test func `are shared by equal conditions`() {
        var circuit = Circuit()
        let a = circuit.range(0, 1, 2, size: 2)
        let b = circuit.range(1, 1, 3, size: 4)
        #expect(circuit.range(0, 1, 2, size: 2) == a)
        #expect(circuit.cells(1, [2, 1], size: 4) == b)
        #expect(circuit.and(a, b) == circuit.and(b, a))
        #expect(circuit.or([a, b, a]) == circuit.or(b, a))
        #expect(circuit.atLeast(1, [a, b]) == circuit.or(a, b))
        #expect(circuit.atLeast(2, [b, a]) == circuit.and(a, b))
        #expect(circuit.not(circuit.not(a)) == a)
    }

    @Test func `are constant where nobody or everybody passes`() {
        var circuit = Circuit()
        let a = circuit.range(1, 0, 2, size: 4)
        #expect(circuit.range(1, 0, 4, size: 4) == Circuit.yes)
        #expect(circuit.range(1, -3, 9, size: 4) == Circuit.yes)
        #expect(circuit.range(1, 2, 2, size: 4) == Circuit.no)
        #expect(circuit.cells(1, [], size: 4) == Circuit.no)
        #expect(circuit.cells(1, [0, 1, 2, 3], size: 4) == Circuit.yes)
        #expect(circuit.and([a, Circuit.no]) == Circuit.no)
        #expect(circuit.and([a, Circuit.yes]) == a)
        #expect(circuit.or([a, Circuit.yes]) == Circuit.yes)
        #expect(circuit.or([a, Circuit.no]) == a)
        #expect(circuit.and([]) == Circuit.yes)
        #expect(circuit.or([]) == Circuit.no)
        #expect(circuit.atLeast(0, [a]) == Circuit.yes)
        #expect(circuit.atLeast(2, [a, Circuit.no]) == Circuit.no)
        #expect(circuit.atLeast(2, [a, Circuit.yes]) == a)
        #expect(circuit.not(Circuit.yes) == Circuit.no)
    }

    @Test func `stand behind everything that they read`() {
        var circuit = Circuit()
        let a = circuit.range(0, 1, 2, size: 2)
        let b = circuit.cells(1, [0, 2], size: 4)
        let c = circuit.range(2, 0, 1, size: 3)
        let two = circuit.atLeast(2, [a, b, c])
        let all = circuit.and([circuit.not(two), a])
        for gate in circuit.nodes.indices {
            #expect(circuit.inputs(of: Gate(gate)).allSatisfy { $0 < gate })
        }
        #expect(circuit.cone(of: all).last == all)
        #expect(circuit.cone(of: all) == circuit.cone(of: all).sorted())
        #expect(Set(circuit.cone(of: all)).isSuperset(of: [a, b, c, two, all]))
        #expect(circuit.variables(of: all) == [0, 1, 2])
        let notB = circuit.not(b)
        #expect(circuit.variables(of: notB) == [1])
        #expect(circuit.variables(of: Circuit.yes).isEmpty)
    }

    @Test func `tell the cells that pass as runs`() {
        var circuit = Circuit()
        let range = circuit.range(1, 1, 3, size: 4)
        let cells = circuit.cells(1, [0, 3], size: 4)
        #expect(circuit.runs(of: circuit.nodes[Int(range)]) == [1..<3])
        #expect(circuit.runs(of: circuit.nodes[Int(cells)]) == [0..<1, 3..<4])
        #expect(circuit.runs(of: circuit.nodes[Int(Circuit.yes)]).isEmpty)
        for cell in Int32(0)..<4 {
            #expect(circuit.contains(circuit.nodes[Int(cells)], cell) == (cell == 0 || cell == 3))
        }
    }
}

/// Groups of people, and what is certain of everybody in one.
@Suite struct `Boxes` {
    private let rules = LoadedRules(people).rules

    private var grid: Grid { Grid(rules, conditions: [], outside: 0) }

    @Test func `hold what a condition makes certain`() throws {
        let grid = grid
        let age = try #require(rules.vocabulary["age"].flatMap { grid.first[$0] })
        let licence = try #require(rules.vocabulary["on_licence"].flatMap { grid.first[$0] })
        var circuit = Circuit()
        let adult = circuit.range(age, 8, 111, size: 111)
        let young = circuit.range(age, 0, 15, size: 111)
        let onLicence = circuit.range(licence, 1, 2, size: 2)
        let both = circuit.and([adult, young, circuit.not(onLicence)])
        let box = Box(certainWhere: both, in: circuit, grid)
        #expect(box.limits == [age: [8..<15], licence: [0..<1]])
        #expect(box.variables == [age, licence].sorted())
        #expect(box.allows(age, 10..<11) && !box.allows(age, 15..<20) && box.allows(licence, 0..<1))
        // Of an either-or nothing is certain.
        #expect(Box(certainWhere: circuit.or(adult, onLicence), in: circuit, grid).limits.isEmpty)
        // Of its denial both parts are.
        let neither = circuit.not(circuit.or(adult, onLicence))
        #expect(Box(certainWhere: neither, in: circuit, grid).limits == [age: [0..<8], licence: [0..<1]])
    }

    @Test func `decide conditions only where everybody in them agrees`() throws {
        let grid = grid
        let age = try #require(rules.vocabulary["age"].flatMap { grid.first[$0] })
        var circuit = Circuit()
        let over20 = circuit.range(age, 10, 111, size: 111)
        let over40 = circuit.range(age, 30, 111, size: 111)
        let odd = circuit.cells(age, [1, 3, 5, 7], size: 111)
        var judge = Box.Judge(Box([age: [15..<25]]))
        #expect(judge.truth(over20, in: circuit) == .yes)
        #expect(judge.truth(over40, in: circuit) == .no)
        #expect(judge.truth(odd, in: circuit) == .no)
        #expect(judge.truth(circuit.range(age, 20, 111, size: 111), in: circuit) == .unknown)
        #expect(judge.truth(circuit.and(over20, circuit.not(over40)), in: circuit) == .yes)
        #expect(judge.truth(circuit.atLeast(2, [over20, over40, odd]), in: circuit) == .no)
        #expect(judge.truth(Circuit.yes, in: circuit) == .yes)
        var anybody = Box.Judge(Box())
        #expect(anybody.truth(over20, in: circuit) == .unknown)
    }
}
