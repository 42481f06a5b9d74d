import CommandLineKit
import Glibc
import PackageArchive
import SiteDatabase
import SiteModel

/// Puts a lab made anew into the place of an old one, in one step; whoever waits for the lab waits for the new one.
///
/// Both folders are exchanged, and not what is in them: one call does it, so that an end of the process or of the power
/// at any moment leaves one lab or the other, and a command that reads without a lock never sees the database of one beside
/// the files of the other. What it costs is that a shell inside the lab stands in a folder that is gone; it is told, and
/// sms12 itself goes by the name that the shell has for that folder.
///
/// A file system that cannot exchange two folders (NFS, CIFS, FAT) renames one away and then the other into its place. An
/// end between the two leaves the lab under a hidden name, and the next command that looks for it puts it back.
struct LabSwap {
    /// The lab's folder: the one that is meant, whatever links lead to it.
    let folder: String
    /// The hidden folder beside it in which the new lab is made.
    let place: String
    private let parent: String
    private let lock: LabLock
    private let exchange: Exchange?
    private static let mark = ".rewound-"
    /// What a lab made anew has of its own.
    static let own: Set<String> = [
        "lab.db", "lab.db-wal", "lab.db-shm", "lab.sum", "lab.json5", "lab.lock", "store", "servers",
    ]

    /// How two folders are exchanged.
    typealias Exchange = (String, String) throws -> Void

    /// Takes the lab's lock; what an earlier end of the process left half made goes.
    ///
    /// All that could stand in the way at the end is looked at here, before hours are spent on the new lab.
    ///
    /// - Parameters:
    ///   - folder: The lab.
    ///   - command: The command line, for whoever waits for it.
    ///   - exchange: Exchanges two folders; tests have it refuse.
    /// - Throws: `LabLockError`, `FileError` or `CommandFailure`; nothing was changed.
    init(_ folder: String, command: String, exchange: @escaping Exchange = FolderCopy.exchange) throws {
        self.folder = HostFiles.real(folder) ?? HostFiles.withoutSlashes(folder)
        lock = try LabLock.acquire(lab: self.folder, waitSeconds: LabSession.waitSeconds, command: command)
        let name = HostFiles.name(of: self.folder)
        parent = String(self.folder.dropLast(name.count))
        place = "\(parent).\(name)\(Self.mark)\(getpid())"
        for other in HostFiles.names(in: parent.isEmpty ? "." : parent) where Self.isMade(other, for: name) {
            HostFiles.removeTree(parent + other)
        }
        try FolderCopy.checkEntries(of: self.folder, besides: Self.own, .moved)
        self.exchange = try Self.canExchange(self.folder, place + ".probe", exchange) ? exchange : nil
    }

    /// Whether a name beside a lab is one that a swap made for it.
    private static func isMade(_ other: String, for name: String) -> Bool {
        // A lab is made in a hidden folder beside its place, and its place here is hidden itself.
        guard
            let prefix = [".\(name)\(mark)", "..\(name)\(mark)"].first(where: { other.hasPrefix($0) })
        else { return false }
        let words = other.dropFirst(prefix.count).split(
            separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let process = words.first, pid_t(process) != nil else { return false }
        return words.count == 1 || words[1] == "old" || words[1] == "probe" || words[1].hasPrefix("new-")
    }

    /// Finds out whether this file system exchanges folders.
    ///
    /// - Throws: `CommandFailure` when nothing can be put into the lab's place at all.
    private static func canExchange(_ folder: String, _ probe: String, _ exchange: Exchange) throws -> Bool {
        let (one, other) = (probe + "/one", probe + "/other")
        defer { HostFiles.removeTree(probe) }
        do throws(FileError) {
            for path in [probe, one, other] { try HostFiles.makeFolder(path) }
            try FolderCopy.checkMove(folder, onto: probe)
        } catch {
            let (reason, advice) =
                switch error.hostError {
                case EBUSY: ("something is mounted there", "")
                case EXDEV: ("it lies in the image of a container, below the layer that is written to", "")
                case EACCES, EPERM:
                    (error.reason, "give yourself the right to write in the folder above it; ")
                default: (error.reason, "")
                }
            throw CommandFailure(
                error.codeOfMaking,
                "a new lab cannot be put into the place of \(folder): \(reason); \(advice)`sms12 branch` makes a copy "
                    + "elsewhere, to go back in")
        }
        return (try? exchange(one, other)) != nil
    }

    /// Puts the new lab into the old one's place, and removes the old one.
    ///
    /// Files that are no part of a lab, such as a lesson's, go along: each gets its second name before the exchange and
    /// loses its first one after it.
    ///
    /// - Parameter keeping: A name under which the old database stays in the new lab; nil: it goes.
    /// - Returns: What to tell a shell that stands inside the lab; nil: none does.
    /// - Throws: `FileError` or `CommandFailure`; the old lab stands in its place then.
    @discardableResult
    func finish(keeping: String? = nil) throws -> String? {
        try FolderCopy.entries(of: folder, besides: Self.own, to: place, .moved)
        if let keeping {
            for tail in ["", "-wal"] where HostFiles.exists(folder + "/lab.db" + tail) {
                try FolderCopy.file(folder + "/lab.db" + tail, to: place + "/" + keeping + tail, .moved)
            }
        }
        FolderCopy.rights(of: folder, to: place)
        try FolderCopy.sync(place)
        let here = HostFiles.real(".") ?? ""
        let isInside = here == folder || here.hasPrefix(folder + "/")
        let old: String
        if let exchange {
            try exchange(place, folder)
            old = place
        } else {
            old = place + ".old"
            try HostFiles.move(folder, to: old)
            do {
                try HostFiles.move(place, to: folder)
            } catch {
                try? HostFiles.move(old, to: folder)
                throw error
            }
        }
        FolderCopy.syncNames(in: parent)
        HostFiles.removeTree(old)
        // Who waits for the old lab's lock finds that another stands there, and takes that one's.
        lock.release()
        return isInside ? "Next: cd \"$PWD\"; the shell still stands in the folder of the lab that was" : nil
    }

    /// Removes what was made; the lab is as it was.
    func giveUp() {
        HostFiles.removeTree(place)
        lock.release()
    }

    /// Puts labs back that stand under a hidden name because an end of the process came between two renames.
    static func putBack(in folder: String) {
        for hidden in HostFiles.names(in: folder) where hidden.hasPrefix(".") && hidden.hasSuffix(".old") {
            guard let end = hidden.ranges(of: mark).last?.lowerBound else { continue }
            let name = String(hidden[hidden.index(after: hidden.startIndex)..<end])
            let (old, lab) = (folder + "/" + hidden, folder + "/" + name)
            guard isMade(hidden, for: name), !HostFiles.exists(lab), HostFiles.exists(old + "/lab.db"),
                // Whoever is between the two right now has it.
                let lock = try? LabLock.acquire(lab: old, waitSeconds: LabSession.waitSeconds, command: "")
            else { continue }
            if !HostFiles.exists(lab) { try? HostFiles.move(old, to: lab) }
            lock.release()
        }
    }
}
