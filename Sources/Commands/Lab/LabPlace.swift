import CommandLineKit
import Glibc
import SiteDatabase

/// Where a lab is going to be, and the hidden folder beside it in which it is made.
struct LabPlace {
    /// The lab's folder.
    let folder: String
    /// The folder in which it is made.
    let staging: String
    private let parent: String
    private let prefix: String

    /// Looks at the place.
    ///
    /// - Throws: `CommandFailure` when it is no name for a folder, or something is there.
    init(_ path: String) throws {
        var path = HostFiles.withoutSlashes(path)[...]
        if HostFiles.isLink(String(path)) {
            // A link is never put aside: what it leads to is meant.
            guard let real = HostFiles.real(String(path)) else {
                throw CommandFailure(
                    ExitCode.cannotCreate,
                    "\(path) is a link that leads nowhere; choose another name, or remove it")
            }
            path = real[...]
        }
        let name = HostFiles.name(of: String(path))
        if name == "." || name == ".." || name == "/" {
            throw CommandFailure(
                ExitCode.usage, "\(path) names no new folder; write its name, such as first.lab")
        }
        folder = String(path)
        let above = path.dropLast(name.count)
        parent = above.isEmpty ? "." : above == "/" ? "/" : String(above.dropLast())
        prefix = ".\(name).new-"
        staging = (parent == "/" ? "" : parent) + "/\(prefix)\(getpid())"
        if !HostFiles.exists(parent) {
            throw CommandFailure(
                ExitCode.cannotCreate, "cannot make the lab \(folder): there is no folder \(parent)")
        }
        if !HostFiles.exists(folder) { LabSwap.putBack(in: parent) }
        guard HostFiles.exists(folder) else { return }
        guard HostFiles.isFolder(folder) else {
            throw CommandFailure(
                ExitCode.cannotCreate, "\(folder) is there and no folder; choose another name")
        }
        if HostFiles.exists(folder + "/lab.db") {
            throw CommandFailure(
                ExitCode.cannotCreate,
                "\(folder) is a lab already; choose another name, or use it with --lab")
        }
        if !HostFiles.names(in: folder).isEmpty {
            throw CommandFailure(
                ExitCode.cannotCreate, "\(folder) is there and not empty; choose another name or empty it")
        }
    }

    /// Removes the hidden folders of processes that ended while they made a lab of this name.
    func removeLeftovers() {
        for name in HostFiles.names(in: parent) where name.hasPrefix(prefix) {
            guard let process = pid_t(name.dropFirst(prefix.count)), process > 0 else { continue }
            let isOurs = process == getpid()
            // A process of that number may be one of another container, so its lock is asked too.
            if !isOurs, kill(process, 0) == 0 || errno == EPERM { continue }
            let path = (parent == "/" ? "" : parent) + "/" + name
            guard let lock = try? LabLock.acquire(lab: path, waitSeconds: 0, command: "") else { continue }
            HostFiles.removeTree(path)
            lock.release()
        }
    }
}
