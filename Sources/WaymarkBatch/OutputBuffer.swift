/// Lines of output in the making, in raw memory that is used again and again. Belongs to one thread at a time.
package final class OutputBuffer {
    private(set) var bytes: UnsafeMutableRawPointer
    private(set) var count = 0
    private var capacity: Int
    /// Where the number of a line is still to be written, and the line's number in its text, from 0.
    private(set) var numbers: [(position: Int, line: Int)] = []

    package init(capacity: Int) {
        self.capacity = capacity
        bytes = .allocate(byteCount: capacity, alignment: 64)
    }

    deinit { bytes.deallocate() }

    func removeAll() {
        count = 0
        numbers.removeAll(keepingCapacity: true)
    }

    /// Makes room for `more` bytes behind what is there.
    @inline(__always)
    func reserve(_ more: Int) {
        if count + more > capacity { grow(more) }
    }

    @inline(never)
    private func grow(_ more: Int) {
        capacity = max(capacity * 2, count + more)
        let wider = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 64)
        wider.copyMemory(from: bytes, byteCount: count)
        bytes.deallocate()
        bytes = wider
    }

    func append(_ more: [UInt8]) { append(more[...]) }

    func append(_ more: ArraySlice<UInt8>) {
        more.withUnsafeBytes { source in
            if let start = source.baseAddress { append(start, source.count) }
        }
    }

    func append(_ start: UnsafeRawPointer, _ length: Int) {
        reserve(length)
        (bytes + count).copyMemory(from: start, byteCount: length)
        count += length
    }

    func append(_ byte: UInt8) {
        reserve(1)
        bytes.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
        count += 1
    }

    /// A number in digits.
    func append(_ number: Int) {
        if (0..<10).contains(number) { return append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number)) }
        append(Array(String(number).utf8))
    }

    /// Copies in steps of 16 bytes: both sides need 16 bytes of room behind the end, here reserved before.
    @inline(__always)
    func appendQuickly(_ start: UnsafeRawPointer, _ length: Int) {
        let target = bytes + count
        var offset = 0
        while offset < length {
            target.storeBytes(
                of: start.loadUnaligned(fromByteOffset: offset, as: SIMD16<UInt8>.self), toByteOffset: offset,
                as: SIMD16<UInt8>.self)
            offset += 16
        }
        count += length
    }

    /// A copy with the line numbers filled in.
    ///
    /// - Parameter base: the number of the line in front of the text that the output was made from.
    package func numbered(base: Int) -> [UInt8] {
        let source = UnsafeRawBufferPointer(start: bytes, count: count)
        var whole: [UInt8] = []
        whole.reserveCapacity(count + numbers.count * 8)
        var start = 0
        for number in numbers {
            whole.append(contentsOf: source[start..<number.position])
            whole.append(contentsOf: String(base + number.line + 1).utf8)
            start = number.position
        }
        whole.append(contentsOf: source[start...])
        return whole
    }

    /// Leaves a place for the number of the line.
    func markNumber(ofLine line: Int) {
        numbers.append((count, line))
    }
}
