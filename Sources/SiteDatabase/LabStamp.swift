import Glibc

/// What tells that a lab's database was written: where its files stand, their sizes and times, and what its sum is.
///
/// Two stamps that differ have a change between them. Two that are equal have none, as far as the clock of the file system
/// is fine enough.
public struct LabStamp: Equatable, Sendable {
    private let numbers: [Int]
    private let sum: [UInt8]

    /// Takes the stamp of a lab now.
    ///
    /// - Parameter folder: The lab's folder.
    public init(_ folder: String) {
        var numbers: [Int] = []
        for name in ["lab.db", "lab.db-wal"] {
            var status = stat()
            guard stat(folder + "/" + name, &status) == 0 else {
                numbers.append(-1)
                continue
            }
            numbers += [
                Int(status.st_ino), Int(status.st_size), status.st_mtim.tv_sec, status.st_mtim.tv_nsec,
            ]
        }
        self.numbers = numbers
        sum = LabFile(path: folder + "/lab.sum").read(at: 0, 100) ?? []
    }
}
