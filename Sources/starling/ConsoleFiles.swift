import AnalyzerAPI
import Console

/// The console's files.
let consoleFiles: StaticFiles? = { path in
    Console.file(at: path).map { file in
        StaticFile(bytes: [UInt8](file.bytes), mediaType: file.mediaType, entityTag: file.entityTag)
    }
}
