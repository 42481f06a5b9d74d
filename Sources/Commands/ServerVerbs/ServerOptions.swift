import CommandLineKit
import LegacyFormats
import SiteModel

/// Options of `server add` and `server set`, and the words they take.
enum ServerOptions {
    static let name = Operand("SERVER", .labObject("server"), help: "The server's name.")
    static let kind = Option<ServerKind?>(
        "kind", value: "KIND", kindWord, defaultText: "nt for a new server", help: "What it is.")
    static let domain = Option<String?>(
        "domain", value: "DOMAIN", .text, defaultText: "the site's first domain for a new server",
        help: "Its domain.")
    static let drive = Option<[DriveDefinition]>(
        "drive", value: "LETTER:FILESYSTEM:FREE", driveWord,
        help: "A drive: its letter, fat, ntfs, hpfs or netware, and its free space, such as D:ntfs:2GB.")
    static let offline = Option("offline", help: "It cannot be reached.")
    static let macintosh = Option<SiteEdit.Switch?>(
        "macintosh", value: "WORD", .words,
        help: "Whether Services for Macintosh run on it: packages for Macintosh get a volume (Q107244).")
    static let everyone = Option<SiteEdit.Switch?>(
        "everyone", value: "WORD", .words,
        help: "Whether a NetWare server has the group Everyone, which rights are given to (Q169748).")
    static let addShare = Option<[ShareDefinition]>(
        "add-share", value: "NAME:DRIVE", shareWord,
        help:
            "A share that is no package's, at the root of a drive; on NetWare a directory of the volume. Once for each."
    )
    static let online = Option("online", help: "It can be reached again.")

    private static let kinds = ServerKind.allCases.map(\.word)
    private static let kindWord = WordReader<ServerKind>(
        completion: .words(kinds), write: { $0.word },
        read: { word throws(ValueProblem) in
            guard let kind = ServerKind.allCases.first(where: { $0.word == word.lowercased() }) else {
                throw ValueProblem(
                    "is none of \(kinds.joined(separator: ", "))",
                    suggestions: nearestNames(to: word, among: kinds))
            }
            return kind
        })

    /// A role of a server.
    static let roleWord = WordReader<ServerRoles>(
        completion: .words(ServerRoles.words.map(\.word)), write: { ServerTable.words($0) },
        read: { word throws(ValueProblem) in
            let words = ServerRoles.words.map(\.word)
            guard let role = ServerRoles.words.first(where: { $0.word == word.lowercased() })?.bit else {
                throw ValueProblem(
                    "is none of \(words.joined(separator: ", "))",
                    suggestions: nearestNames(to: word, among: words))
            }
            return role
        })

    private static let shareWord = WordReader<ShareDefinition>(
        write: { "\($0.name):\($0.drive)" },
        read: { word throws(ValueProblem) in
            let parts = word.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, !parts[0].isEmpty, parts[1].utf8.count == 1 else {
                throw ValueProblem("is no share such as APPS:D")
            }
            return ShareDefinition(name: parts[0].uppercased(), drive: parts[1].uppercased())
        })

    private static let driveWord = WordReader<DriveDefinition>(
        write: { "\($0.letter):\($0.fileSystem.rawValue):\($0.freeBytes)B" },
        read: { word throws(ValueProblem) in
            let parts = word.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            guard (1...3).contains(parts.count), parts[0].utf8.count == 1 else {
                throw ValueProblem("is no drive such as D:ntfs:2GB")
            }
            var drive = DriveDefinition(letter: parts[0].uppercased())
            if parts.count > 1, !parts[1].isEmpty {
                let words = FileSystem.allCases.map(\.rawValue)
                guard let system = FileSystem(rawValue: parts[1].lowercased()) else {
                    throw ValueProblem(
                        "has the file system '\(parts[1])', which is none of \(words.joined(separator: ", "))",
                        suggestions: nearestNames(to: parts[1], among: words).map { "\(parts[0]):\($0)" })
                }
                drive.fileSystem = system
            }
            if parts.count > 2 {
                guard let bytes = ByteSize.parse(parts[2]) ?? Int64(parts[2]), bytes >= 0 else {
                    throw ValueProblem(
                        "has the free space '\(parts[2])', which is no size such as 2GB or 500MB")
                }
                drive.freeBytes = bytes
            }
            return drive
        })
}
