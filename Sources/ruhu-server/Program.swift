internal import CommandKit
internal import ServerCommands

@main struct Program {
    static func main() async {
        await CommandRunner.run(RuhuServer.self, explain: ServerProgram.explain)
    }
}
