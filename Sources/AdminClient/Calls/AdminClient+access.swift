public import AdminProtocol

extension AdminClient {
    /// Whom the token belongs to.
    public func whoami() async throws -> Identity { try await get(["whoami"]) }

    /// - Returns: The user as the server keeps it.
    /// - Throws: ``RefusedRequest`` with `user_exists`, or with what is wrong with the user.
    public func add(_ user: UserRecord) async throws -> UserRecord {
        try await post(["users"], user, about: user.login)
    }

    /// All users, by login.
    public func users() async throws -> [UserRecord] { try await get(["users"]) }

    /// Shuts a user out, with all their devices. Doing it twice changes nothing.
    public func disable(user login: String) async throws -> UserRecord {
        try await post(["users", login, "disable"], about: login)
    }

    /// Makes a one-time code with which a device is enrolled.
    public func enroll(_ order: EnrollmentOrder) async throws -> EnrollmentCode {
        try await post(["devices", "enroll"], order, about: order.user)
    }

    /// All devices, in the order in which they were enrolled.
    public func devices() async throws -> [DeviceRecord] { try await get(["devices"]) }

    /// Shuts a device out for good. Doing it twice changes nothing.
    ///
    /// - Parameter word: The device's name, or the beginning of its id.
    /// - Returns: The device as it is now.
    /// - Throws: ``RefusedRequest`` with `device_unknown` or `device_ambiguous`.
    public func revoke(device word: String) async throws -> DeviceRecord {
        try await post(["devices", word, "revoke"], about: word)
    }
}
