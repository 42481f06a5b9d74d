import CSQLite
import Glibc
import SiteModel

/// The checksum of a lab's database as the last command left it: `lab.sum` beside `lab.db`.
///
/// The rows of sites have no checksums of their own, since they follow from the state; to compare them with it takes as long
/// as a command. Where the sum is that of the file, there is nothing to compare. Where it is not, the file may still be well:
/// another program wrote to it, or an end of the process came between the two files.
///
/// It is noted of a file that was looked at and found sound, and of no other: what is damaged differs from its sum for as
/// long as nobody has mended it.
enum LabSum {
    /// Databases up to so many bytes have a sum: some hundredths of a second.
    private static let largest = 64 << 20
    private static let mark = "sms12-sum 1"

    private static func place(_ path: String) -> String? {
        path.hasSuffix("/lab.db") ? path.dropLast(2) + "sum" : nil
    }

    /// Notes the sum of a database that was closed.
    static func note(_ path: String) {
        guard let place = place(path) else { return }
        // Without a sum a file is only not looked at so closely; an old one would have it looked at each time.
        guard let line = line(path) else {
            unlink(place)
            return
        }
        let descriptor = open(place, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let bytes = Array(line.utf8)
        if bytes.withUnsafeBytes({ write(descriptor, $0.baseAddress, $0.count) }) != bytes.count {
            unlink(place)
        }
    }

    /// Whether a database could have a sum and has none.
    static func isMissing(_ path: String) -> Bool {
        guard let place = place(path) else { return false }
        let file = LabFile(path: path)
        return LabFile(path: place).size ?? 0 == 0 && file.isWhole && (file.size ?? .max) <= largest
    }

    /// Whether a database is not the one whose sum was noted; nil: no sum was, or it cannot be told now.
    static func isOther(_ path: String) -> Bool? {
        guard let place = place(path), let noted = LabFile(path: place).read(at: 0, 100), !noted.isEmpty,
            let line = line(path)
        else { return nil }
        return noted != Array(line.utf8)
    }

    /// The line for a database; nil where it is too large, or a part of it stands in a log beside it.
    private static func line(_ path: String) -> String? {
        let file = LabFile(path: path)
        guard file.isWhole, let size = file.size, size <= largest, let bytes = file.read(at: 0, size) else {
            return nil
        }
        return "\(mark) \(bytes.count) \(UInt64(bitPattern: Checksum.of([.blob(bytes)])))\n"
    }
}

extension LabDatabase {
    /// Looks at a lab's file as it is opened: quickly where nothing but sms12 wrote to it.
    ///
    /// - Parameter deeply: Compares the rows of sites with the state; asked where the file is not as the last command left
    ///   it, and where it is to get a sum that it does not have.
    /// - Throws: `DatabaseError` for a damaged file, or the error of `deeply`.
    public func look(deeply: () throws -> Void) throws {
        switch LabSum.isOther(path) {
        case false?: break
        // Without a sum a reader goes on as it always did; who writes one when it closes has to know.
        case nil where connection.isReadOnly || !LabSum.isMissing(path): return try checkTreesIfSmall()
        case nil, true?:
            noteUnlaid()
            if let finding = try check().first {
                throw DatabaseError(
                    code: Int(SQLITE_CORRUPT), message: finding.message, doing: "checking \(path)")
            }
            try deeply()
        }
        vouch()
    }
}

extension DatabaseError {
    /// A fact about the lab that is not there although its journal has begun.
    ///
    /// - Parameter name: The fact.
    /// - Returns: The error, one of a damaged file.
    public static func missingFact(_ name: String) -> DatabaseError {
        .damaged(EngineTables.meta, "row \(name) of Meta is missing", doing: "reading fact \(name)")
    }

    /// A row that is not what the state of its lab says.
    ///
    /// - Parameters:
    ///   - words: Which row, and how it differs.
    ///   - path: The file.
    /// - Returns: The error, one of a damaged file.
    public static func rowDiffers(_ words: String, _ path: String) -> DatabaseError {
        DatabaseError(code: Int(SQLITE_CORRUPT), message: words, doing: "checking \(path)")
    }
}
