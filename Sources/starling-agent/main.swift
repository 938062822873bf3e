import Agent
import Glibc

exit(AgentMain(arguments: Array(CommandLine.arguments.dropFirst())).run())
