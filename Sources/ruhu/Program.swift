internal import CommandKit
internal import FieldCommands

@main
struct Program {
    static func main() async {
        await CommandRunner.run(RuhuCommand.self, explain: FieldProgram.explain)
    }
}
