import Questionnaires
import Testing

@Suite struct VersionStatementTests {
    private func stated(_ instance: String, before: String = "") -> String? {
        let xml = { (instance: String) in
            """
            <?xml version="1.0"?><!-- <model><instance><data> -->
            <h:html xmlns:h="h" xmlns:x="x"><h:head><h:title>a > b</h:title>\(before)<x:model note='</model>'>
            <itext/><x:instance >\(instance)</x:instance><instance id="l"><root version=""/></instance>
            </x:model></h:head></h:html>
            """
        }
        guard let made = FormDefinition.stating(version: "V&\"<", in: xml(instance)) else { return nil }
        // Nothing but the instance changes.
        let parts = xml("|").split(separator: "|").map(String.init)
        guard made.hasPrefix(parts[0]), made.hasSuffix(parts[1]) else { return nil }
        return String(made.dropFirst(parts[0].count).dropLast(parts[1].count))
    }

    @Test(arguments: [
        ("<data id=\"a\"><b/></data>", "<data version=\"V&amp;&quot;&lt;\" id=\"a\"><b/></data>"),
        ("<data/>", "<data version=\"V&amp;&quot;&lt;\"/>"),
        ("<p:data\n id='a'/>", "<p:data version=\"V&amp;&quot;&lt;\"\n id='a'/>"),
        ("<data id=\"a\" version = ''  >", "<data id=\"a\" version = \"V&amp;&quot;&lt;\"  >"),
        ("<data a=\"version=''>\" version=\"\"/>", "<data a=\"version=''>\" version=\"V&amp;&quot;&lt;\"/>"),
        ("<!-- <x> --><data o:version=\"\"/>", "<!-- <x> --><data version=\"V&amp;&quot;&lt;\" o:version=\"\"/>"),
        ("<![CDATA[<x>]]><data/>", "<![CDATA[<x>]]><data version=\"V&amp;&quot;&lt;\"/>"),
    ])
    func `the version is stated at the root of the instance and nowhere else`(instance: String, made: String) {
        #expect(stated(instance) == made)
        #expect(stated(instance, before: "<instance><data/></instance><model/>") == made)
    }

    @Test func `a document without such a place is left alone`() {
        for xml in [
            "", "<", "<html><model/></html>", "<model><instance>", "<instance><data/></instance>",
            "<model><instance a=",
        ] { #expect(FormDefinition.stating(version: "1", in: xml) == nil) }
    }
}
