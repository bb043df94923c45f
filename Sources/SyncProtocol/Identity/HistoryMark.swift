internal import Crypto

/// How far the history of a server had come when it answered somebody: a position, and the change that stands there.
///
/// A server whose disk went back to an earlier state holds another change at the position of a mark that it gave before, or
/// none; whoever shows the mark proves it. Only the server can write one, so that nobody can have it begin a new history by
/// making something up. Specification: section "Marks".
public struct HistoryMark: Hashable, Sendable {
    private static let version: UInt8 = 1
    /// Of the version, the position and the beginning of the change's id.
    private static let statementBytes = 17
    /// Of a mark as it travels, in bytes.
    public static let byteCount = statementBytes + SHA256.byteCount

    /// Of the newest change that the server held.
    public let position: UInt64
    private let beginning: [UInt8]

    /// A mark of a change and its position.
    public init(position: UInt64, change: ChangeID) {
        self.position = position
        beginning = Array(change.bytes.prefix(8))
    }

    /// A mark that somebody shows; `nil` for one that was not written with this key in this epoch.
    ///
    /// - Parameters:
    ///   - bytes: As it travelled.
    ///   - epoch: Of the server's history.
    ///   - key: The server's.
    public init?(_ bytes: [UInt8], epoch: [UInt8], key: [UInt8]) {
        let statement = bytes.prefix(Self.statementBytes)
        guard bytes.count == Self.byteCount, statement.first == Self.version,
            HMAC<SHA256>.isValidAuthenticationCode(
                bytes.suffix(SHA256.byteCount), authenticating: Self.authenticated(statement, epoch: epoch),
                using: SymmetricKey(data: key))
        else { return nil }
        position = statement[1..<9].reduce(0) { $0 << 8 | UInt64($1) }
        beginning = Array(statement[9...])
    }

    /// The mark as it travels: of two of one epoch, the greater as bytes has the later position.
    ///
    /// - Parameters:
    ///   - epoch: Of the server's history.
    ///   - key: The server's.
    /// - Returns: ``byteCount`` bytes: version, position, the first 8 of the change's id, HMAC-SHA256.
    public func bytes(epoch: [UInt8], key: [UInt8]) -> [UInt8] {
        var statement = [Self.version]
        statement.append(bigEndian: position)
        statement += beginning
        return statement
            + HMAC<SHA256>.authenticationCode(
                for: Self.authenticated(statement[...], epoch: epoch), using: SymmetricKey(data: key))
    }

    /// The name of what is authenticated stands in front, so that the key can never be had sign something else.
    private static func authenticated(_ statement: ArraySlice<UInt8>, epoch: [UInt8]) -> [UInt8] {
        Array("ruhu-mark-1".utf8) + epoch + statement
    }

    /// Whether the mark is of this change.
    public func isOf(_ change: ChangeID) -> Bool { change.bytes.starts(with: beginning) }
}
