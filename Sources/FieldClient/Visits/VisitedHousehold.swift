internal import CommunityModel
internal import CommunityRecords
internal import ReplicaStore
internal import SyncProtocol
internal import Values

/// A household's wish to be left in peace: sticky, and stronger than every later assignment (domain.md 6.7, row 9).
struct NoContactWish {
    let author: String
    /// When it was noted.
    let writtenAt: Instant

    /// The wish of a household; `nil` when it has not stated it.
    init?(_ household: RecordView, of store: FieldStore) throws {
        try self.init(household, of: store, headers: store.replica.headers(of:))
    }

    /// The same for whoever asks who wrote it within a save.
    init?(
        _ household: RecordView, of store: FieldStore, headers: (RecordKey) throws -> [ChangeID: ChangeHeader]
    ) throws {
        guard let field = store.schema.type(household.key.type)?.field(named: VisitAnswers.doNotContact),
            case .value(let write)? = household.outcome(of: field.number), write.value == Value.boolean(true).encoded
        else { return nil }
        let header = try headers(household.key)[write.dot.change]
        author = header?.author ?? ""
        writtenAt = Instant(milliseconds: header?.writtenAt ?? 0)
    }

    /// The day on which it was noted, for people.
    var day: String { LocalDay.of(writtenAt.milliseconds).map { "\($0)" } ?? "" }

    /// Says that the household is not to be called on, who noted its wish and when.
    var failure: Failure {
        Failure(fault: "household_not_to_contact", ["author": "\(author)", "day": "\(day)"])
    }
}

extension Visits {
    /// A form writes only what it changes: nothing when the household is marked already.
    func noContact(_ household: RecordKey, in context: EditContext) throws -> ChangeDraft.Write? {
        guard let field = schema.type(household.type)?.field(named: VisitAnswers.doNotContact) else { return nil }
        if case .value(let write)? = try context.view(of: household)?.outcome(of: field.number),
            write.value == Value.boolean(true).encoded
        {
            return nil
        }
        return try context.write(household, field, .boolean(true))
    }
}

/// Households that were found to be others: nobody calls there any more.
extension Visits {
    /// Refuses a household that was merged into another. While people disagree on that it stands for itself.
    ///
    /// - Throws: ``Failure`` `household_merged`, which names the other one.
    func refuseMerged(_ household: RecordView) throws {
        guard try target(ofMerged: household) != nil else { return }
        var links: [RecordID: RecordID] = [:]
        var next: RecordView? = household
        while let view = next, links[view.key.id] == nil, let other = try target(ofMerged: view) {
            links[view.key.id] = other
            next = try replica.record(RecordKey(id: other, type: RecordTypes.household))?.view
        }
        let other = AliasGraph(links: links).representative(of: household.key.id)
        // Of households that were merged in a circle one stands for all.
        guard other != household.key.id else { return }
        let key = RecordKey(id: other, type: RecordTypes.household)
        let isHere = try replica.record(key) != nil
        let place = isHere ? try label(of: key) : Localized("")
        let id = isHere ? try store.shortID(other) : other.description
        throw Failure(
            fault: "household_merged", ["id": "\(household.key.id)", "other": "\(other)", "short": "\(id)"],
            bilingual: ["place": place])
    }

    private func target(ofMerged household: RecordView) throws -> RecordID? {
        guard case .value(let write)? = household.outcome(of: .alias),
            case .reference(let other)? = Value(encoded: write.value)
        else { return nil }
        return other
    }
}

/// The response of a household in a round: the visit that its field `responses` names. There is one completed response
/// a household, round and form; a further one is a conflict that keeps both for review (survey.yaml, `one_per_round`).
extension Visits {
    /// Where the field `responses` of a household keeps the response of a round to a form; `nil` when the schema here has
    /// no such field.
    func responseKey(round: String, form: String) -> FieldKey? {
        let field = schema.type(RecordTypes.household)?.field(named: .responses)
        return field.map { field in
            // Names are text and merge by their bytes, so they are written in one form.
            let name = ResponseName(round: round, form: form == HeldForms.defaultForm ? nil : form).text
            return FieldKey(field.number, cell: Array(Value.text(name).encoded.dropFirst()))
        }
    }

    /// The visits that the household's field names for a round and form: several while they are in conflict.
    func responses(of household: RecordView, round: String, form: String) -> [RecordID] {
        guard let key = responseKey(round: round, form: form),
            let outcome = household.fields.first(where: { $0.key == key })?.outcome
        else { return [] }
        let values: [[UInt8]] =
            switch outcome {
            case .value(let write): [write.value]
            case .conflict(let candidates, _): candidates.map(\.value)
            case .entries: []
            }
        return values.compactMap { if case .reference(let id)? = Value(encoded: $0) { id } else { nil } }
    }

    /// A completed visit that stands for the household in a round and form already; `nil` when there is none.
    func completedResponse(of household: RecordView, round: String, form: String) throws -> RecordID? {
        try responses(of: household, round: round, form: form).first { response in
            let visit = try replica.record(RecordKey(id: response, type: RecordTypes.visit))?.view
            // Before forms had places of their own the field named visits of whatever form.
            return isCompleted(visit, form: form)
        }
    }

    /// Says that a household has answered already, and what can be done.
    func responseExists(_ response: RecordID) throws -> Failure {
        let id = try store.shortID(response)
        return Failure(fault: "response_exists", ["id": "\(id)"])
    }

    /// The write that makes a visit the household's response of its round; `nil` when it is that already, alone or among
    /// others.
    ///
    /// It replaces what was shown of responses that are not completed. A completed one that was shown stays live beside
    /// it on purpose, so that the two are a conflict from which one is chosen; so does one that was not shown. `shown` is
    /// `nil` when all that is live was.
    func response(
        _ visit: RecordID, of household: RecordKey, at key: FieldKey, shown: Set<Dot>?, in context: EditContext
    ) throws -> ChangeDraft.Write? {
        let value = Value.reference(visit)
        let live = try context.state(of: household).writes(of: key)
        if live.contains(where: { $0.value == value.encoded }) { return nil }
        let replaced = try live.filter { write in
            guard shown?.contains(write.dot) ?? true else { return false }
            guard case .reference(let other)? = Value(encoded: write.value) else { return true }
            let record = try context.view(of: RecordKey(id: other, type: RecordTypes.visit))
            return !isCompleted(record)
        }
        return ChangeDraft.Write(record: household, key: key, value: value, over: replaced.map(\.dot))
    }

    /// The write that takes a visit back from being the household's response; what else is live there stands alone then.
    /// It is `nil` when the visit is no response.
    func withdrawal(
        of visit: RecordID, from household: RecordKey, at key: FieldKey, in context: EditContext
    ) throws -> ChangeDraft.Write? {
        let live = try context.state(of: household).writes(of: key)
        let own = live.filter { $0.value == Value.reference(visit).encoded }
        guard !own.isEmpty else { return nil }
        let other = live.first { write in !own.contains { $0.dot == write.dot } }.flatMap { Value(encoded: $0.value) }
        return ChangeDraft.Write(record: household, key: key, value: other ?? .null, over: own.map(\.dot))
    }

    private func isCompleted(_ visit: RecordView?, form: String? = nil) -> Bool {
        guard let visit, visit.deletion != .deleted, let type = schema.type(visit.key.type) else { return false }
        return visit.text(.outcome, of: type) == "completed" && (visit.text(.voidReason, of: type) ?? "").isEmpty
            && (form == nil || [form, ""].contains(visit.text(.form, of: type) ?? ""))
    }
}
