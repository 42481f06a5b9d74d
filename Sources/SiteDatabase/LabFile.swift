import Glibc
import Synchronization

/// A lab's database as a plain file, looked at beside the engine.
struct LabFile {
    let path: String

    /// The size in bytes; nil: it cannot be told.
    var size: Int? {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : nil
    }

    /// Whether all that was written stands in the file itself, and nothing in a log beside it.
    var isWhole: Bool {
        var status = stat()
        return stat(path + "-wal", &status) != 0 || status.st_size == 0
    }

    /// The header; shorter where the file is.
    var header: [UInt8] { read(at: 0, LabForm.headerSize) ?? [] }

    /// Whether rows were stored since they were laid: its change counter, which closing sets to 1, says so.
    var isUnlaid: Bool { LabForm.number(header, 24) != 1 || !isWhole }

    /// A page by its number, from 1; nil where the file has not the whole of it.
    func page(_ number: Int) -> [UInt8]? {
        let bytes = read(at: (number - 1) * LabForm.pageSize, LabForm.pageSize)
        return bytes?.count == LabForm.pageSize ? bytes : nil
    }

    /// Bytes of the file from a place on, as many as there are; nil where it cannot be read.
    func read(at place: Int, _ count: Int) -> [UInt8]? {
        guard place >= 0 else { return nil }
        return OpenFiles.withDescriptor(of: path) { descriptor in
            var bytes = [UInt8](repeating: 0, count: count)
            var done = 0
            while done < count {
                let got = bytes.withUnsafeMutableBytes {
                    pread(descriptor, $0.baseAddress?.advanced(by: done), count - done, place + done)
                }
                if got < 0 { return nil }
                if got == 0 { break }
                done += got
            }
            bytes.removeLast(count - done)
            return bytes
        }
    }

    /// Writes single bytes, and sees to it that they are on the disk.
    ///
    /// - Returns: Whether all of them were written.
    func write(_ differences: [LabForm.Difference]) -> Bool {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        for difference in differences {
            var byte = difference.wanted
            guard pwrite(descriptor, &byte, 1, difference.place) == 1 else { return false }
        }
        return fsync(descriptor) == 0
    }

    // MARK: What differs from lab to lab

    /// Bytes of the number of pages that do not agree with the file's size; none where they do, or nobody asks.
    ///
    /// While a log is beside the file, or the engine does not look at the number itself, it may be any.
    var sizeDifferences: [LabForm.Difference] {
        let header = header
        guard isWhole, header.count == LabForm.headerSize, let size, size % LabForm.pageSize == 0,
            header[24..<28].elementsEqual(header[92..<96])
        else { return [] }
        let pages = size / LabForm.pageSize
        let place = LabForm.pageCount.lowerBound
        return (0..<4).compactMap { offset in
            let wanted = UInt8(truncatingIfNeeded: pages >> (24 - 8 * offset))
            let found = header[place + offset]
            return found == wanted
                ? nil : LabForm.Difference(place: place + offset, found: found, wanted: wanted)
        }
    }

    /// How many pages the file has and how many its header says, where its end is missing; nil: it has all, or it cannot be
    /// told now.
    var missingPages: (found: Int, wanted: Int)? {
        let header = header
        guard isWhole, header.count == LabForm.headerSize, let size,
            header[24..<28].elementsEqual(header[92..<96])
        else { return nil }
        let (found, wanted) = (size / LabForm.pageSize, LabForm.number(header, LabForm.pageCount.lowerBound))
        return found < wanted ? (found, wanted) : nil
    }

    /// What is wrong with the list of free pages, a sentence; nil: nothing, or it cannot be told now.
    var freeListDamage: String? {
        guard isWhole, let size else { return nil }
        let header = header
        guard header.count == LabForm.headerSize else { return nil }
        let last = size / LabForm.pageSize
        var trunk = LabForm.number(header, LabForm.freeList.lowerBound)
        let wanted = LabForm.number(header, LabForm.freeList.lowerBound + 4)
        var count = 0
        while trunk != 0 {
            guard (2...max(last, 2)).contains(trunk), count <= wanted, let page = page(trunk) else {
                return
                    "the list of free pages in lab.db, which bytes 32 to 39 of its header begin, leads nowhere"
            }
            let leaves = LabForm.number(page, 4)
            guard leaves <= LabForm.pageSize / 4 - 2 else {
                return
                    "page \(trunk) of lab.db is no part of its list of free pages, which bytes 32 to 39 of its header begin"
            }
            count += 1 + leaves
            trunk = LabForm.number(page, 0)
        }
        return count == wanted
            ? nil : "lab.db has \(count) free pages, and bytes 36 to 39 of its header say \(wanted)"
    }
}

/// Descriptors of databases that are read beside the engine; they stay open.
///
/// A process that closes any descriptor of a file loses all its locks on it (fcntl(2)), those of the engine among them.
/// Without its lock, another program that closes the same lab takes the log away that the engine here still reads, and what
/// is read from then on does not fit together.
private enum OpenFiles {
    private struct Entry {
        var device: UInt
        var inode: UInt
        var descriptor: Int32
    }

    /// So many stay open; of the labs whose turn was longest ago nothing is open any more.
    private static let limit = 64
    private static let entries = Mutex<[Entry]>([])

    /// Lends the descriptor of a file for reading; nil where it cannot be opened.
    static func withDescriptor<Result: Sendable>(
        of path: String, _ work: (Int32) -> Result?
    ) -> Result? {
        entries.withLock { entries in
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            if let place = entries.firstIndex(where: {
                $0.device == UInt(status.st_dev) && $0.inode == UInt(status.st_ino)
            }) {
                return work(entries[place].descriptor)
            }
            let descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0, fstat(descriptor, &status) == 0 else { return nil }
            entries.append(
                Entry(device: UInt(status.st_dev), inode: UInt(status.st_ino), descriptor: descriptor))
            if entries.count > limit { close(entries.removeFirst().descriptor) }
            return work(descriptor)
        }
    }
}
