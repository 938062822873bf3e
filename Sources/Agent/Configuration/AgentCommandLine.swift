/// What stands on the agent's command line.
package struct AgentCommandLine: Equatable, Sendable {
    package enum Action: Equatable, Sendable { case run, help, version }

    package var action = Action.run
    /// The configuration file that was named; `nil`: the standard one, if it is there.
    package var file: String?
    /// Poll everything once, send it, stop.
    package var isOnce = false
    /// Print samples as lines of JSON.
    package var printsJSON = false
    package var logLevel = LogLevel.info
    package var logFormat = Log.Format.text
    /// Settings, to be read after the environment's.
    package var statements: [ConfigurationStatement] = []

    package init() {}

    /// Reads the arguments after the program's name, or says everything that is wrong with them.
    package static func parse(_ arguments: [String]) throws(CommandLineError) -> AgentCommandLine {
        var parser = CommandLineParser(arguments)
        let result = parser.parse()
        guard parser.problems.isEmpty else { throw CommandLineError(problems: parser.problems) }
        return result
    }
}

/// What is wrong with a command line: one line each.
package struct CommandLineError: Error, Equatable {
    package var problems: [String]
}
