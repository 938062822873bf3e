import Agent
import Fuzzing

// Checks a configuration file of the agent.

fuzz { input in
    for problem in ConfigurationCheck.problems(in: text(input), path: "fuzz.conf") {
        precondition(!"\(problem)".isEmpty, "a problem says nothing")
    }
}
