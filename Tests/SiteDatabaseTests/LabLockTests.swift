import Foundation
import SiteDatabase
import TestKit
import Testing

@Suite struct LabLockTests {
    @Test func `a second holder is refused and told who has the lab`() throws {
        let folder = try ScratchFolder()
        let lock = try LabLock.acquire(
            lab: folder.path, waitSeconds: 0, command: "sms12 run --cycles 3\u{1B}[2J\n")
        let me = Int(ProcessInfo.processInfo.processIdentifier)
        let error = #expect(throws: LabLockError.self) {
            try LabLock.acquire(lab: folder.path, waitSeconds: 0, command: "sms12 job create")
        }
        let holder = LabHolder(processID: me, command: "sms12 run --cycles 3 [2J ")
        #expect(error == .labInUse(lab: folder.path, holder: holder, waitedSeconds: 0))
        #expect(error?.description.contains("process \(me) (sms12 run --cycles 3") == true)
        lock.release()
        lock.release()
        #expect(try folder.read("lab.lock") == [], "nobody is named when nobody holds it")
        let second = try LabLock.acquire(lab: folder.path, waitSeconds: 0, command: "sms12 job create")
        second.release()
    }

    @Test func `waiting ends with the lock when it comes free`() async throws {
        let folder = try ScratchFolder()
        let path = folder.path
        let lock = try LabLock.acquire(lab: path, waitSeconds: 0, command: "first")
        async let waiting = waitForLock(path)
        // On this thread: where all others are busy with tests, a task that sleeps is woken minutes later.
        pause()
        lock.release()
        #expect(try await waiting)
    }

    private func pause() { Thread.sleep(forTimeInterval: 0.05) }

    @concurrent private func waitForLock(_ path: String) async throws -> Bool {
        let lock = try LabLock.acquire(lab: path, waitSeconds: 60, command: "second")
        defer { lock.release() }
        return true
    }

    @Test func `a lock that goes out of use is given back`() throws {
        let folder = try ScratchFolder()
        do { _ = try LabLock.acquire(lab: folder.path, waitSeconds: 0, command: "short") }
        let lock = try LabLock.acquire(lab: folder.path, waitSeconds: 0, command: "next")
        lock.release()
    }

    @Test func `what a killed holder leaves does not stop the next one`() async throws {
        let folder = try ScratchFolder()
        let path = folder.path
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let lock = try LabLock.acquire(lab: path, waitSeconds: 0, command: "doomed")
            withExtendedLifetime(lock) { _ = kill(getpid(), SIGKILL) }
        }
        #expect(String(decoding: try folder.read("lab.lock"), as: UTF8.self).contains("doomed"))
        let lock = try LabLock.acquire(lab: path, waitSeconds: 0, command: "next")
        #expect(String(decoding: try folder.read("lab.lock"), as: UTF8.self).hasSuffix(" next\n"))
        lock.release()
    }

    @Test func `a holder that did not say who it is, and a lab that is not there`() throws {
        let folder = try ScratchFolder()
        let lock = try LabLock.acquire(lab: folder.path, waitSeconds: 0, command: "")
        try folder.write("lab.lock", "nonsense")
        let error = #expect(throws: LabLockError.self) {
            try LabLock.acquire(lab: folder.path, waitSeconds: 0, command: "")
        }
        #expect(error?.description.contains("another process") == true)
        lock.release()
        let missing = #expect(throws: LabLockError.self) {
            try LabLock.acquire(lab: folder.path("none"), waitSeconds: 5, command: "")
        }
        // Root may write anywhere, so that a folder of another user's cannot be tried here.
        let words = LabLockError.notPermitted(path: "a.lab/lab.lock", reason: "Permission denied").description
        #expect(words.hasPrefix("cannot change the lab: a.lab/lab.lock: Permission denied; "))
        guard case .cannotLock(folder.path("none") + "/lab.lock", _) = missing else {
            Issue.record("\(String(describing: missing))")
            return
        }
    }

    @Test func `who waited for a lab that another one took the place of has the lock of that one`() throws {
        let folder = try ScratchFolder()
        let lab = folder.path("t.lab")
        mkdir(lab, 0o755)
        // A program that another test starts in this moment would go on holding the lock.
        let held = open(lab + "/lab.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        #expect(flock(held, LOCK_EX) == 0)
        Thread.detachNewThread {
            usleep(200_000)
            rename(lab, lab + ".old")
            mkdir(lab, 0o755)
            close(held)
        }
        let lock = try LabLock.acquire(lab: lab, waitSeconds: 10, command: "the one that waited")
        let error = #expect(throws: LabLockError.self) {
            try LabLock.acquire(lab: lab, waitSeconds: 0, command: "")
        }
        #expect(error?.description.contains("the one that waited") == true)
        lock.release()
    }
}
