import Exposition

/// How metrics are exposed under `/prometheus`.
package struct PrometheusSettings: Hashable, Sendable {
    /// What names begin with.
    package var prefix = "sflow_"
    /// Whether families have HELP and TYPE.
    package var describes = true

    package init() {}

    /// Whether a name may begin so.
    static func isPrefix(_ text: String) -> Bool { MetricFamily.validName(text) == text }
}
