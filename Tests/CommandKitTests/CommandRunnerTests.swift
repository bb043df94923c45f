import Testing

/// Exit codes and errors of all programs: `Protocol/exit-codes.md`, and `Protocol/json-output.md`, section "Errors".
@Suite struct CommandRunnerTests {
    @Test func `a command that ends well exits with 0`() async throws {
        let result = await #expect(
            processExitsWith: .success, observing: [\.standardOutputContent, \.standardErrorContent]
        ) {
            await Probe.run("end", "well")
        }
        #expect(try #require(result).output.hasSuffix("done\n"))
        #expect(try #require(result).story == "")
    }

    @Test func `a command whose result awaits a person exits with 3 and says nothing more`() async throws {
        let result = await #expect(processExitsWith: .exitCode(3), observing: [\.standardErrorContent]) {
            await Probe.run("end", "attention", "--json")
        }
        #expect(try #require(result).story == "")
    }

    @Test func `a reader that closes the pipe ends a command with 0`() async throws {
        let result = await #expect(processExitsWith: .exitCode(0), observing: [\.standardErrorContent]) {
            await Probe.run("end", "pipe")
        }
        #expect(try #require(result).story == "")
    }

    @Test func `a failure exits with its code and is told in the language asked for, with what to do`() async throws {
        let english = await #expect(processExitsWith: .exitCode(75), observing: [\.standardErrorContent]) {
            await Probe.run("end", "hinted", "--lang", "en")
        }
        #expect(try #require(english).story == "error: Not now.\nTry again later.\n")
        let chinese = await #expect(processExitsWith: .exitCode(75), observing: [\.standardErrorContent]) {
            await Probe.run("end", "hinted", "--lang=zh")
        }
        #expect(try #require(chinese).story == "错误：现在不行。\n请稍后再试。\n")
    }

    @Test func `with --json a failure is one object in English, wherever the word stands`() async throws {
        let last = await #expect(processExitsWith: .exitCode(75), observing: [\.standardErrorContent]) {
            await Probe.run("end", "hinted", "--lang", "zh", "--json")
        }
        #expect(
            try #require(last).story
                == #"{"error":{"code":"probe_hinted","message":"Not now.","hint":"Try again later."}}"# + "\n")
        let first = await #expect(processExitsWith: .exitCode(65), observing: [\.standardErrorContent]) {
            await Probe.run("end", "--json", "x")
        }
        #expect(
            try #require(first).story
                == #"{"error":{"code":"probe_failed","message":"\"x\" will not do:\n  a second line","hint":null}}"#
                + "\n")
    }

    @Test func `what stands behind two hyphens is no option`() async throws {
        let result = await #expect(processExitsWith: .exitCode(65), observing: [\.standardErrorContent]) {
            await Probe.run("end", "--lang", "en", "--", "--json")
        }
        #expect(try #require(result).story == "error: \"--json\" will not do:\n  a second line\n")
    }

    @Test func `what a message repeats cannot steer the terminal`() async throws {
        let result = await #expect(processExitsWith: .exitCode(65), observing: [\.standardErrorContent]) {
            await Probe.run("end", "a\u{1B}[2J\rb", "--lang", "en")
        }
        let story = try #require(result).story
        #expect(!story.utf8.contains { $0 < 0x20 && $0 != 0x0A } && story.contains("[2J"))
        #expect(story.split(separator: "\n").count == 2)
    }

    @Test func `the errors of a program's own modules are explained by it`() async throws {
        let result = await #expect(processExitsWith: .exitCode(77), observing: [\.standardErrorContent]) {
            await Probe.run("end", "explained", "--json")
        }
        #expect(
            try #require(result).story
                == #"{"error":{"code":"probe_explained","message":"Not allowed.","hint":null}}"# + "\n")
    }

    @Test func `an error that nobody explains is a failure of its own, named by its type alone`() async throws {
        let result = await #expect(processExitsWith: .exitCode(1), observing: [\.standardErrorContent]) {
            await Probe.run("end", "foreign", "--json")
        }
        let story = try #require(result).story
        #expect(story.hasPrefix(#"{"error":{"code":"unexpected","message":"Something unexpected happened: Foreign""#))
    }

    @Test(arguments: [["end"], ["end", "never"], ["end", "well", "--loud"], ["start"]])
    func `wrong usage exits with 64 and says so`(words: [String]) async throws {
        let people = await #expect(processExitsWith: .exitCode(64), observing: [\.standardErrorContent]) {
            [words = words as [String]] in
            await Probe.run(words)
        }
        #expect(try #require(people).story.contains("Usage: probe"))
        let scripts = await #expect(processExitsWith: .exitCode(64), observing: [\.standardErrorContent]) {
            [words = words as [String]] in
            await Probe.run(words + ["--json"])
        }
        #expect(try #require(scripts).story.hasPrefix(#"{"error":{"code":"usage","message":""#))
    }

    @Test func `help is the result, and no error`() async throws {
        let result = await #expect(
            processExitsWith: .success, observing: [\.standardOutputContent, \.standardErrorContent]
        ) {
            await Probe.run("end", "--help")
        }
        let ended = try #require(result)
        #expect(ended.output.contains("USAGE: probe end <how>") && ended.story == "")
    }
}
