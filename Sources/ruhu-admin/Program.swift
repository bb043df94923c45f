internal import AdminCommands
internal import CommandKit

@main
struct Program {
    static func main() async {
        await CommandRunner.run(RuhuAdmin.self, explain: RuhuAdmin.explain)
    }
}
