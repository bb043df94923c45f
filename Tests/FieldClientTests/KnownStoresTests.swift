import FieldClient
import Foundation
import Testing
import Values

/// A store whose disk was taken out is missed, and not taken for one that never was.
@Suite struct KnownStoresTests {
    private func withState(_ body: (KnownStores, TestField) throws -> Void) throws {
        let field = try TestField()
        try body(KnownStores(environment: ["HOME": field.folder.path]), field)
    }

    private var path: (TestField) -> String { { $0.folder.appending(path: "store.sqlite").path } }

    private func code(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch {
            return FieldFailures.explain(error)?.code
        }
    }

    @Test func `a store that was opened here and is gone is told of, and init refuses to make another there`() throws {
        try withState { known, field in
            let path = path(field)
            _ = try known.open(path: path, mayWrite: false, environment: .system)
            try known.refuseGone(at: path)
            try FileManager.default.moveItem(atPath: path, toPath: path + ".away")
            #expect(code { _ = try known.open(path: path, mayWrite: true, environment: .system) } == "store_gone")
            #expect(code { try known.refuseGone(at: path) } == "store_gone")
            try FileManager.default.moveItem(atPath: path + ".away", toPath: path)
            _ = try known.open(path: path, mayWrite: true, environment: .system)
        }
    }

    @Test func `where no store ever was, none is missed`() throws {
        try withState { known, field in
            let path = field.folder.appending(path: "other.sqlite").path
            _ = try known.open(path: self.path(field), mayWrite: false, environment: .system)
            #expect(code { _ = try known.open(path: path, mayWrite: true, environment: .system) } == "store_missing")
            try known.refuseGone(at: path)
        }
    }

    @Test func `without a home, or where nothing can be written, stores are opened all the same`() throws {
        try withState { _, field in
            for environment in [[:], ["HOME": "/dev/null"], ["XDG_STATE_HOME": "relative", "HOME": ""]] {
                let known = KnownStores(environment: environment)
                _ = try known.open(path: path(field), mayWrite: false, environment: .system)
                try known.refuseGone(at: field.folder.appending(path: "other.sqlite").path)
            }
        }
    }

    @Test func `two hundred stores are remembered, the latest ones, in a file of their owner's alone`() throws {
        try withState { known, field in
            for number in 1...201 { known.note("/media/stick-\(number)/store.sqlite") }
            known.note("/media/stick-201/store.sqlite")
            #expect(code { try known.refuseGone(at: "/media/stick-1/store.sqlite") } == nil)
            for number in [2, 201] {
                #expect(code { try known.refuseGone(at: "/media/stick-\(number)/store.sqlite") } == "store_gone")
            }
            let file = field.folder.appending(path: ".local/state/ruhu/stores").path
            let attributes = try FileManager.default.attributesOfItem(atPath: file)
            #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        }
    }
}
