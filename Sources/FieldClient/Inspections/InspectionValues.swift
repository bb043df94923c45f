public import Standards
public import SyncProtocol
public import Values

/// The values of an inspection, read from JSON and checked against its standard.
enum InspectionValues {
    /// Reads one JSON object.
    ///
    /// - Parameters:
    ///   - bytes: The object: facts, metrics and bases by name, indicators and checks by code; null clears.
    ///   - standard: The standard that says what the names mean.
    /// - Returns: Names and values, in the order of the object.
    /// - Throws: ``Failure`` `values_invalid` (65), which tells everything that is wrong.
    static func read(_ bytes: [UInt8], standard: Standard) throws -> [(name: String, value: Value)] {
        guard let json = JSONValue(parsing: bytes), case .object(let members) = json else { throw notAnObject(bytes) }
        var problems = InputProblems()
        var values: [(name: String, value: Value)] = []
        let names = standard.names
        for member in members.prefix(FieldLimits.answersMax) {
            let place = Localized(member.name)
            do throws(InspectionValueFault) {
                guard !member.value.holdsNull else {
                    problems.add(at: place, Localized(fault: "unfit_sign", ["sign": "U+0000"]))
                    continue
                }
                let value = try names.read(member.name, member.value)
                if values.contains(where: { $0.name == member.name }) {
                    problems.add(at: place, Localized(zh: "写了两次。", en: "is given twice."))
                }
                values.append((member.name, value))
            } catch {
                problems.add(at: place, error.message)
            }
        }
        if members.count > FieldLimits.answersMax {
            problems.add(
                Localized(
                    zh: "数值超过 \(FieldLimits.answersMax) 个。", en: "there are more than \(FieldLimits.answersMax) values."
                ))
        }
        try problems.throwIfAny(code: "values_invalid")
        return values
    }

    private static func notAnObject(_ bytes: [UInt8]) -> Failure {
        let example = #"{"office_area":178,"NH11-FAC-04.1":true}"#
        guard let place = JSONValue.fault(in: bytes) else {
            return Failure(fault: "values_no_object", ["example": example])
        }
        let words = ["line": "\(place.line)", "column": "\(place.column)", "example": example]
        return Failure(fault: "values_not_json", words)
    }
}

extension Inspections {
    /// The value that an answer writes under a name of a standard.
    ///
    /// - Throws: ``Failure`` `values_invalid` (65).
    public func value(_ json: JSONValue, named name: String, in standard: Standard) throws -> Value {
        do throws(InspectionValueFault) {
            return try standard.names.read(name, json)
        } catch {
            throw Failure(code: "values_invalid", status: .data, message: error.message)
        }
    }
}
