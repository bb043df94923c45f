// Measures how long a person waits for a form, and prints one JSON object.
//
//   form-benchmark [FORM.xml ...]                  opening it, and the time from an answer to the next question
//   form-benchmark --write FORM.xml                writes the generated form, to be published
//   form-benchmark --keys RUHU STORE HOUSEHOLD     fills the published form at a terminal; the draft stays in the store
internal import Foundation

let generated = GeneratedForm.xml(groups: 20)
var words = Array(CommandLine.arguments.dropFirst())
var results: [String: [String: Double]] = [:]
do {
    switch words.first {
    case "--write" where words.count == 2:
        try generated.write(toFile: words[1], atomically: true, encoding: .utf8)
    case "--keys" where words.count == 4:
        results["keys_500"] = try KeyMeasure(ruhu: words[1], store: words[2], household: words[3]).json
    default:
        let measured = try FormMeasure(generated)
        let floor = try Floor(generated, conditions: GeneratedForm.conditions)
        results["form_500"] = measured.json.merging([
            "questions": Double(GeneratedForm.questions), "conditions": Double(GeneratedForm.conditions),
            "target_opening_milliseconds": 300, "target_answer_milliseconds": 50,
            "floor_parse_milliseconds": floor.parse, "floor_conditions_milliseconds": floor.conditions,
            "opening_ratio_to_floor": measured.opening / floor.parse,
        ]) { $1 }
        // All questions side by side, which is hardest on the way through the form.
        results["form_500_in_one_group"] = try FormMeasure(GeneratedForm.xml(groups: 1)).json
        for path in words {
            let name = path.split(separator: "/").last.map(String.init) ?? path
            results["form_" + name] = try FormMeasure(String(contentsOfFile: path, encoding: .utf8)).json
        }
    }
} catch {
    FileHandle.standardError.write(Data("form-benchmark: \(error)\n".utf8))
    exit(1)
}
let data = try JSONSerialization.data(withJSONObject: results, options: [.prettyPrinted, .sortedKeys])
print(String(decoding: data, as: UTF8.self))
