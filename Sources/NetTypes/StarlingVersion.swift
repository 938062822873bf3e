/// The version of the product, as `/version` and `--version` say it.
public let starlingVersion = "0.1.0"
