import SiteModel

// Run Command On Workstation jobs: mapping 6.1-6.4 and 7.4.

/// The four moments of one instance of a job.
struct JobTimes {
    var activate: LocalTime
    var offer: LocalTime
    var mandatory: LocalTime
    var expire: LocalTime
}

extension Translation {
    func isYearly(_ job: Job) -> Bool { target.yearlyJobs.contains(job.id) }
    func repeats(_ job: Job) -> Bool { job.repeatMode != .never || isYearly(job) }

    /// Whether the job becomes recurring objects; an optional command cannot recur (rule T4).
    func recurs(_ job: Job) -> Bool {
        repeats(job) && switches.repeatMode == .recur && (job.useMandatoryTime || !job.runWorkstationCommand)
    }

    func isFinished(_ job: Job) -> Bool {
        job.cancelMode || job.status == .cancelled || job.status == .complete
    }

    mutating func translate(job: Job) {
        let subject = job.id.description
        if job.priority == .high {
            lose("W52", subject, "High no longer suspends sends that are running")
        }
        if isYearly(job) {
            lose(
                "W64", subject, "the job repeats every year, which the interface of SMS 1.2 has no value for")
        }
        if job.target == .machinePath, job.machinePath.contains(":") {
            lose(
                "W72", subject,
                "the machine path \(job.machinePath) has colons; SMS 1.2 failed such a job (event 319)")
        }
        if job.cancelMode || job.status == .cancelled {
            cancelSteps(job)
            return
        }
        guard let program = commandOf(job) else { return }
        let goal = resolveTarget(job)
        if goal.isRefused { return }
        if job.status == .failed {
            plan.notes.append("job \(subject) had failed and is translated as Pending")
        }
        noteRepetition(job)
        let times = timesOf(job)
        let notBefore = switches.scheduler == .emulated ? job.activateTime : nil
        contentSteps(job, goal, run: job.runWorkstationCommand, notBefore: notBefore)
        let advertises = program.name != nil && isWanted(job, times) && !goal.isFinished
        var collection: ModernValue?
        if advertises, let command = program.command {
            countUnsupported(job, command)
            collection = makeCollection(job, goal, notBefore)
        }
        let reissues = repeats(job) && !recurs(job) && job.status != .complete
        let count = reissues ? max(1, switches.reissueCount) : 1
        var instance = times
        for number in 1...count {
            let moment = switches.scheduler == .emulated ? instance.activate : nil
            if number > 1 { repeatContent(job, run: job.runWorkstationCommand, notBefore: instance.activate) }
            if let collection, let command = program.command, let name = program.name {
                let suffix = reissues ? "#\(number)" : ""
                makeAdvertisement(
                    job, command, name, collection, instance, suffix: suffix, notBefore: moment,
                    members: membersOf(job))
            }
            instance = next(job, instance)
        }
        if reissues {
            plan.notes.append(
                "job \(subject) repeats: \(count) instances are planned, a further one follows each interval")
        }
    }

    // MARK: What is run

    /// The command and the name of its program; nil when the job cannot be translated (E02).
    private mutating func commandOf(_ job: Job) -> (command: CommandLineProgram?, name: String?)? {
        guard job.runWorkstationCommand else { return (nil, nil) }
        let subject = job.id.description
        let commands = package.workstation?.commands ?? []
        let wanted = job.commandName ?? ""
        guard
            let place = commands.firstIndex(where: { $0.name == wanted })
                ?? commands.firstIndex(where: { equalNames($0.name, wanted) }),
            place < programNames.count
        else {
            lose(
                "E02", subject,
                "the package has no command line \"\(wanted)\"; no steps are planned for the job")
            return nil
        }
        guard let name = programNames[place] else {
            lose("E02", subject, "the program of \"\(wanted)\" was dropped, since no platform was left")
            return nil
        }
        return (commands[place], name)
    }

    /// Whether there is an advertisement at all (mapping 6.2 and 7.4).
    private mutating func isWanted(_ job: Job, _ times: JobTimes) -> Bool {
        let subject = job.id.description
        if switches.scheduler == .none, job.useExpireTime, let now = target.now, times.expire < now {
            lose("W57", subject, "it expired at \(times.expire), so there is no advertisement")
            return false
        }
        if job.status == .complete {
            let expired = job.useExpireTime && (target.now.map { times.expire < $0 } ?? false)
            if job.useMandatoryTime || expired {
                plan.notes.append(
                    "job \(subject) is Complete: its rows are kept, and there is no advertisement")
                return false
            }
        }
        if job.useMandatoryTime, !ScheduleToken.canStart(at: times.mandatory) {
            lose(
                "W58", subject,
                "Mandatory After \(times.mandatory) cannot be put into a schedule; no advertisement is made")
            return false
        }
        return true
    }

    private mutating func countUnsupported(_ job: Job, _ command: CommandLineProgram) {
        let others = membersOf(job).filter { member in
            member.platform.map { command.platforms.isDisjoint(with: $0) } ?? false
        }
        if let first = others.first {
            lose(
                "W27", job.id.description,
                "\(others.count) computers (\(first.name)) do not run the command; their rows stayed None, now there are none"
            )
        }
    }

