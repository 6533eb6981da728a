import WaymarkRules

/// Gates of a day's circuit as a straight line of steps over blocks of people, one bit for each person.
///
/// The circuit is the only rule engine; this is its evaluation for many people at once.
struct BlockProgram: Sendable {
    /// The place of a gate's truths. Registers 0 and 1 hold the constants no and yes.
    typealias Register = Int32

    struct Step: Sendable {
        enum Kind: UInt8, Sendable {
            /// `a` column; true where `b` ≤ cell < `c`.
            case range
            /// `a` column; true where the bit of the cell is set in the table that begins at word `b`, `c` cells long.
            case table
            /// `a` register.
            case not
            /// Registers in the pool at `a`, `b` of them.
            case and
            case or
            /// As `and`; at least `c` of them.
            case atLeast
            /// What nobody knows of anybody.
            case open
        }

        var kind: Kind
        var target: Register
        var a: Int32 = 0
        var b: Int32 = 0
        var c: Int32 = 0
    }

    private(set) var steps: [Step] = []
    private(set) var pool: [Register] = []
    private(set) var tables: [UInt64] = []
    private(set) var registerCount: Register = 2
    /// Columns that some step reads, ascending.
    private(set) var columns: [Int] = []
    /// Something is read that no case can say: whether a service or an agreement is in force.
    private(set) var readsOpen = false

    private var registers: [Gate: Register] = [Circuit.no: 0, Circuit.yes: 1]
    private var circuit: Circuit
    private let grid: Grid
    private let layout: CaseBlockLayout
    /// A set of more runs of cells than this is looked up in a table.
    private static let runLimit = 3

    init(_ day: DayRules, layout: CaseBlockLayout) {
        circuit = day.circuit
        grid = day.grid
        self.layout = layout
    }

    /// The register that holds a gate's truths once the steps are done.
    mutating func register(_ gate: Gate) -> Register {
        for gate in circuit.cone(of: gate) where registers[gate] == nil { add(gate) }
        return registers[gate] ?? 0
    }

    /// Drops what is only needed while gates are added.
    mutating func finish() {
        registers = [:]
        circuit = Circuit()
        columns = Set(columns).sorted()
    }

    private mutating func add(_ gate: Gate) {
        let node = circuit.nodes[Int(gate)]
        let target = registerCount
        registerCount += 1
        registers[gate] = target
        switch node.kind {
        case .constant: break
        case .range: read(Int(node.a), target) { Step(kind: .range, target: target, a: $0, b: node.b, c: node.c) }
        case .cells:
            let flips = Array(circuit.pool[Int(node.b)..<Int(node.b + node.c)])
            if flips.count / 2 > BlockProgram.runLimit {
                let size = grid.variables[Int(node.a)].size
                let start = Int32(tables.count)
                tables.append(contentsOf: BlockProgram.table(flips, size: Int(size)))
                read(Int(node.a), target) { Step(kind: .table, target: target, a: $0, b: start, c: size) }
            } else {
                addRuns(flips, of: Int(node.a), target)
            }
        case .not: steps.append(Step(kind: .not, target: target, a: registers[node.a] ?? 0))
        case .and: addList(.and, gate, target)
        case .or: addList(.or, gate, target)
        case .atLeast: addList(.atLeast, gate, target, node.c)
        }
    }

    private mutating func read(_ variable: VariableID, _ target: Register, _ step: (Int32) -> Step) {
        let owner = grid.variables[variable].owner
        guard owner < grid.factCount, let first = layout.first(owner), let start = grid.first[owner] else {
            readsOpen = true
            steps.append(Step(kind: .open, target: target))
            return
        }
        let column = first + (variable - start)
        columns.append(column)
        steps.append(step(Int32(layout.read(column))))
    }

    private mutating func addRuns(_ flips: [Int32], of variable: VariableID, _ target: Register) {
        var inputs: [Register] = []
        for index in stride(from: 0, to: flips.count - 1, by: 2) {
            let run = registerCount
            registerCount += 1
            read(variable, run) { Step(kind: .range, target: run, a: $0, b: flips[index], c: flips[index + 1]) }
            inputs.append(run)
        }
        addList(.or, inputs, target, 0)
    }

    private mutating func addList(_ kind: Step.Kind, _ gate: Gate, _ target: Register, _ number: Int32 = 0) {
        addList(kind, circuit.inputs(of: gate).map { registers[$0] ?? 0 }, target, number)
    }

    private mutating func addList(_ kind: Step.Kind, _ inputs: [Register], _ target: Register, _ number: Int32) {
        steps.append(Step(kind: kind, target: target, a: Int32(pool.count), b: Int32(inputs.count), c: number))
        pool.append(contentsOf: inputs)
    }

    private static func table(_ flips: [Int32], size: Int) -> [UInt64] {
        var words = [UInt64](repeating: 0, count: (size + 63) / 64)
        for index in stride(from: 0, to: flips.count - 1, by: 2) {
            for cell in Int(flips[index])..<min(size, Int(flips[index + 1])) {
                words[cell >> 6] |= 1 << UInt64(cell & 63)
            }
        }
        return words
    }
}
