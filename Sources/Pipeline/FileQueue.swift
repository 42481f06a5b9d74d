/// Files in a directory that is worked off from the front: taking the first costs the same however many wait.
public struct FileQueue<Element> {
    private var storage: ContiguousArray<Element> = []
    /// The place in the storage of the first that was not taken.
    private var head = 0

    /// Makes an empty directory.
    public init() {}

    /// Makes a directory of files.
    public init(_ files: some Sequence<Element>) { storage = ContiguousArray(files) }

    /// Adds a file behind the others.
    public mutating func append(_ file: Element) { storage.append(file) }

    /// Takes a file out.
    public mutating func remove(at place: Int) -> Element {
        guard place == 0 else { return storage.remove(at: head + place) }
        let file = storage[head]
        head += 1
        // Half of it taken: give the room back, at a cost that was paid for by the files taken.
        if head >= 64, head * 2 >= storage.count {
            storage.removeSubrange(..<head)
            head = 0
        }
        return file
    }

    /// Takes out every file that fits.
    public mutating func removeAll(where fits: (Element) throws -> Bool) rethrows {
        storage.removeSubrange(..<head)
        head = 0
        try storage.removeAll(where: fits)
    }
}

extension FileQueue: RandomAccessCollection {
    /// The place of the first file: 0.
    public var startIndex: Int { 0 }
    /// How many files there are.
    public var endIndex: Int { storage.count - head }
    /// The file at a place.
    public subscript(_ place: Int) -> Element { storage[head + place] }
}

extension FileQueue: Sendable where Element: Sendable {}