    // MARK: Times

    private mutating func timesOf(_ job: Job) -> JobTimes {
        let subject = job.id.description
        // Client times have no seconds in the target (mapping 6.1, row 27).
        var times = JobTimes(
            activate: job.activateTime, offer: wholeMinute(job.offerTime),
            mandatory: wholeMinute(job.mandatoryTime), expire: wholeMinute(job.expireTime))
        guard job.runWorkstationCommand else { return times }
        lose(
            "W51", subject,
            "Start After was judged by the SQL Server's clock, the advertisement is by the client's")
        if job.useMandatoryTime, times.mandatory < times.offer {
            lose(
                "W54", subject,
                "Mandatory After \(times.mandatory) is before Offer After \(times.offer), which is used")
            times.mandatory = times.offer
        }
        if switches.scheduler == .none {
            times.offer = max(times.offer, times.activate)
            times.mandatory = max(times.mandatory, times.offer)
        }
        if job.useExpireTime {
            let late = job.useMandatoryTime ? max(times.offer, times.mandatory) : times.offer
            if times.expire <= late {
                lose("W56", subject, "Expires After \(times.expire) is not after \(late)")
            }
        }
        return times
    }

    private func wholeMinute(_ time: LocalTime) -> LocalTime {
        LocalTime(seconds: time.seconds.flooredQuotient(by: 60) * 60)
    }

    /// The times one interval later: all four move (mapping 6.4).
    private func next(_ job: Job, _ times: JobTimes) -> JobTimes {
        func later(_ time: LocalTime) -> LocalTime {
            isYearly(job) ? time.adding(months: 12) : job.repeatMode.next(after: time)
        }
        return JobTimes(
            activate: later(times.activate), offer: later(times.offer), mandatory: later(times.mandatory),
            expire: later(times.expire))
    }

    private mutating func noteRepetition(_ job: Job) {
        guard repeats(job) else { return }
        let subject = job.id.description
        let byDate = job.repeatMode == .monthly || isYearly(job)
        let anchor = job.useMandatoryTime && job.runWorkstationCommand ? job.mandatoryTime : job.activateTime
        if byDate, anchor.civil.day >= 29 {
            lose("W61", subject, "day \(anchor.civil.day) is missing in some months")
        }
        guard switches.repeatMode == .recur else { return }
        if !recurs(job) {
            lose(
                "W62", subject,
                "the command is optional, and a schedule would make it mandatory; it is reissued")
            return
        }
        if job.useExpireTime, job.runWorkstationCommand {
            lose("W60", subject, "one expiry, \(job.expireTime), holds for all repetitions")
        }
        let distributes = job.runWorkstationCommand || !job.distributePhase.isEmpty
        if !job.distributePhase.isEmpty || (job.sendPhase == .always && distributes) {
            lose("W63", subject, "only the package's refresh schedule repeats its distribution")
        }
    }

    // MARK: Objects

    private mutating func makeCollection(_ job: Job, _ goal: JobTarget, _ notBefore: LocalTime?)
        -> ModernValue
    {
        let subject = job.id.description
        let title = "SMS12 \(job.id) \(goal.title)"
        let found = existing("SMS_Collection", mark: "", name: title)
        var object = ModernObject("SMS_Collection")
        object.set("CollectionID", found?.key ?? "", from: found == nil ? "provider" : "existing object")
        object.set("Name", title, from: "Job ID, Job target")
        if era == .cb {
            object.set("CollectionType", 2, from: "always")
            object.set("LimitToCollectionID", "SMS00001", from: "always")
        }
        object.set("OwnedByThisSite", true, from: "always")
        let refresh = !goal.isDynamic ? 1 : era == .cb ? 6 : 2
        object.set("RefreshType", refresh, from: "switch target_mode")
        if goal.isDynamic, ScheduleToken.canStart(at: job.activateTime) {
            let daily = ScheduleToken(repeating: .daily, start: job.activateTime)
            object.set("RefreshSchedule", .array([.object(daily.object)]), from: "Activate time")
        }
        let alias = found == nil ? newAlias("cID") : nil
        let key: ModernValue = found.map { .string($0.key) } ?? .alias(alias ?? "cID")
        step(found == nil ? .create(object, alias: alias) : .update(object), subject, notBefore: notBefore)
        addRules(goal.rules, key, subject, notBefore)
        step(
            .call(
                path: "SMS_Collection.CollectionID=\"\(key.display)\"", method: "RequestRefresh",
                arguments: []),
            subject, notBefore: notBefore)
        return key
    }

    mutating func addRules(
        _ rules: [ModernValue], _ key: ModernValue, _ subject: String, _ notBefore: LocalTime?
    ) {
        if rules.isEmpty { return }
        let argument = ModernProperty("collectionRules", .array(rules), from: "Job target")
        step(
            .call(
                path: "SMS_Collection.CollectionID=\"\(key.display)\"", method: "AddMembershipRules",
                arguments: [argument]), subject, notBefore: notBefore)
    }

