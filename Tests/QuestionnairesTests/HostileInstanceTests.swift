import Foundation
import Questionnaires
import Testing
import Values

private let form = """
    <repeat nodeset="/data/r"><input ref="/data/r/x"><label>X</label></input></repeat>
    """

private func session() throws -> FormSession {
    try Sample.session(
        Sample.form(
            instance: "<a/><r jr:template=\"\"><x/></r>",
            body: "<input ref=\"/data/a\"><label>A</label></input><group ref=\"/data/r\">\(form)</group>"))
}

/// The faults of an instance, which must leave the session as it was.
private func faults(ofInstance xml: String) throws -> [FormFault] {
    let session = try session()
    let before = session.serialise()
    var resumed: [FormFault] = []
    do throws(FormFaults) {
        _ = try FormSession(session.form, resuming: xml, environment: Sample.environment())
    } catch { resumed = error.faults }
    do throws(FormFaults) {
        _ = try session.fill(instance: xml)
    } catch {
        #expect(session.serialise() == before)
        // A visit under way may be larger than a file: what is hostile in it is refused for what it is.
        let codes = error.faults.map(\.code)
        #expect(!resumed.isEmpty && (codes == resumed.map(\.code) || codes == ["instance_too_large"]))
        return error.faults
    }
    return []
}

@Suite struct HostileInstanceTests {
    @Test func `no entity and no document type of an instance makes the reader open a file or call anybody`() throws {
        let bait = try Bait()
        for xml in Hostile.externals(file: bait.file.path, port: bait.port) {
            #expect(try faults(ofInstance: xml).map(\.code) == ["instance_doctype"], "\(xml)")
        }
        #expect(!bait.isTouched)
    }

    @Test(arguments: Hostile.documents.map(\.name))
    func `a hostile instance is refused with a reason`(name: String) throws {
        let sample = try #require(Hostile.documents.first { $0.name == name })
        let found = try faults(ofInstance: sample.xml)
        // An instance may be smaller than a form, so that what is huge is refused for its size alone.
        let codes = ["instance" + sample.code, "instance_too_large"]
        #expect(found.count == 1 && codes.contains(found[0].code), "\(found.map(\.code))")
    }

    @Test func `an instance with more entries than a repeat takes is refused before any is made`() throws {
        func instance(_ entries: Int) -> String {
            let all = String(repeating: "<r><x>1</x></r>", count: entries)
            return "<data id=\"sample\" version=\"1\"><a/>\(all)<meta><instanceID>uuid:1</instanceID></meta></data>"
        }
        let found = try faults(ofInstance: instance(90_000))
        #expect(found.map(\.code) == ["instance_too_large"] && found.first?.place == "/data/r")
        #expect(try faults(ofInstance: instance(3)).isEmpty)
    }
}
