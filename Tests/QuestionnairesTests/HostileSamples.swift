import Foundation

/// A file and a port that tell whether anybody read or called them.
final class Bait {
    let file: URL
    let port: Int
    private let watch: Int32
    private let listener: Int32

    init() throws {
        file = FileManager.default.temporaryDirectory.appending(path: "ruhu-bait-\(UUID().uuidString)")
        try "<secret/>".write(to: file, atomically: true, encoding: .utf8)
        watch = inotify_init1(Int32(O_NONBLOCK))
        guard watch >= 0, inotify_add_watch(watch, file.path, UInt32(IN_OPEN | IN_ACCESS)) >= 0 else {
            throw POSIXError(.EMFILE)
        }
        let socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(O_NONBLOCK), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, length) == 0 && listen(socket, 8) == 0 && getsockname(socket, $0, &length) == 0
            }
        }
        guard isBound else { throw POSIXError(.EADDRNOTAVAIL) }
        listener = socket
        port = Int(UInt16(bigEndian: address.sin_port))
    }

    deinit {
        close(watch)
        close(listener)
        try? FileManager.default.removeItem(at: file)
    }

    /// Whether the file was opened, or anything called the port; a connection waits here until it is taken.
    var isTouched: Bool {
        var events = [UInt8](repeating: 0, count: 4_096)
        let caller = accept(listener, nil, nil)
        if caller >= 0 { close(caller) }
        return read(watch, &events, events.count) > 0 || caller >= 0
    }
}

/// Documents that want to read, to grow or to take forever, each around the same root.
enum Hostile {
    static func externals(file: String, port: Int) -> [String] {
        let entity = { (system: String) in "<!DOCTYPE d [<!ENTITY x SYSTEM \"\(system)\">]><d>&x;</d>" }
        return [
            entity("file://\(file)"), entity(file), entity("http://127.0.0.1:\(port)/x"),
            entity("ftp://127.0.0.1:\(port)/x"),
            "<!DOCTYPE d SYSTEM \"file://\(file)\"><d/>", "<!DOCTYPE d SYSTEM \"http://127.0.0.1:\(port)/x.dtd\"><d/>",
            "<!DOCTYPE d [<!ENTITY % p SYSTEM \"file://\(file)\">%p;]><d/>",
            "<!DOCTYPE d PUBLIC \"x\" \"http://127.0.0.1:\(port)/x.dtd\"><d/>",
        ]
    }

    static let laughs: String = {
        let levels = (1...40).map { level in
            "<!ENTITY a\(level) \"\(String(repeating: "&a\(level - 1);", count: 10))\">"
        }
        return "<!DOCTYPE l [<!ENTITY a0 \"x\">\(levels.joined())]><l>&a40;</l>"
    }()

    /// What no reader should take, with the code of the fault without `form` or `instance` in front.
    static let documents: [(name: String, xml: String, code: String)] = [
        ("entities that multiply", laughs, "_doctype"),
        ("a document type alone", "<!DOCTYPE d><d/>", "_doctype"),
        ("a megabyte of nesting", String(repeating: "<a>", count: 350_000), "_deep"),
        (
            "a megabyte of closed nesting",
            String(repeating: "<a>", count: 150_000) + String(repeating: "</a>", count: 150_000), "_deep"
        ),
        ("a huge attribute", "<d a=\"\(String(repeating: "x", count: 12 << 20))\"/>", "_xml"),
        ("a huge name", "<\(String(repeating: "x", count: 1 << 20))/>", "_xml"),
        (
            "a hundred thousand attributes",
            "<d \((0..<100_000).map { "a\($0)=\"\"" }.joined(separator: " "))/>", "_too_large"
        ),
        (
            "a hundred thousand namespaces",
            "<d>\n<e \((0..<100_000).map { "xmlns:a\($0)='u'" }.joined(separator: " "))/></d>", "_too_large"
        ),
        ("a declared encoding that is another", "<?xml version=\"1.0\" encoding=\"GB18030\"?><d/>", "_xml"),
        ("UTF-7, which hides markup", "<?xml version='1.0' encoding='UTF-7'?><d>+ADw-x+AD4-</d>", "_xml"),
        ("a NUL", "<d>a\u{0}b</d>", "_xml"), ("a NUL after the document", "<d/>\u{0}<e/>", "_xml"),
        ("a control character", "<d>\u{1}</d>", "_xml"),
        ("an entity that nobody declared", "<d>&x;</d>", "_xml"),
        ("an unfinished comment", "<d><!-- ", "_xml"), ("an unfinished tag", "<d a=\"", "_xml"),
        ("two roots", "<d/><d/>", "_xml"),
        (
            "a million elements", "<d>\(String(repeating: "<a/>", count: 800_000))</d>", "_too_large"
        ),
        (
            "an inclusion",
            "<d><xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"file:///etc/passwd\" parse=\"text\"/></d>",
            "_unsupported"
        ),
    ]
}
