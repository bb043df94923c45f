internal import FoundationEssentials
internal import GRDB

/// Bytes as SQLite keeps them.
enum Blob {
    static func fetchOne(_ statement: Statement, arguments: StatementArguments) throws -> [UInt8]? {
        try Data.fetchOne(statement, arguments: arguments).map { [UInt8]($0) }
    }
}

extension [UInt8] {
    var blob: Data { Data(self) }
}

extension Row {
    /// The bytes of a column, empty when it is null.
    func bytes(_ index: Int) -> [UInt8] {
        (try? withUnsafeData(atIndex: index) { data in data.map { [UInt8]($0) } ?? [] }) ?? []
    }
}