    func advertisementName(_ job: Job, suffix: String = "") -> String {
        "\(package.name) - \(job.commandName ?? "") (\(job.id))\(suffix)"
    }

    func advertisementMark(_ job: Job, suffix: String = "") -> String {
        let place = package.workstation?.commands.firstIndex { $0.name == job.commandName }
        return "pkg=\(packageName);job=\(job.id)\(suffix)" + (place.map { ";wcl=\($0 + 1)" } ?? "")
    }

    private mutating func makeAdvertisement(
        _ job: Job, _ command: CommandLineProgram, _ program: String, _ collection: ModernValue,
        _ times: JobTimes, suffix: String, notBefore: LocalTime?, members: [FrozenMember]
    ) {
        guard let packageKey = packageKeys[.workstation] else { return }
        let subject = job.id.description
        let name = advertisementName(job, suffix: suffix)
        let mark = advertisementMark(job, suffix: suffix)
        let found = existing("SMS_Advertisement", mark: mark, name: name)
        var object = ModernObject("SMS_Advertisement")
        setAdvertisementID(job, found, suffix, &object)
        object.set("AdvertisementName", name, from: "package.name, WCL name, Job ID")
        object.set("PackageID", packageKey, from: "Package ID")
        object.set("ProgramName", program, from: "WCL name")
        object.set("CollectionID", collection, from: "Job target")
        object.set("PresentTime", .datetime(times.offer), from: "Offer time")
        object.set("PresentTimeEnabled", true, from: "Offer time")
        if job.useExpireTime {
            object.set("ExpirationTime", .datetime(times.expire), from: "Expire time")
        }
        object.set("ExpirationTimeEnabled", job.useExpireTime, from: "Use expire time")
        if job.useMandatoryTime {
            let token =
                recurs(job)
                ? ScheduleToken(repeating: job.repeatMode, yearly: isYearly(job), start: times.mandatory)
                : ScheduleToken(start: times.mandatory, recurrence: .once)
            object.set(
                "AssignedSchedule", .array([.object(token.object)]), from: "Mandatory time, Repeat mode")
        }
        if !job.useMandatoryTime, found != nil {
            object.set("AssignedSchedule", .array([]), from: "Use mandatory time")
        }
        object.set("AssignedScheduleEnabled", job.useMandatoryTime, from: "Use mandatory time")
        if era == .cb { object.set("OfferType", job.useMandatoryTime ? 0 : 2, from: "Use mandatory time") }
        setAdvertisementFlags(job, command, &object)
        object.set("Priority", job.priority.rawValue, from: "Priority")
        object.set("IncludeSubCollection", false, from: "always")
        if !job.comment.isEmpty {
            object.set("Comment", job.comment, from: "Job comment")
            checkLength(job.comment, 127, "the job comment", subject)
        }
        carry(
            &object, mark: mark, record: sourceRecord(of: job, members: members), found: found,
            textProperty: "Comment")
        step(found == nil ? .create(object, alias: nil) : .update(object), subject, notBefore: notBefore)
        if !advertised.contains(job.id) { advertised.append(job.id) }
    }

    private mutating func setAdvertisementID(
        _ job: Job, _ found: ExistingObject?, _ suffix: String, _ object: inout ModernObject
    ) {
        let free = !target.usedIDs.contains { equalNames($0, job.id.description) }
        if let found {
            object.set("AdvertisementID", found.key, from: "carrier mark")
        } else if switches.idMode == .keep, free, suffix.isEmpty || suffix == "#1" {
            object.set("AdvertisementID", job.id.description, from: "Job ID")
        } else {
            object.set("AdvertisementID", "", from: "provider")
            lose(
                "W01", job.id.description,
                "the provider gives out an advertisement ID; \(job.id) stays in the carrier")
        }
    }

    /// AdvertFlags and RemoteClientFlags (mapping 6.3).
    private mutating func setAdvertisementFlags(
        _ job: Job, _ command: CommandLineProgram, _ object: inout ModernObject
    ) {
        let subject = job.id.description
        let forced = job.forceOverSlowLink || switches.slowLink == .behaviour
        var flags = 0
        if job.useMandatoryTime {
            if forced { flags |= 0x0400_0000 }
            if command.flags == .background { flags |= 0x0200_0000 }
            if switches.slowLink == .intent {
                lose("W55", subject, "SMS 1.2 never looked at the link; the target goes by its boundaries")
            }
        } else if command.flags == .background {
            lose("W26", subject, "a background command without mandatory time becomes available")
        }
        object.set("AdvertFlags", flags, from: "Force over slow link, command.flags")
        let direct = switches.runsFromDistributionPoint
        var remote = direct ? 0x08 : 0x10
        if job.useMandatoryTime, !forced {
            remote |= 0x20
        } else {
            remote |= direct ? 0x80 : 0x40
        }
        remote |= recurs(job) ? 0x0800 : 0x1000
        object.set("RemoteClientFlags", remote, from: "Force over slow link, Repeat mode")
        if direct, era == .cb {
            plan.notes.append("\(subject): running from a distribution point needs the package share there")
        }
    }
}
