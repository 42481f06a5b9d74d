import LegacyFormats
import SiteDatabase
import Pipeline
import SiteModel

// DELTAMIF.COL with PROCESS and BADMIFS, and SITEREP.BOX.

extension FileTree {
    /// Writes both boxes anew: what was loaded or sent is gone from them.
    func loaderFiles(_ root: String) -> [FileOperation] {
        if image.definition.isSecondary { return [] }
        let box = "\(root)\\SITE.SRV\\DATALOAD.BOX\\DELTAMIF.COL"
        var list = [FileOperation(.remove, path: box)]
        list += ["PROCESS", "BADMIFS"].map { FileOperation(.folder, path: "\(box)\\\($0)") }
        for type in LoadType.allCases {
            let queue = image.loadBox[type]
            let thread = loader.thread(type)
            for (place, status) in queue.statuses.enumerated() {
                // From 1.2 on what a thread has taken lies in PROCESS (Q176517).
                let folder = place < thread.statuses ? processed(box) : box
                let name = LoadQueue.name(queue.number(ofStatus: place), type)
                list.append(FileOperation(.write, path: "\(folder)\\\(name)", data: text(of: status)))
            }
            for (place, item) in queue.items.enumerated() {
                let folder = place < thread.items ? processed(box) : box
                let name = LoadQueue.name(queue.number(ofItem: place), type)
                list.append(FileOperation(.write, path: "\(folder)\\\(name)", data: text(of: item)))
            }
            for file in queue.failed {
                let name = LoadQueue.name(file.number, type, failed: true)
                list.append(
                    FileOperation(.write, path: "\(processed(box))\\\(name)", data: text(of: file.item)))
            }
        }
        for file in image.loadBox.bad {
            let name = LoadQueue.name(file.number, LoadType(rawValue: file.type) ?? .other, failed: true)
            list.append(
                FileOperation(.write, path: "\(box)\\BADMIFS\\\(name)", data: Array(Self.damaged.utf8)))
        }
        return list
    }

    /// Writes SITEREP.BOX anew: what waits there for Site Reporter (RG S3D2B, Q169491).
    func reporterFiles(_ root: String) -> [FileOperation] {
        let box = "\(root)\\SITE.SRV\\SITEREP.BOX"
        let files = image.reportBox.enumerated().map { place, item in
            FileOperation(
                .write, path: "\(box)\\\(LoadQueue.name(UInt32(place), image.loadType(of: item)))",
                data: text(of: item))
        }
        return [FileOperation(.remove, path: box), FileOperation(.folder, path: box)] + files
    }

    private func processed(_ box: String) -> String {
        image.quirks.release < .v12 ? box : "\(box)\\PROCESS"
    }

    /// What nothing can read.
    private static let damaged = "Start Component\r\n  Name = \"SMS12\r\n"

    /// A client's status as a job status file, or as an event file where it failed.
    private func text(of file: LeftStatus) -> [UInt8] {
        let detail = image.details[Int(file.detail)]
        let job = image.jobs[Int(detail.job)]
        guard let client = SMSID(site: image.definition.code, counter: detail.client + 1),
            let request = job.requestID ?? RequestID(site: image.definition.code, counter: 0)
        else { return [] }
        return Array(
            JobStatusMIF(
                site: image.definition.code, job: job.job.id, request: request, client: client,
                result: file.outcome == .failed ? .failed : .success, time: time(file.notBefore)
            ).write().utf8)
    }

    private func time(_ instant: Int64) -> LocalTime {
        image.definition.zone.localTime(atUTC: instant.flooredQuotient(by: 1_000))
    }

    /// What a component of this site or of one below tells the database.
    private func text(of item: ReportItem) -> [UInt8] {
        let site = image.code(of: item.site)
        let text: String
        switch item.kind {
        case .damaged: text = Self.damaged
        case .event:
            var event = SMSEvent(
                number: Int(item.job), severity: nil, module: "", operation: "", object: "", objectName: "",
                errorCode: "", message: "")
            event.siteCode = site.description
            event.component =
                (Component(rawValue: UInt8(truncatingIfNeeded: item.subject)) ?? .despooler).name
            text = EventMIF(event: event, time: time(item.instant)).write()
        case .location:
            guard let origin = PackageID(site: image.code(of: item.origin), counter: UInt32(item.number))
            else { return [] }
            text = PackageLocationMIF(
                site: site, package: origin, server: item.name, path: "", isSharing: item.status == 1
            ).write()
        case .workstation, .siteArrival, .server, .completion, .cancelled:
            let origin = image.code(of: item.origin)
            let client = item.kind == .workstation ? item.subject + 1 : 0
            guard let job = JobID(site: origin, counter: item.job),
                let id = SMSID(site: site, counter: client),
                let request = RequestID(site: origin, counter: 0)
            else { return [] }
            text = JobStatusMIF(
                site: site, job: job, request: request, client: id,
                result: item.status == UInt8(JobStatus.retrying.rawValue) ? .failed : .success,
                time: time(item.instant), description: "\(item.kind) \(item.name)"
            ).write()
        case .machines, .userGroups, .servers:
            text = OwnBundle.text("\(item.kind)", site: site, first: item.subject, count: item.number)
        }
        return Array(text.utf8)
    }
}

/// MIFs that stand for many: inventory of new computers, user groups.
private enum OwnBundle {
    static func text(_ kind: String, site: SiteCode, first: UInt32, count: Int64) -> String {
        "sms12 \(kind)\r\nsite \(site) first \(first) count \(count)\r\n"
    }
}
