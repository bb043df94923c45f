import Glibc

/// The reader of a stream has gone, as in `ruhu visit list | head`: stop, and say nothing about it.
public struct BrokenPipe: Error, Equatable, Sendable {
    public init() {}
}

/// A stream could not be written for a reason that the person must hear of, such as a full disk.
public struct WriteFailure: Error, Equatable, Sendable {
    /// The file descriptor that was written to.
    public let descriptor: Int32
    /// The `errno` of write(2).
    public let code: Int32
}

extension Terminal {
    /// Makes writing to a stream without a reader an error (`BrokenPipe`) in place of a signal that ends the process.
    ///
    /// Call it once, at the start of the program. Child processes inherit it.
    public static func ignoreBrokenPipes() {
        _ = signal(SIGPIPE, SIG_IGN)
    }

    /// Writes all of a text, unbuffered, however many calls of write(2) it takes.
    ///
    /// - Throws: `BrokenPipe` when the reader has gone, provided that `ignoreBrokenPipes()` was called; `WriteFailure`
    ///   for every other reason.
    public func write(_ text: String) throws {
        var text = text
        try text.withUTF8 { try write(UnsafeRawBufferPointer($0)) }
    }

    private func write(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = UnsafeRawBufferPointer(rebasing: rest)
            let written = Glibc.write(descriptor, part.baseAddress, part.count)
            if written >= 0 {
                rest = rest.dropFirst(written)
                continue
            }
            switch errno {
            case EINTR: continue
            // Another process that shares the terminal may have made it non-blocking.
            case EAGAIN: waitUntilWritable()
            case EPIPE: throw BrokenPipe()
            case let code: throw WriteFailure(descriptor: descriptor, code: code)
            }
        }
    }

    private func waitUntilWritable() {
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&request, 1, -1)
    }
}
