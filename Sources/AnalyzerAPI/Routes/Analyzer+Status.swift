import JSON
import NetTypes

extension Analyzer {
    /// `/analyzer/json`
    var status: Answer {
        let reading = reading
        return .json { writer in
            writer.object {
                $0.member("version", starlingVersion)
                $0.member("updateAvailable", false)
                for figure in AnalyzerFigure.all {
                    if let value = figure.value(reading) { $0.member(figure.member, value) }
                }
            }
        }
    }
}
