import CommandLineKit
import Glibc
import PackageArchive
import SiteDatabase

/// Puts a lab made anew into the place of an old one, in one step; whoever waits for the lab waits for the new one.
struct LabSwap {
    /// The lab's folder.
    let folder: String
    /// The hidden folder beside it in which the new lab is made.
    let place: String
    private let lock: LabLock
    private static let mark = ".rewound-"
    /// What a lab made anew has of its own.
    private static let own: Set<String> = [
        "lab.db", "lab.db-wal", "lab.db-shm", "lab.json5", "lab.lock", "store", "servers",
    ]

    /// Takes the lab's lock; what an earlier end of the process left half made goes.
    init(_ folder: String, command: String) throws {
        let folder = HostFiles.withoutSlashes(folder)
        self.folder = folder
        lock = try LabLock.acquire(lab: self.folder, waitSeconds: LabSession.waitSeconds, command: command)
        let name = HostFiles.name(of: self.folder)
        let parent = String(folder.dropLast(name.count))
        place = "\(parent).\(name)\(Self.mark)\(getpid())"
        for other in HostFiles.names(in: parent.isEmpty ? "." : parent)
        where other.hasPrefix(".\(name)\(Self.mark)") {
            HostFiles.removeTree(parent + other)
        }
    }

    /// Puts the new lab into the old one's place, and removes the old one.
    ///
    /// Files that are no part of a lab, such as a lesson's, go along.
    ///
    /// - Parameter keeping: A name under which the old database stays in the new lab; nil: it goes.
    /// - Throws: `FileError` or `CommandFailure`; the old lab stands in its place then.
    func finish(keeping: String? = nil) throws {
        // One lock file under both names: who waits for it wakes up before the new lab.
        unlink(place + "/lab.lock")
        guard link(folder + "/lab.lock", place + "/lab.lock") == 0 else {
            throw CommandFailure(
                ExitCode.cannotCreate, "cannot make \(place)/lab.lock: \(String(cString: strerror(errno)))")
        }
        for name in HostFiles.names(in: folder) where !Self.own.contains(name) {
            let (old, new) = (folder + "/" + name, place + "/" + name)
            if HostFiles.isFolder(old) {
                try FolderCopy.tree(old, to: new, .copied)
            } else {
                try FolderCopy.file(old, to: new, .copied)
            }
        }
        if let keeping { try FolderCopy.file(folder + "/lab.db", to: place + "/" + keeping, .copied) }
        try FolderCopy.exchange(place, folder)
        HostFiles.removeTree(place)
        lock.release()
    }

    /// Removes what was made; the lab is as it was.
    func giveUp() {
        HostFiles.removeTree(place)
        lock.release()
    }
}
