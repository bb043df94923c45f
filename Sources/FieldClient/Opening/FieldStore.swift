internal import CommunityModel
internal import Failures
public import ReplicaStore
public import SyncProtocol

/// The store of an enrolled device and the person who works with it: what every use case of the field starts from.
public struct FieldStore: Sendable {
    public let replica: ReplicaStore
    public let author: Author
    public let schema: Schema
    /// Codes of the areas that the person is assigned; each covers all codes that begin with it.
    public let areas: [String]

    /// Opens the store of an enrolled device.
    ///
    /// - Parameters:
    ///   - path: Where its file is.
    ///   - environment: What the store takes from the world around it.
    /// - Returns: The store.
    /// - Throws: ``StoreError``; ``Failure`` `enrollment_pending` when `ruhu init` was begun and not finished.
    public static func open(path: String, environment: StoreEnvironment = .system) throws -> FieldStore {
        let replica = try ReplicaStore.open(
            path: path, role: .device, environment: environment, searchText: AddressSearch.text(of:_:))
        return try replica.reading { reader in
            guard try EnrollmentState.of(reader) == .enrolled else { throw EnrollmentState.pendingFailure(path: path) }
            return FieldStore(
                replica: replica,
                author: Author(
                    login: try reader.text(.login) ?? "", role: try reader.text(.role) ?? "",
                    device: try reader.text(.device) ?? ""),
                schema: reader.schema,
                areas: (try reader.text(.areas) ?? "").split(separator: "\n").map(String.init))
        }
    }

    /// A declared type that the software speaks of.
    ///
    /// - Throws: ``Failure`` `schema_lacks_type`.
    public func type(_ number: TypeNumber) throws -> RecordType {
        if let type = schema.type(number) { return type }
        throw Failure(
            code: "schema_lacks_type", status: .protocolMismatch,
            message: Localized(
                zh: "数据结构第 \(schema.version) 版没有类型 \(number.rawValue)。",
                en: "Schema \(schema.version) does not declare type \(number.rawValue)."),
            hint: Localized(zh: "请先运行 ruhu sync，或升级程序。", en: "Run `ruhu sync`, or upgrade the program."))
    }

    /// Whether an area is one of those that the person is assigned.
    public func covers(_ area: String) -> Bool {
        areas.isEmpty || areas.contains { area.hasPrefix($0) }
    }
}

/// How far the enrolment of a store has come.
enum EnrollmentState {
    case pending
    case enrolled

    static let pendingMark = "pending"

    /// A store without a token is pending too: the program may have stopped before it could set the mark.
    static func of(_ reader: StoreReader) throws -> EnrollmentState {
        guard try reader.text(.enrollment) != pendingMark, try reader.text(.token) != nil else { return .pending }
        return .enrolled
    }

    static func pendingFailure(path: String) -> Failure {
        Failure(
            code: "enrollment_pending", status: .configuration,
            message: Localized(zh: "设备注册没有完成：\(path)", en: "The enrolment of this device was not finished: \(path)"),
            hint: Localized(
                zh: "请用同一个注册码再运行一次 ruhu init。", en: "Run `ruhu init` again with the same code."))
    }
}
