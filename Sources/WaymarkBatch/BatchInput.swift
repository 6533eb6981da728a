import Glibc

/// Whole lines of an input in raw memory that is used again and again. Belongs to one thread at a time.
final class InputBuffer {
    fileprivate(set) var bytes: UnsafeMutableRawPointer
    fileprivate(set) var count = 0
    fileprivate var capacity: Int
    /// The text stands for one line that is too long to be read.
    fileprivate(set) var isTooLong = false
    /// The line that is too long has an end.
    fileprivate(set) var tooLongLineEnds = 0

    init(capacity: Int) {
        self.capacity = capacity
        bytes = .allocate(byteCount: capacity + CaseBlockReader.padding, alignment: 64)
    }

    deinit { bytes.deallocate() }

    var buffer: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: bytes, count: count) }

    fileprivate func lastLineEnd(from start: Int) -> Int? {
        let bytes = self.bytes.assumingMemoryBound(to: UInt8.self)
        var place = count - 1
        while place >= start, bytes[place] != 0x0A { place -= 1 }
        return place >= start ? place : nil
    }

    fileprivate func grow() {
        let wider = UnsafeMutableRawPointer.allocate(byteCount: capacity * 2 + CaseBlockReader.padding, alignment: 64)
        wider.copyMemory(from: bytes, byteCount: count)
        bytes.deallocate()
        bytes = wider
        capacity *= 2
    }
}

/// Cuts an input into texts of whole lines. Used by one thread at a time.
final class BatchInput {
    private let descriptor: Int32
    /// What has been read behind the last whole line.
    private let rest: InputBuffer
    private var isAtStart = true
    private var isAtEnd = false
    /// Why reading ended early.
    private(set) var failure: String?
    /// Bytes read so far.
    private(set) var bytesRead = 0
    /// The size of a file; nil for pipes and terminals.
    let size: Int?
    /// Asked while nothing is there to be read.
    private let isStopped: () -> Bool

    /// Large enough that taking turns costs little, small enough to stay in a core's cache.
    static let textSize = 256 << 10
    private static let waitMilliseconds: Int32 = 200

    init(descriptor: Int32, isStopped: @escaping () -> Bool) {
        self.descriptor = descriptor
        self.isStopped = isStopped
        rest = InputBuffer(capacity: BatchInput.textSize)
        var status = stat()
        size = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
    }

    /// Fills `text` with the next whole lines; false at the end of the input.
    ///
    /// Takes what is there: a line that has arrived is not kept waiting for those behind it.
    func next(into text: InputBuffer) -> Bool {
        text.isTooLong = false
        text.count = 0
        if rest.count + BatchInput.textSize > text.capacity {
            while rest.count + BatchInput.textSize > text.capacity { text.grow() }
        }
        text.bytes.copyMemory(from: rest.bytes, byteCount: rest.count)
        text.count = rest.count
        rest.count = 0
        var searched = text.count
        while !isAtEnd {
            if text.capacity - text.count < BatchInput.textSize / 2 { text.grow() }
            let got = read(text.bytes + text.count, text.capacity - text.count)
            if got <= 0 {
                isAtEnd = true
                break
            }
            text.count += got
            if isAtStart, text.count >= 3 { dropMark(text) }
            if let end = text.lastLineEnd(from: searched) {
                keepRest(of: text, from: end + 1)
                return true
            }
            searched = text.count
            if text.count > CaseLineReader.lengthLimit { return skipLine(text) }
        }
        if isAtStart, text.count >= 3 { dropMark(text) }
        return text.count > 0
    }

    /// Drops a byte order mark.
    private func dropMark(_ text: InputBuffer) {
        isAtStart = false
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        if memcmp(text.bytes, mark, 3) == 0 {
            memmove(text.bytes, text.bytes + 3, text.count - 3)
            text.count -= 3
        }
    }

    private func keepRest(of text: InputBuffer, from start: Int) {
        let count = text.count - start
        while rest.capacity < count { rest.grow() }
        rest.bytes.copyMemory(from: text.bytes + start, byteCount: count)
        rest.count = count
        text.count = start
    }

    /// Reads on to the end of a line that is too long, keeping nothing of it.
    private func skipLine(_ text: InputBuffer) -> Bool {
        text.isTooLong = true
        text.tooLongLineEnds = 0
        while true {
            text.count = 0
            let got = read(text.bytes, text.capacity)
            if got <= 0 {
                isAtEnd = true
                return true
            }
            text.count = got
            if let end = memchr(text.bytes, 0x0A, got) {
                keepRest(of: text, from: text.bytes.distance(to: end) + 1)
                text.count = 0
                text.tooLongLineEnds = 1
                return true
            }
        }
    }

    /// Bytes read; 0 at the end, after a failure and when the run is stopped.
    private func read(_ target: UnsafeMutableRawPointer, _ room: Int) -> Int {
        while true {
            if size == nil, !waitForInput() { return 0 }
            let got = Glibc.read(descriptor, target, room)
            if got >= 0 {
                bytesRead += got
                return got
            }
            if errno == EINTR || errno == EAGAIN { continue }
            failure = String(cString: strerror(errno))
            return 0
        }
    }

    private func waitForInput() -> Bool {
        while true {
            if isStopped() { return false }
            var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let ready = poll(&wait, 1, BatchInput.waitMilliseconds)
            if ready > 0 || (ready < 0 && errno != EINTR) { return true }
        }
    }
}
