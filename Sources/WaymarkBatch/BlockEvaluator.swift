import WaymarkRules

/// Runs ``BlockProgram``s over a ``CaseBlock``. Belongs to one thread.
final class BlockEvaluator {
    typealias Row = CaseBlock.Row

    /// The people that programs are run for.
    var block: CaseBlock
    /// For each register whether its gate holds and, where facts may be unknown, a second row behind it: whether it
    /// certainly does not.
    private var rows: UnsafeMutablePointer<Row>
    private var rowCount = 0
    private var counters: [Row] = []

    init(_ block: CaseBlock) {
        self.block = block
        rows = .allocate(capacity: 2)
        reserve(64)
    }

    deinit { rows.deallocate() }

    private func reserve(_ count: Int) {
        if count <= rowCount { return }
        rows.deallocate()
        rows = .allocate(capacity: count)
        rows.initialize(repeating: Row(repeating: 0), count: count)
        rowCount = count
    }

    /// Those for whom a register's gate holds, after ``runComplete(_:)``.
    @inline(__always)
    func holds(_ register: BlockProgram.Register) -> Row { rows[Int(register)] }

    /// Those for whom it certainly holds, after ``runPartial(_:)``.
    @inline(__always)
    func isYes(_ register: BlockProgram.Register) -> Row { rows[2 * Int(register)] }

    /// Those for whom it certainly does not hold, after ``runPartial(_:)``.
    @inline(__always)
    func isNo(_ register: BlockProgram.Register) -> Row { rows[2 * Int(register) + 1] }

    /// Of every 64 people a word, eight a register (twice as many after ``runPartial(_:)``, those who certainly do not
    /// hold behind those who do); good until the next run.
    var words: UnsafePointer<UInt64> { UnsafePointer(UnsafeRawPointer(rows).assumingMemoryBound(to: UInt64.self)) }

    /// Evaluates for people of whom everything is known that the program reads.
    func runComplete(_ program: BlockProgram) {
        reserve(Int(program.registerCount))
        let rows = self.rows
        rows[0] = Row(repeating: 0)
        rows[1] = Row(repeating: .max)
        program.pool.withUnsafeBufferPointer { pool in
            program.tables.withUnsafeBufferPointer { tables in
                for step in program.steps {
                    let target = Int(step.target)
                    switch step.kind {
                    case .range: rows[target] = block.range(Int(step.a), step.b, step.c)
                    case .table:
                        if let base = tables.baseAddress {
                            rows[target] = block.table(Int(step.a), base + Int(step.b), size: Int(step.c))
                        }
                    case .not: rows[target] = ~rows[Int(step.a)]
                    case .and:
                        var result = Row(repeating: .max)
                        for input in pool[Int(step.a)..<Int(step.a + step.b)] { result &= rows[Int(input)] }
                        rows[target] = result
                    case .or:
                        var result = Row(repeating: 0)
                        for input in pool[Int(step.a)..<Int(step.a + step.b)] { result |= rows[Int(input)] }
                        rows[target] = result
                    case .atLeast:
                        rows[target] = count(pool[Int(step.a)..<Int(step.a + step.b)], Int(step.c)) { rows[Int($0)] }
                    case .open: rows[target] = Row(repeating: 0)
                    }
                }
            }
        }
    }

