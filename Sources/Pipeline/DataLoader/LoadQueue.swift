/// Files of one type that the Data Loader has to load, oldest first; taking from the front moves nothing.
public struct LoadQueue: Equatable, Sendable {
    /// A file that could not be loaded: its name begins with an X from then on (RG S3D2B).
    public struct Failed: Equatable, Sendable {
        /// What it tells.
        public var item: ReportItem
        /// The number in its name; see `LoadQueue.name`.
        public var number: UInt32
        /// How often it was tried.
        public var tries: UInt8

        /// An entry before it is read from a snapshot.
        package static var blank: Failed { Failed(item: .blank, number: 0, tries: 0) }
    }

    /// Statuses of own clients.
    private var statusRoom = WaitingStatuses()
    /// What came from sites below, and what this site's own components tell the database.
    private var itemRoom: [ReportItem] = []
    private var itemHead = 0
    /// The number of the first status that waits.
    public package(set) var firstStatus: UInt32 = 0
    /// The number of the first item that waits.
    public package(set) var firstItem: UInt32 = 0
    /// Files whose name begins with an X.
    public package(set) var failed: [Failed] = []

    /// Makes an empty queue.
    public init() {}

    /// Whether nothing waits.
    public var isEmpty: Bool { statusCount == 0 && itemCount == 0 && failed.isEmpty }
    /// How many statuses of own clients wait.
    public var statusCount: Int { statusRoom.count }
    /// How many other things wait.
    public var itemCount: Int { itemRoom.count - itemHead }
    /// How many files wait in all.
    public var count: Int { statusCount + itemCount + failed.count }
    /// The statuses that wait; made anew at each call.
    public var statuses: [LeftStatus] { (0..<statusCount).map { statusRoom[$0] } }
    /// The other things that wait; a slice.
    public var items: ArraySlice<ReportItem> { itemRoom[itemHead...] }

    /// A status that waits, from the front.
    @inline(__always)
    func status(_ place: Int) -> LeftStatus { statusRoom[place] }

    mutating func append(_ status: LeftStatus) { statusRoom.append(status) }
    mutating func append(_ item: ReportItem) { itemRoom.append(item) }

    mutating func removeStatuses(_ count: Int) {
        statusRoom.removeFirst(count)
        firstStatus &+= UInt32(truncatingIfNeeded: count)
    }

    mutating func removeItems(_ count: Int) {
        itemHead += count
        firstItem &+= UInt32(truncatingIfNeeded: count)
        // Moved together when half of it is gone: each file is moved once at most, on the average.
        if itemHead * 2 >= itemRoom.count {
            itemRoom.removeFirst(itemHead)
            itemHead = 0
        }
    }

    /// Puts other statuses in the place of those that wait.
    mutating func setStatuses(_ statuses: [LeftStatus]) {
        statusRoom = WaitingStatuses()
        for status in statuses { statusRoom.append(status) }
    }

    /// Puts other things in the place of those that wait.
    mutating func setItems(_ items: [ReportItem]) {
        itemRoom = items
        itemHead = 0
    }

    /// The bit that tells what is no status of an own client.
    static let itemBit: UInt32 = 1 << 28

    /// The number in the name of the n-th status that waits.
    package func number(ofStatus place: Int) -> UInt32 {
        (firstStatus &+ UInt32(truncatingIfNeeded: place)) & (Self.itemBit - 1)
    }

    /// The number in the name of the n-th other thing that waits.
    package func number(ofItem place: Int) -> UInt32 {
        (firstItem &+ UInt32(truncatingIfNeeded: place)) & (Self.itemBit - 1) | Self.itemBit
    }

    /// A file's name: eight hexadecimal digits, `00000000.MIF` (Q169491), with an X before them once it failed.
    public static func name(_ number: UInt32, _ type: LoadType, failed: Bool = false) -> String {
        let digits = String(number, radix: 16, uppercase: true)
        return (failed ? "X" : "") + String(repeating: "0", count: max(0, 8 - digits.count)) + digits
            + "." + type.fileExtension
    }

    /// Waiting files are the same if they are the same in order, wherever they lie in memory.
    public static func == (left: LoadQueue, right: LoadQueue) -> Bool {
        left.firstStatus == right.firstStatus && left.firstItem == right.firstItem
            && left.failed == right.failed && left.statuses == right.statuses
            && left.items.elementsEqual(right.items)
    }
}
