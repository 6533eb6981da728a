/// The cells of a block of people, column by column, and one bit for each person in every row of bits.
///
/// Owns raw memory that the reader of lines writes to; belongs to one thread.
final class CaseBlock {
    /// People in a block, which is also the number of bits in a ``Row``.
    static let size = 512
    typealias Row = SIMD8<UInt64>

    /// The first people of a block.
    static func people(_ count: Int) -> Row {
        var row = Row(repeating: 0)
        for word in 0..<8 where count > word * 64 {
            row[word] = count >= word * 64 + 64 ? .max : (1 << UInt64(count - word * 64)) - 1
        }
        return row
    }

    let layout: CaseBlockLayout
    let cells: UnsafeMutableRawPointer

    init(_ layout: CaseBlockLayout) {
        self.layout = layout
        cells = .allocate(byteCount: max(64, layout.byteCount), alignment: 64)
        cells.initializeMemory(as: UInt8.self, repeating: 0xFF, count: max(64, layout.byteCount))
    }

    deinit { cells.deallocate() }

    /// The cell of a person as a value of any width: negative where it holds no value.
    func cell(_ column: Int, of person: Int) -> Int32 {
        let column = layout.columns[column]
        let start = cells + column.offset
        switch column.width {
        case 1:
            let cell = start.load(fromByteOffset: person, as: UInt8.self)
            return cell >= 0xFD ? Int32(cell) - 0x100 : Int32(cell)
        case 2:
            let cell = start.load(fromByteOffset: 2 * person, as: UInt16.self)
            return cell >= 0xFFFD ? Int32(cell) - 0x1_0000 : Int32(cell)
        default:
            return start.load(fromByteOffset: 4 * person, as: Int32.self)
        }
    }

    /// Puts a value into the cell of a person.
    func set(_ column: Int, of person: Int, to cell: Int32) {
        let column = layout.columns[column]
        let start = cells + column.offset
        switch column.width {
        case 1: start.storeBytes(of: UInt8(truncatingIfNeeded: cell), toByteOffset: person, as: UInt8.self)
        case 2: start.storeBytes(of: UInt16(truncatingIfNeeded: cell), toByteOffset: 2 * person, as: UInt16.self)
        default: start.storeBytes(of: cell, toByteOffset: 4 * person, as: Int32.self)
        }
    }

    /// Those whose cell is at least `low` and less than `high`.
    @inline(__always)
    func range(_ column: Int, _ low: Int32, _ high: Int32) -> Row {
        let column = layout.columns[column]
        let start = cells + column.offset
        switch column.width {
        case 1: return CaseBlock.bytes(start, UInt8(truncatingIfNeeded: low), UInt8(truncatingIfNeeded: high - low))
        case 2:
            return CaseBlock.each(start, as: UInt16.self) {
                $0 &- UInt16(truncatingIfNeeded: low) < UInt16(truncatingIfNeeded: high - low)
            }
        default:
            return CaseBlock.each(start, as: UInt32.self) {
                $0 &- UInt32(bitPattern: low) < UInt32(bitPattern: high - low)
            }
        }
    }

    /// Those whose cell is less than `size` and has its bit set in the table.
    func table(_ column: Int, _ words: UnsafePointer<UInt64>, size: Int) -> Row {
        let column = layout.columns[column]
        let start = cells + column.offset
        func isSet(_ cell: Int) -> Bool { cell < size && words[cell >> 6] >> UInt64(cell & 63) & 1 == 1 }
        switch column.width {
        case 1: return CaseBlock.each(start, as: UInt8.self) { isSet(Int($0)) }
        case 2: return CaseBlock.each(start, as: UInt16.self) { isSet(Int($0)) }
        default: return CaseBlock.each(start, as: UInt32.self) { isSet(Int($0)) }
        }
    }

    @inline(__always)
    private static func each<Cell>(_ start: UnsafeMutableRawPointer, as: Cell.Type, _ test: (Cell) -> Bool) -> Row {
        let cells = UnsafePointer(start.assumingMemoryBound(to: Cell.self))
        var row = Row(repeating: 0)
        for word in 0..<8 {
            var bits: UInt64 = 0
            for bit in 0..<64 where test(cells[word * 64 + bit]) { bits |= 1 << UInt64(bit) }
            row[word] = bits
        }
        return row
    }

    /// Sixteen cells at a time: a comparison leaves 0 or 255 in each byte, of which each keeps the bit of its place; a
    /// multiplication then adds eight bytes up.
    @inline(__always)
    private static func bytes(_ start: UnsafeMutableRawPointer, _ low: UInt8, _ span: UInt8) -> Row {
        let cells = UnsafePointer(start.assumingMemoryBound(to: SIMD16<UInt8>.self))
        let places = SIMD16<UInt8>(1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128)
        let none = SIMD16<UInt8>(repeating: 0)
        let lows = SIMD16<UInt8>(repeating: low)
        let spans = SIMD16<UInt8>(repeating: span)
        var row = Row(repeating: 0)
        for word in 0..<8 {
            var bits: UInt64 = 0
            for part in 0..<4 {
                let inside = (cells[word * 4 + part] &- lows) .< spans
                let halves = unsafeBitCast(none.replacing(with: places, where: inside), to: SIMD2<UInt64>.self)
                let first = (halves[0] &* 0x0101_0101_0101_0101) >> 56
                let second = (halves[1] &* 0x0101_0101_0101_0101) >> 56
                bits |= (first | second << 8) << UInt64(part * 16)
            }
            row[word] = bits
        }
        return row
    }
}
