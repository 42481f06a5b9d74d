import LegacyFormats
import SiteModel

extension SourceManifest {
    /// The form in the journal: what was seen of a source directory.
    var json: JSONValue {
        .object([
            .init("win32Error", .integer(Int64(win32Error))), .init("errorPath", .string(errorPath)),
            .init(
                "files",
                .array(
                    files.map { file in
                        file.isFolder
                            ? .array([.string(file.path)])
                            : .array([.string(file.path), .integer(file.size), .string(file.digest)])
                    })),
        ])
    }

    /// Takes the form back.
    ///
    /// - Throws: `CommandFailure` (bad data) when it has another.
    init(json text: String) throws {
        let json: JSONValue
        do throws(JSONError) {
            json = try parseJSON(text)
        } catch {
            throw CommandFailure(65, "an observed source in the journal is damaged: \(error)")
        }
        guard let error = json["win32Error"]?.int, let path = json["errorPath"]?.text,
            let files = json["files"]?.list
        else { throw CommandFailure(65, "an observed source in the journal is damaged: a member is missing") }
        var found: [SourceFile] = []
        for entry in files {
            guard let parts = entry.list, let path = parts.first?.text else {
                throw CommandFailure(65, "an observed source in the journal is damaged: a file has no path")
            }
            if parts.count == 1 {
                found.append(SourceFile(path: path, isFolder: true))
            } else {
                found.append(
                    SourceFile(
                        path: path, size: parts[1].int ?? 0,
                        digest: parts.count > 2 ? parts[2].text ?? "" : ""))
            }
        }
        self.init(files: found, win32Error: Int(error), errorPath: path)
    }
}
