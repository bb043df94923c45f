public import AdminProtocol
internal import FoundationEssentials
public import Values

/// The tokens of a server's administrators, for whoever works on its machine: a second administrator's, one in place of one
/// that was stolen, and one where every token was lost. Works beside a running server, which knows of it at once.
public struct ServerTokens: Sendable {
    private let access: AccessStore
    private let environment: HostEnvironment

    /// - Parameters:
    ///   - folder: The server's.
    ///   - environment: The clock and the randomness.
    /// - Throws: ``ServerError/noServer(folder:)`` and `StoreError`.
    public init(_ folder: ServerFolder, environment: HostEnvironment) throws {
        guard FileManager.default.fileExists(atPath: folder.access) else {
            throw ServerError.noServer(folder: folder.path)
        }
        access = try AccessStore.open(path: folder.access)
        self.environment = environment
    }

    /// All tokens, in the order in which they were made.
    ///
    /// - Throws: `StoreError`.
    public func list() throws -> [TokenRecord] { try access.tokens() }

    /// Makes a token.
    ///
    /// - Parameter order: Whose it is and for how long.
    /// - Returns: The token, which is told this once.
    /// - Throws: ``ServerError/refused(code:about:)`` with `user_unknown`, `user_disabled`, `role_without_token` or
    ///   `validity_invalid`; `StoreError`.
    public func add(_ order: TokenOrder) throws -> IssuedToken {
        try refusing(order.user) { try access.issueToken(order, by: nil, environment: environment) }
    }

    /// Takes a token away.
    ///
    /// - Parameter word: The beginning of its id.
    /// - Returns: The token as it was.
    /// - Throws: ``ServerError/refused(code:about:)`` with `admin_token_unknown`, `admin_token_ambiguous` or
    ///   `last_administrator`; `StoreError`.
    public func revoke(_ word: String) throws -> TokenRecord {
        try refusing(word) { try access.revokeToken(word, of: nil, now: environment.wallMilliseconds()) }
    }

    private func refusing<Result>(_ subject: String, _ work: () throws -> Result) throws -> Result {
        do {
            return try work()
        } catch let refusal as Refusal {
            throw ServerError.refused(code: refusal.code, about: subject)
        }
    }
}
