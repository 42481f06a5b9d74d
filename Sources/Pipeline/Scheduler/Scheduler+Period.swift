import SiteModel

/// What the Scheduler of some releases did otherwise, where a component asks for it in one line.
extension Scheduler {
    /// Without its SQL Server it finds no job (event 47).
    func losesDatabase(_ image: SiteImage, _ effects: inout EffectBuffer) -> Bool {
        if image.isSQLDown { effects.event(47, noHandle, noHandle, once: true, image) }
        return image.isSQLDown
    }

    /// How long adding the rows of a job's targets takes; nothing from 1.2 on.
    private func listMilliseconds(_ place: UInt32, _ image: SiteImage) -> Int64 {
        let live = image.jobs[Int(place)]
        if live.job.runWorkstationCommand {
            return image.quirks.contains(.scheduler1sPerPC) ? Int64(live.details) * 1_000 : 0
        }
        guard image.quirks.contains(.schedRowAtATime) else { return 0 }
        return Int64(image.targetClients(of: live.job).clients.count) * 600
    }

    /// Waits until the rows of a job are added, one after the other and one job after the other: up to 14 hours for
    /// 50,000 computers (Q154861), half an hour for 3,000 clients of a job without run phase (Q153087).
    ///
    /// - Returns: Whether it has to wait; `listsBuilt` comes again at the end, with `b` 1.
    func waitsForLists(
        _ place: UInt32, _ context: Context, _ image: SiteImage, _ effects: inout EffectBuffer
    ) -> Bool {
        let own = listMilliseconds(place, image)
        guard own > 0, image.jobs[Int(place)].problem == .none else { return false }
        // Jobs that were begun before this one have the thread first.
        var free: Int64 = 0
        for other in image.openJobs where other != place {
            let live = image.jobs[Int(other)]
            guard live.stage == .starting, let begun = live.activatedAt, isBefore(other, place, image) else {
                continue
            }
            free = max(free, begun) + listMilliseconds(other, image)
        }
        effects.after(max(free, context.now) + own - context.now, .listsBuilt, place, 1)
        return true
    }

    private func isBefore(_ left: UInt32, _ right: UInt32, _ image: SiteImage) -> Bool {
        let (one, two) = (image.jobs[Int(left)], image.jobs[Int(right)])
        if let first = one.activatedAt, let second = two.activatedAt, first != second {
            return first < second
        }
        if one.job.priority != two.job.priority {
            return one.job.priority.rawValue < two.job.priority.rawValue
        }
        if one.job.activateTime != two.job.activateTime { return one.job.activateTime < two.job.activateTime }
        return left < right
    }
}
