import SiteModel

// Sharing packages on distribution servers, and what Remove Package From Server takes away.

extension SiteImage {
    /// Where a package of a Share job goes on a server.
    func shareChoice(package: UInt32, server: UInt32) -> ShareChoice {
        let live = packages[Int(package)]
        return ShareRules.choose(
            servers[Int(server)], name: live.package.sharing?.shareName ?? "",
            package: live.package.id.description, bytes: live.packed.bytes, needsNTFS: needsNTFS(live),
            existing: locationIndex(package: package, server: server).map { locations[$0] },
            smsDriveLetter: definition.smsDrive)
    }

    /// Puts a sharing package on a server, with the shares that it needs.
    func placeShared(_ package: UInt32, server: UInt32) {
        guard case .place(let plan) = shareChoice(package: package, server: server) else { return }
        put(
            LocationLive(
                package: package, server: server, drive: plan.drive, share: plan.share,
                version: packages[Int(package)].storedVersion, bytes: packages[Int(package)].packed.bytes,
                isReported: false, path: plan.path))
        // A volume is there without being shared.
        if servers[Int(server)].definition.kind.isNetWare { return openDirectory(package, plan, server) }
        var wanted = [ShareLive(name: plan.share, drive: plan.drive)]
        if let name = plan.administrativeShare {
            wanted.append(ShareLive(name: name, drive: plan.drive, path: plan.path))
        }
        for var share in wanted where !servers[Int(server)].shares.contains(where: { $0.name == share.name })
        {
            share.permissions = packages[Int(package)].permissions
            servers[Int(server)].shares.append(share)
        }
    }

    /// Gives Everyone rights to a directory of a NetWare volume that was there before, with all below it, as far as the
    /// boxes of the package give any (Q149957).
    private func openDirectory(_ package: UInt32, _ plan: SharePlan, _ server: UInt32) {
        guard quirks.contains(.netwareRights), !packages[Int(package)].permissions.isEmpty else { return }
        for place in servers[Int(server)].shares.indices {
            let share = servers[Int(server)].shares[place]
            guard share.isForeign, share.drive == plan.drive, Self.lies(plan.path, below: share.directory)
            else { continue }
            servers[Int(server)].shares[place].isOpened = true
            changes.servers.insert(server)
        }
    }

    /// Whether Everyone was given rights to a directory on a NetWare volume, or to one above it.
    public func isOpened(_ location: LocationLive) -> Bool {
        servers[Int(location.server)].shares.contains {
            $0.isOpened && $0.drive == location.drive && Self.lies(location.path, below: $0.directory)
        }
    }

    /// The locations that go when a Remove job empties a server, by place.
    ///
    /// A directory is deleted with all that lies below, so that of a share with several packages all go (Q173995).
    func locationsToRemove(job place: UInt32, server: UInt32) -> [Int] {
        let sets = setsToRemove(jobs[Int(place)].job)
        let own = locations.indices.filter {
            locations[$0].server == server && !locations[$0].isRemoved && sets.contains(locations[$0].package)
        }
        let shares = own.filter { !locations[$0].path.isEmpty }
        guard quirks.contains(.shareRemoveAll), !shares.isEmpty else { return own }
        let others = locations.indices.filter { other in
            locations[other].server == server && !locations[other].isRemoved && !own.contains(other)
                && shares.contains { isInOneShare(locations[$0], locations[other]) }
        }
        return own + others
    }

    /// Whether two sharing packages of a server lie in the directory of one share.
    ///
    /// A NetWare server shares no directories: what is named first below the volume stands for the share, and the volume
    /// with all else on it does not.
    private func isInOneShare(_ one: LocationLive, _ other: LocationLive) -> Bool {
        guard one.drive == other.drive, one.share == other.share, !other.path.isEmpty else { return false }
        guard servers[Int(one.server)].definition.kind.isNetWare else { return true }
        return one.path.prefix { $0 != "\\" } == other.path.prefix { $0 != "\\" }
    }

    /// Whether the name of a package's directory on a server was noted wrongly (Q153637).
    func hasLostName(_ sets: [UInt32], server: UInt32) -> Bool {
        sets.contains { set in
            locationIndex(package: set, server: server).map { locations[$0].isNameLost } ?? false
        }
    }

    /// Deletes the directories of a package on a server, and shares that nothing lies below any more.
    func removeFromServer(_ job: UInt32, server: UInt32) {
        for place in locationsToRemove(job: job, server: server) {
            servers[Int(server)].drives[locations[place].drive].freeBytes += locations[place].bytes
            locations[place].isRemoved = true
            if !quirks.contains(.packagelocationsStale) {
                locations[place].isReported = false
                locations[place].isTold = false
            }
            locations[place].bytes = 0
            changes.locations.insert(UInt32(place))
        }
        let left = locations.filter { $0.server == server && !$0.isRemoved }
        servers[Int(server)].shares.removeAll { share in
            !share.isForeign
                && !left.contains {
                    $0.drive == share.drive
                        && ($0.path.isEmpty
                            ? $0.share == share.name : Self.lies($0.path, below: share.directory))
                }
        }
        changes.servers.insert(server)
    }

    /// Whether a directory is another one or lies in it.
    static func lies(_ path: String, below folder: String) -> Bool {
        path == folder || path.hasPrefix(folder + "\\")
    }

    /// Takes the compressed copies out of STORE; the file in TOSEND of the site that made it stays (RG S3D40).
    func removeStored(_ job: UInt32) {
        for set in setsToRemove(jobs[Int(job)].job) {
            purgeHistory(set)
            guard packages[Int(set)].storedVersion > 0 else { continue }
            addFreeBytes(packages[Int(set)].storedBytes)
            packages[Int(set)].storedVersion = 0
            packages[Int(set)].storedBytes = 0
            changes.packages.insert(set)
            changes.archives.insert(set)
        }
    }

    /// Takes a package out of Current History, which nothing does (Q147616).
    func purgeHistory(_ package: UInt32) {
        if !quirks.contains(.historyGrows) { packages[Int(package)].isInHistory = false }
    }

    /// Jobs with client instructions about the workstation set that a Remove job is about, by place.
    func jobsWithCommands(of job: Job) -> [UInt32] {
        guard job.removeType.includes(.workstation), let set = packageIndex(job.packageID) else { return [] }
        return jobs.indices.filter {
            jobs[$0].package == UInt32(set) && jobs[$0].hasOffers && !jobs[$0].isDeleted
        }
        .map { UInt32($0) }
    }

    /// How many records of a job lie in the client instructions.
    func recordCount(of job: UInt32) -> Int64 {
        var count: Int64 = 0
        forEachDetail(of: job) { detail in
            if details[detail].flags & DetailFlags.inMaster.rawValue != 0 { count += 1 }
        }
        return count
    }

    /// Takes the commands of every job of the package out of the clients' instruction files (RG S3D40).
    ///
    /// What the clients reported stays as it is: nobody tells the job's site of it.
    func removeCommands(_ job: UInt32) {
        for place in jobsWithCommands(of: jobs[Int(job)].job) {
            forEachDetail(of: place) { detail in
                guard details[detail].flags & DetailFlags.inMaster.rawValue != 0 else { return }
                details[detail].flags &= ~DetailFlags.inMaster.rawValue
                copyDirty.append(UInt32(detail))
                touchFiles(ofDetail: detail)
            }
        }
    }
}
