import CommunityModel
import SyncProtocol
import Testing
import Values

@Suite("The schema that ships with the software") struct BuiltInSchemaTests {
    private func schema() throws -> Schema { try #require(Schema(document: BuiltInSchema.document)) }

    @Test("it can be read and declares the types that the software speaks of")
    func types() throws {
        let schema = try schema()
        let expected = [
            ("area", RecordTypes.area), ("household", RecordTypes.household), ("visit", RecordTypes.visit),
            ("note", RecordTypes.note), ("standard", RecordTypes.standard), ("inspection", RecordTypes.inspection),
            ("rectification", RecordTypes.rectification),
        ]
        for (name, number) in expected { #expect(schema.type(number)?.name == name) }
        #expect(schema.version >= 1)
    }

    @Test("it declares the fields of areas, households and visits under the names that the software has for them")
    func names() throws {
        let fields: [(type: TypeNumber, names: [FieldName])] = [
            (RecordTypes.area, [.code, .name, .level, .parent, .origin, .ageClass]),
            (
                RecordTypes.household,
                [
                    .area, .building, .unit, .room, .address, .occupancy, .doNotContact, .inScope, .remarks, .responses,
                    .mergedInto,
                ]
            ),
            (
                RecordTypes.visit,
                [
                    .household, .programme, .attemptNumber, .startedAt, .endedAt, .outcome, .isIdentityShown, .consent,
                    .refusalReason, .nextAppointment, .remarks, .enumerators, .answers, .answerNotes, .form,
                    .formVersion, .round, .voidReason, .doNotContact, .invitation,
                ]
            ),
        ]
        let schema = try schema()
        for (number, names) in fields {
            let type = try #require(schema.type(number))
            for name in names { #expect(type.field(named: name)?.name == name.text, "\(type.name).\(name.text)") }
        }
    }

    @Test("names and numbers are unique, and the numbers of the protocol's own fields are left to it")
    func numbers() throws {
        let schema = try schema()
        #expect(Set(schema.types.map(\.number)).count == schema.types.count)
        #expect(Set(schema.types.map(\.name)).count == schema.types.count)
        for type in schema.types {
            #expect(Set(type.fields.map(\.number)).count == type.fields.count, "\(type.name)")
            #expect(Set(type.fields.map(\.name)).count == type.fields.count, "\(type.name)")
            #expect(type.fields.allSatisfy { $0.number.rawValue >= 16 }, "\(type.name)")
            let reserved = Set(Field.common.map(\.name) + ["id", "type", "conflicts"])
            #expect(reserved.isDisjoint(with: type.fields.map(\.name)), "\(type.name)")
        }
    }

    @Test("every name that a type refers to exists: placement, search, label, reference")
    func references() throws {
        let schema = try schema()
        for type in schema.types {
            for name in type.search + type.label + type.key {
                #expect(type.field(named: name) != nil, "\(type.name).\(name)")
            }
            switch type.placement {
            case .field(let name): #expect(type.field(named: name)?.type == .text, "\(type.name)")
            case .parent(let name): #expect(type.field(named: name)?.type == .reference, "\(type.name)")
            case .everywhere: break
            }
            for field in type.fields {
                #expect(field.type != .choice || !field.choices.isEmpty, "\(type.name).\(field.name)")
                #expect(field.type != .group || !field.members.isEmpty, "\(type.name).\(field.name)")
                #expect(field.policy != .authority || !field.authority.isEmpty, "\(type.name).\(field.name)")
                #expect(Set(field.choices.map(\.code)).count == field.choices.count, "\(type.name).\(field.name)")
                if let target = field.references { #expect(schema.type(named: target) != nil) }
            }
        }
    }

    @Test("a natural key is made of plain fields, and the area is not all there is to it but for areas")
    func keys() throws {
        for type in try schema().types {
            let fields = type.key.compactMap { type.field(named: $0) }
            #expect(fields.allSatisfy { !$0.hasCells && $0.policy != .append && $0.type != .group }, "\(type.name)")
            #expect(fields.allSatisfy { !$0.sensitive }, "\(type.name)")
            let placed = fields.filter { type.placement == .field($0.name) }
            #expect(type.key.isEmpty || placed.count < fields.count || type.number == RecordTypes.area, "\(type.name)")
        }
    }

    @Test("defaults fit their fields, and what empties a field is a choice of the same type")
    func defaults() throws {
        for type in try schema().types {
            for field in type.fields {
                if let text = field.defaultText { #expect(throws: Never.self) { try field.read(text) } }
                guard let cause = field.clearedBy else { continue }
                let choices = type.field(named: cause.field)?.choices.map(\.code) ?? []
                #expect(choices.contains(cause.choice) && !field.required, "\(type.name).\(field.name)")
            }
        }
    }

    @Test("what the field records of a community is declared with the fields that reports count")
    func counted() throws {
        let expected = [
            "activity": ["area", "kind", "theme", "date", "state", "organiser", "host", "participants", "same_as"],
            "population_snapshot": [
                "area", "as_of", "source", "households", "permanent_population", "population_total",
            ],
            "volunteer_count": ["area", "as_of", "registered_volunteers"],
            "facility": ["area", "kind", "state", "floor_area", "usable_area", "opened_on"],
            "task": ["number", "standard", "lead_unit", "responsible_unit", "indicators", "due_date", "state", "area"],
            "task_progress": ["task", "area", "period", "stage", "percent", "confirmed", "reported_by_unit"],
            "opinion": ["area", "household", "category", "reply_wanted", "contact", "state", "answer"],
            "statistic": ["area", "metric", "period", "value"],
            "exemption": ["standard", "indicator", "area", "applicable", "reason", "date"],
        ]
        let schema = try schema()
        for (name, fields) in expected {
            let type = try #require(schema.type(named: name))
            for field in fields { #expect(type.field(named: field) != nil, "\(name).\(field)") }
        }
    }

    @Test("contacts stay out of lists and go when the matter is closed")
    func contacts() throws {
        for name in ["opinion", "complaint"] {
            let contact = try #require(try schema().type(named: name)?.field(named: "contact"))
            #expect(contact.sensitive && contact.clearedBy == Field.Clearing(field: "state", choice: "closed"))
        }
    }

    @Test("every title has both languages")
    func titles() throws {
        for type in try schema().types {
            let titles = [type.title] + type.fields.flatMap { [$0.title] + $0.choices.map(\.title) }
            for title in titles { #expect(!title.zh.isEmpty && !title.en.isEmpty, "\(type.name)") }
        }
    }

    @Test("the parts of an address are manual fields of their own, not a group")
    func address() throws {
        let household = try #require(try schema().type(RecordTypes.household))
        for name in ["area", "building", "unit", "room"] {
            let field = try #require(household.field(named: name))
            #expect(field.policy == .manual && field.type == .text, "\(name)")
        }
    }

    @Test("bytes that are no schema are not read")
    func foreign() {
        #expect(Schema(document: Array("{}".utf8)) == nil)
        #expect(Schema(document: []) == nil)
    }
}

@Suite("Reading what people type into fields") struct FieldReadingTests {
    private func field(_ type: TypeNumber, _ name: String) throws -> Field {
        try #require(Schema(document: BuiltInSchema.document)?.type(type)?.field(named: name))
    }

    @Test("leading zeros of a room are kept")
    func room() throws {
        #expect(try field(RecordTypes.household, "room").read("0301") == .text("0301"))
    }

    @Test("an empty text clears a field, but not a required one")
    func empty() throws {
        #expect(try field(RecordTypes.household, "unit").read("") == .null)
        #expect(throws: FieldFault.required) { try field(RecordTypes.household, "room").read("") }
        #expect(throws: FieldFault.required) { try field(RecordTypes.household, "room").read("  ") }
    }

    @Test("a choice is taken by its code or by its title in either language, and nothing else")
    func choice() throws {
        let occupancy = try field(RecordTypes.household, "occupancy")
        for text in ["vacant", "空置", "VACANT"] { #expect(try occupancy.read(text) == .choice("vacant")) }
        #expect(throws: FieldFault.unknownChoice("sold")) { try occupancy.read("sold") }
    }

    @Test("numbers keep to the declared range")
    func range() throws {
        let attempt = try field(RecordTypes.visit, "attempt_no")
        #expect(try attempt.read("99") == .integer(99))
        #expect(throws: FieldFault.belowMinimum(1)) { try attempt.read("0") }
        #expect(throws: FieldFault.aboveMaximum(99)) { try attempt.read("100") }
        #expect(throws: FieldFault.wrongType(.integer)) { try attempt.read("three") }
        #expect(throws: FieldFault.wrongType(.integer)) { try attempt.read("99999999999999999999") }
    }

    @Test(
        "a moment that a value cannot keep as it was given is refused, as text and as JSON",
        arguments: [
            "2026-11-21T10:00:00.123456789+08:00", "2026-11-21T10:00:00.0001Z", "0001-01-01T00:00+08:00",
            "9999-12-31T23:59-08:00",
        ])
    func moments(text: String) throws {
        let appointment = try field(RecordTypes.visit, "next_appointment")
        #expect(throws: FieldFault.unkeepable) { try appointment.read(text) }
        #expect(throws: FieldFault.unkeepable) { try appointment.read(JSONValue.string(text)) }
    }

    @Test("a moment keeps its milliseconds, and zeros behind them say nothing")
    func milliseconds() throws {
        let appointment = try field(RecordTypes.visit, "next_appointment")
        let kept = try #require(Instant("2026-11-21T10:00:00.123+08:00"))
        for text in ["2026-11-21T10:00:00.123+08:00", "2026-11-21T02:00:00.123000000Z"] {
            #expect(try appointment.read(text) == .instant(kept.milliseconds))
        }
    }

    @Test("a position needs both of its members")
    func group() throws {
        let position = try field(RecordTypes.household, "position")
        let latitude = try #require(ExactDecimal("23.03"))
        let longitude = try #require(ExactDecimal("113.1"))
        #expect(try position.read("23.03, 113.10") == .tuple([.decimal(latitude), .decimal(longitude)]))
        #expect(throws: FieldFault.wrongType(.group)) { try position.read("23.03") }
    }
}
