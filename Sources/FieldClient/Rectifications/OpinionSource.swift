internal import CommunityModel
internal import CommunityRecords
internal import ReplicaStore
internal import SyncProtocol
internal import Values

/// An opinion that becomes a rectification: what it says of the problem, and that it is linked from then on.
struct OpinionSource {
    let key: RecordKey
    /// What the rectification takes from it, as `FIELD=VALUE`.
    let words: [String]
    private let type: RecordType

    /// Characters of the text that make the title.
    private static let titleMax = 200

    init(_ view: RecordView, type: RecordType) {
        key = view.key
        self.type = type
        var words = ["opinion=\(view.key.id)", "source=opinion"]
        let text = view.text("text", of: type) ?? ""
        if !text.isEmpty { words.append("title=\(text.prefix(Self.titleMax))") }
        for name in ["area", "place", "responsible_unit"] {
            if let text = view.text(name, of: type), !text.isEmpty { words.append("\(name)=\(text)") }
        }
        if view.value("reply_wanted", of: type) == .boolean(true) { words.append("reply_wanted=true") }
        if case .tuple(let parts)? = view.value("position", of: type), parts.count == 2,
            case .decimal(let latitude) = parts[0], case .decimal(let longitude) = parts[1]
        {
            words.append("position=\(latitude),\(longitude)")
        }
        self.words = words
    }

    /// Sets the opinion's state to linked, unless somebody answered or closed it already, or people disagree on it.
    func linking(in context: EditContext) throws -> [ChangeDraft.Write] {
        guard let view = try context.view(of: key), let field = type.field(named: "state") else { return [] }
        if view.outcome(of: field.number)?.isConflict == true { return [] }
        let state = view.text("state", of: type)
        return state == nil || ["new", "triaged"].contains(state)
            ? [try context.write(key, field, .choice("linked"))] : []
    }
}

extension FieldStore {
    /// The opinion that a person names, ready to become a rectification.
    ///
    /// - Throws: ``Failure`` `opinion_linked` (65) when it became one already that counts; `record_unknown`.
    func openedFrom(_ prefix: String) throws -> OpinionSource {
        let key = try record(prefix, type: RecordTypes.opinion)
        guard let record = try replica.record(key) else {
            throw StoreError.damaged(record: key.id.description, detail: "the record is gone")
        }
        if record.view.deletion == .deleted { throw Self.deleted(key) }
        if let entry = try rectifications().first(where: { $0.opinion == key.id && $0.state != .rejected }) {
            throw Failure(
                code: "opinion_linked", status: .data,
                message: Localized(
                    zh: "这条意见已经立项整改：\(entry.id) \(entry.title)。没有保存。",
                    en: "The opinion is being rectified already: \(entry.id) \(entry.title). Nothing was saved."),
                hint: Localized(
                    zh: "用 ruhu rectification show \(try shortID(entry.id)) 查看。",
                    en: "See `ruhu rectification show \(try shortID(entry.id))`."))
        }
        return OpinionSource(record.view, type: try type(RecordTypes.opinion))
    }
}
