import CommandLineKit
import PackageArchive
import SiteDatabase

/// Copies of labs.
enum LabCopy {
    /// Gives a new lab the contents that another one keeps: nobody writes to one again, so both share the files.
    static func contents(of folder: String, in staging: String) throws {
        guard HostFiles.exists(folder + "/store") else { return }
        try FolderCopy.tree(folder + "/store", to: staging + "/store", .linked)
    }

    /// Gives a new lab the folder of the lesson that another one belongs to.
    static func lesson(of folder: String, in staging: String) throws {
        guard HostFiles.isFolder(folder + "/lesson") else { return }
        try FolderCopy.tree(folder + "/lesson", to: staging + "/lesson", .copied)
    }

    /// Keeps others from changing a lab while it is copied, and brings its write-ahead log into the database, where this
    /// user may.
    static func lock(_ folder: String, command: String) throws -> LabLock? {
        do throws(LabLockError) {
            let lock = try LabLock.acquire(lab: folder, waitSeconds: LabSession.waitSeconds, command: command)
            try? foldLog(of: folder)
            return lock
        } catch {
            guard case .labInUse = error else { return try LabLock.share(lab: folder) }
            throw error
        }
    }

    /// Brings a lab's write-ahead log into its database; its lock must be held.
    ///
    /// Nobody looks at the database here, so that its sum stays the one of before: whoever opens it looks closely.
    static func foldLog(of folder: String) throws {
        guard HostFiles.exists(folder + "/lab.db-wal") else { return }
        try LabDatabase.open(folder + "/lab.db").close()
    }

    /// Copies a whole lab as it stands; the copy has finished what an end of the process cut off when it is opened.
    ///
    /// - Parameters:
    ///   - folder: The lab; its lock must be held.
    ///   - new: The new folder; nothing may be there.
    /// - Throws: `FileError`; what was copied so far stays.
    static func whole(_ folder: String, to new: String) throws {
        try FolderCopy.checkEntries(of: folder, besides: LabSwap.own, .copied)
        try HostFiles.makeFolder(new)
        // SQLite makes the shared memory of a write-ahead log anew.
        for name in ["lab.db", "lab.db-wal", "lab.sum", "lab.json5"]
        where HostFiles.exists(folder + "/" + name) {
            try FolderCopy.file(folder + "/" + name, to: new + "/" + name, .copied)
        }
        for name in ["store", "servers"] where HostFiles.isFolder(folder + "/" + name) {
            try FolderCopy.tree(
                folder + "/" + name, to: new + "/" + name, name == "store" ? .linked : .copied)
        }
        try FolderCopy.entries(of: folder, besides: LabSwap.own, to: new, .copied)
        HostFiles.copyMode(of: folder, to: new)
    }
}
