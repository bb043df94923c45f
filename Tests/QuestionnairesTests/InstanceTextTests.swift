import Questionnaires
import Testing

@Suite("Instances without their form") struct InstanceTextTests {
    @Test("every text has a name: its own where that is unmistakable, else its path with the numbers of entries")
    func names() throws {
        let texts = try FormDefinition.texts(
            ofInstance: """
                <data id="f" version="1"><a>1</a><g><b> 二 楼 </b><c/></g>
                <p><n>x</n></p><p><n>y</n><o>z</o></p><h><a>2</a></h>
                <meta><instanceID>uuid:1</instanceID></meta></data>
                """)
        let found = texts.map { "\($0.name)=\($0.text)" }
        #expect(found == ["a=1", "b= 二 楼 ", "p[1]/n=x", "p[2]/n=y", "o=z", "h/a=2"])
    }

    @Test("what is no XML is refused")
    func refused() { #expect(throws: FormFaults.self) { try FormDefinition.texts(ofInstance: "<data><a></data>") } }
}
