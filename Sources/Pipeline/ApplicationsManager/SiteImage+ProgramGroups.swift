import SiteModel

/// The network application database, from which Program Group Control makes the users' groups (Q124083).
extension SiteImage {
    /// The longest title that a record of it takes, in characters; the Administrator takes 64 (Q188060).
    public static let longestItemTitle = 40

    /// How many program items of a package users get; none of any package once the database is damaged.
    public func publishedItems(_ package: Int) -> Int {
        if programItems.values.contains(where: { $0 < 0 }) { return 0 }
        return Int(programItems[UInt32(package)] ?? 0)
    }

    /// The first item of a package whose title is too long, or nil.
    func longItem(_ package: Int) -> ProgramItem? {
        packages[package].package.sharing?.programItems.first {
            $0.description.unicodeScalars.count > Self.longestItemTitle
        }
    }

    /// Notes that a package's program items are to be set.
    func noteItems(_ place: Int, now: Int64) {
        let count = packages[place].package.sharing?.programItems.count ?? 0
        if count > 0 || programItems[UInt32(place)] != nil { dirtyItems[UInt32(place)] = now }
    }

    /// Sets a package's program items: -1 where one of them damages the database.
    func setItems(_ place: UInt32) {
        dirtyItems[place] = nil
        let items =
            packages[Int(place)].isDeleted ? [] : packages[Int(place)].package.sharing?.programItems ?? []
        let long = items.count { $0.description.unicodeScalars.count > Self.longestItemTitle }
        let isDamaged = long > 0 && quirks.contains(.nadCorruption)
        programItems[place] = items.isEmpty ? nil : isDamaged ? -1 : Int64(items.count - long)
    }

    /// Takes the items of all packages into the network application database, as Applications Manager had long done in a
    /// lab of the first release, which kept none.
    package func fillProgramItems() {
        for place in packages.indices where !packages[place].isSharing { setItems(UInt32(place)) }
    }
}