    /// Evaluates by strong Kleene logic for people of whom something may be unknown.
    func runPartial(_ program: BlockProgram) {
        reserve(2 * Int(program.registerCount))
        let rows = self.rows
        rows[0] = Row(repeating: 0)
        rows[1] = Row(repeating: .max)
        rows[2] = Row(repeating: .max)
        rows[3] = Row(repeating: 0)
        program.pool.withUnsafeBufferPointer { pool in
            program.tables.withUnsafeBufferPointer { tables in
                for step in program.steps {
                    let target = 2 * Int(step.target)
                    switch step.kind {
                    case .range:
                        let yes = block.range(Int(step.a), step.b, step.c)
                        rows[target] = yes
                        rows[target + 1] = known(Int(step.a)) & ~yes
                    case .table:
                        if let base = tables.baseAddress {
                            let yes = block.table(Int(step.a), base + Int(step.b), size: Int(step.c))
                            rows[target] = yes
                            rows[target + 1] = known(Int(step.a)) & ~yes
                        }
                    case .not:
                        rows[target] = rows[2 * Int(step.a) + 1]
                        rows[target + 1] = rows[2 * Int(step.a)]
                    case .and:
                        var yes = Row(repeating: .max)
                        var no = Row(repeating: 0)
                        for input in pool[Int(step.a)..<Int(step.a + step.b)] {
                            yes &= rows[2 * Int(input)]
                            no |= rows[2 * Int(input) + 1]
                        }
                        rows[target] = yes
                        rows[target + 1] = no
                    case .or:
                        var yes = Row(repeating: 0)
                        var no = Row(repeating: .max)
                        for input in pool[Int(step.a)..<Int(step.a + step.b)] {
                            yes |= rows[2 * Int(input)]
                            no &= rows[2 * Int(input) + 1]
                        }
                        rows[target] = yes
                        rows[target + 1] = no
                    case .atLeast:
                        let inputs = pool[Int(step.a)..<Int(step.a + step.b)]
                        rows[target] = count(inputs, Int(step.c)) { rows[2 * Int($0)] }
                        // Too many are certainly false.
                        rows[target + 1] = count(inputs, inputs.count - Int(step.c) + 1) { rows[2 * Int($0) + 1] }
                    case .open:
                        rows[target] = Row(repeating: 0)
                        rows[target + 1] = Row(repeating: 0)
                    }
                }
            }
        }
    }

    /// Fills the columns in which `declined` counts as no, and those of moved dates with the dates as they are; before
    /// the programs of a block are run.
    func prepare() {
        for (_, given, moved) in block.layout.moved {
            let target = block.cells + block.layout.columns[moved].offset
            let size = CaseBlock.size * block.layout.columns[moved].width
            target.copyMemory(from: block.cells + block.layout.columns[given].offset, byteCount: size)
        }
        for (given, counted) in block.layout.counted {
            let source = (block.cells + block.layout.columns[given].offset).assumingMemoryBound(to: UInt8.self)
            let target = (block.cells + block.layout.columns[counted].offset).assumingMemoryBound(to: UInt8.self)
            for person in 0..<CaseBlock.size {
                target[person] =
                    source[person] == UInt8(truncatingIfNeeded: CaseBlockLayout.declined) ? 0 : source[person]
            }
        }
    }

    /// Moves the dates of one person to where the rules of another day see them.
    func move(_ person: Int, by shift: DateShift) {
        for (index, fact) in shift.movedFacts.enumerated() {
            guard let column = block.layout.moved.first(where: { $0.fact == fact }) else { continue }
            let cell = block.cell(column.given, of: person)
            if cell >= 0 { block.set(column.moved, of: person, to: shift.moved(index, cell)) }
        }
    }

    /// Those whose cell in a column holds a value.
    func known(_ column: Int) -> Row { block.range(column, 0, Int32(block.layout.columns[column].size)) }

    /// Those for whom at least `number` of the inputs are set.
    private func count(
        _ inputs: Slice<UnsafeBufferPointer<BlockProgram.Register>>, _ number: Int,
        _ row: (BlockProgram.Register) -> Row
    ) -> Row {
        if number <= 0 { return Row(repeating: .max) }
        if counters.count < number { counters = [Row](repeating: Row(repeating: 0), count: number) }
        for index in 0..<number { counters[index] = Row(repeating: 0) }
        for input in inputs {
            let row = row(input)
            var index = number - 1
            while index > 0 {
                counters[index] |= counters[index - 1] & row
                index -= 1
            }
            counters[0] |= row
        }
        return counters[number - 1]
    }
}
