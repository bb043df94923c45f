internal import AdminProtocol
internal import CommunityModel
internal import ReplicaStore
internal import SyncProtocol
internal import Values

/// The administrator's requests about users.
struct UserEndpoints: Sendable {
    let stores: ServerStores

    func list(_: AdminRequest) async throws -> [UserRecord] {
        try await stores.accessing { access in try access.users() }
    }

    func add(_ request: AdminRequest) async throws -> UserRecord {
        let user = try Self.checked(try await request.json(UserRecord.self))
        let missing = try await stores.reading { store in
            try user.areas.filter { try !store.hasArea($0, type: RecordTypes.area) }
        }
        guard missing.isEmpty else {
            throw Refusal(
                .badRequest, "area_unknown", "there is no area \(missing.joined(separator: ", "))",
                rows: missing.map { AdminProblem.RowFault(row: 0, field: "areas", code: "area_unknown", text: $0) })
        }
        let now = stores.now()
        try await stores.accessing { access in try access.add(user, now: now) }
        return user
    }

    func disable(_ request: AdminRequest) async throws -> UserRecord { try await set(request, disabled: true) }

    func enable(_ request: AdminRequest) async throws -> UserRecord { try await set(request, disabled: false) }

    private func set(_ request: AdminRequest, disabled isDisabled: Bool) async throws -> UserRecord {
        let now = stores.now()
        return try await stores.accessing { access in
            try access.set(request.word, disabled: isDisabled, now: now)
        }
    }

    private static func checked(_ user: UserRecord) throws(Refusal) -> UserRecord {
        // The names of RFC 3986's path segments that mean another path.
        let isLogin =
            ![".", ".."].contains(user.login) && (1...32).contains(user.login.utf8.count)
            && user.login.utf8.allSatisfy { byte in
                (97...122).contains(byte) || (48...57).contains(byte) || ".-_".utf8.contains(byte)
            }
        guard isLogin else {
            throw Refusal(
                .badRequest, "login_invalid",
                "a login has 1 to 32 lower-case letters, digits, dots, hyphens or _, and is not . or ..")
        }
        guard let name = DisplayName.read(user.name) else {
            throw Refusal(.badRequest, "name_invalid", "a name has 1 to \(ServerLimits.nameCharactersMax) characters")
        }
        guard let role = UserRole(rawValue: user.role) else {
            throw Refusal(.badRequest, "role_unknown", "there is no role \(user.role)")
        }
        let areas = Set(user.areas.map(\.trimmed)).subtracting([""]).sorted()
        guard !areas.isEmpty || [.administrator, .district, .auditor].contains(role) else {
            throw Refusal(.badRequest, "areas_missing", "a user with the role \(role.rawValue) needs an area")
        }
        return UserRecord(
            login: user.login, name: name, role: role.rawValue, areas: areas, disabled: user.disabled)
    }
}

/// The administrator's requests about devices.
struct DeviceEndpoints: Sendable {
    let stores: ServerStores
    let lastSeen: LastSeen

    func order(_ request: AdminRequest) async throws -> EnrollmentCode {
        let order = try await request.json(EnrollmentOrder.self)
        let seconds = order.validSeconds ?? ServerLimits.codeValidSeconds
        guard (1...ServerLimits.codeValidSecondsMax).contains(seconds) else {
            throw Refusal(
                .badRequest, "validity_invalid", "a code is valid for 1 to \(ServerLimits.codeValidSecondsMax) seconds")
        }
        let code = CodeText.new(stores.environment.random)
        guard let canonical = CodeText.canonical(code) else {
            throw Refusal(.internalServerError, "internal", "the server made a code that it cannot read")
        }
        let now = stores.now()
        let expiresAt = now + Int64(seconds) * 1_000
        try await stores.accessing { access in
            try access.order(codeHash: Secret.hash(canonical), login: order.user, now: now, expiresAt: expiresAt)
        }
        return EnrollmentCode(code: code, expiresAt: Instant(milliseconds: expiresAt / 1_000 * 1_000).description)
    }

    func list(_: AdminRequest) async throws -> [DeviceRecord] {
        await lastSeen.write()
        return try await stores.accessing { access in try access.devices() }
    }

    func revoke(_ request: AdminRequest) async throws -> DeviceRecord { try await set(request, revoked: true) }

    func restore(_ request: AdminRequest) async throws -> DeviceRecord { try await set(request, revoked: false) }

    private func set(_ request: AdminRequest, revoked isRevoked: Bool) async throws -> DeviceRecord {
        await lastSeen.write()
        return try await stores.accessing { access in try access.set(device: request.word, revoked: isRevoked) }
    }
}

/// The administrator's requests about tokens of administration. Who has the role of an administrator makes and takes them
/// for everybody, others for themselves: a token lets its bearer act in its user's name.
struct TokenEndpoints: Sendable {
    let stores: ServerStores
    let lastSeen: LastSeen

    func list(_: AdminRequest) async throws -> [TokenRecord] {
        await lastSeen.write()
        return try await stores.accessing { access in try access.tokens() }
    }

    func add(_ request: AdminRequest) async throws -> IssuedToken {
        let order = try await request.json(TokenOrder.self)
        let user = request.user
        guard user.role == UserRole.administrator.rawValue || user.login == order.user else {
            throw Refusal(.forbidden, "role_denied", "the role \(user.role) makes tokens for its own user only")
        }
        let environment = stores.environment
        return try await stores.accessing { access in
            try access.issueToken(order, by: user.login, environment: environment)
        }
    }

    func revoke(_ request: AdminRequest) async throws -> TokenRecord {
        await lastSeen.write()
        let (user, now) = (request.user, stores.now())
        let owner = user.role == UserRole.administrator.rawValue ? nil : user.login
        return try await stores.accessing { access in try access.revokeToken(request.word, of: owner, now: now) }
    }
}
