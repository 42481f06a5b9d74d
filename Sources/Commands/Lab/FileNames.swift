import Pipeline
import SiteModel

/// Names and places of files in the historical tree (RG S3CEB; reference sms12-server 3.1, 3.2, 6).
enum FileNames {
    /// `SERVER\D\SMS`: the root of the SMS directory on a server's drive.
    static func smsRoot(_ image: SiteImage, _ server: Int) -> String {
        let live = image.servers[server]
        let wanted = image.definition.smsDrive.uppercased()
        let letter =
            live.drives.first { $0.letter.uppercased() == wanted }?.letter ?? live.drives.first?.letter ?? "C"
        return "\(live.definition.name)\\\(letter)\\SMS"
    }

    /// The SMS directory of the site server.
    static func siteRoot(_ image: SiteImage) -> String? { image.siteServer.map { smsRoot(image, $0) } }

    /// A package's compressed file in STORE (RG S3D3C).
    static func stored(_ package: PackageSetID, _ root: String) -> String {
        "\(root)\\SITE.SRV\\DESPOOLR.BOX\\STORE\\\(package.storedFile)"
    }

    /// A user job's instruction file: the five characters of the job, the target site, `.I00` (RG).
    static func instruction(_ job: JobID, _ site: SiteCode) -> String {
        "\(job.description.dropFirst(3))\(site).I00"
    }

    /// `1` and the request, as outbox and RECEIVE show it (Q123221).
    static func request(_ id: SendRequestID) -> String { "1\(id)" }

    /// The package file of a system job (Q123221).
    static func systemPackage(_ counter: UInt32, _ site: SiteCode) -> String {
        "\(systemJob(counter, site)).P00"
    }

    /// The identifier of a system job.
    static func systemJob(_ counter: UInt32, _ site: SiteCode) -> String {
        JobID(site: site, counter: counter)?.description ?? "?"
    }

    /// The name of a request's instruction file.
    static func instruction(_ request: RequestLive, _ image: SiteImage) -> String {
        guard request.job != noHandle else {
            return "\(systemJob(request.systemJob, image.definition.code)).I00"
        }
        let name = instruction(image.jobs[Int(request.job)].job.id, image.code(of: request.destination))
        // The cancel instruction of a job lies beside the job's own; what makes the numeral grow is not documented.
        return request.isCancel ? name.dropLast() + "1" : name
    }

    /// A request in its outbox, without the extension; one that no Sender has lies in the unscheduled outbox.
    static func outbox(_ request: RequestLive, _ root: String) -> String {
        guard let sender = request.sender else {
            return "\(root)\\SITE.SRV\\SCHEDULE.BOX\\\(FileNames.request(request.id))"
        }
        return "\(root)\\SITE.SRV\\SENDER.BOX\\REQUESTS\\\(sender.outbox)\\\(FileNames.request(request.id))"
    }

    /// Every place in which a request may have lain: one, until a Sender gave it back.
    static func outboxes(_ image: SiteImage, _ request: RequestLive, _ root: String) -> [String] {
        guard request.firstFailedAt != nil || request.sender == nil else { return [outbox(request, root)] }
        var places = image.definition.allSenders.map { sender in
            "\(root)\\SITE.SRV\\SENDER.BOX\\REQUESTS\\\(sender.kind.outbox)\\\(FileNames.request(request.id))"
        }
        places.append("\(root)\\SITE.SRV\\SCHEDULE.BOX\\\(FileNames.request(request.id))")
        return places
    }

    /// A control file in SITECFG.BOX: only SITECTRL.CT0 has a name that is told of (Q133113).
    static func controlFile(_ file: SiteControlFile, _ suffix: String) -> String {
        "CTL" + pad(file.number % 100_000, 5) + "." + suffix
    }

    /// A client status on its way (Q169491).
    static func status(_ number: UInt32) -> String { "SNI" + pad(number, 5) + ".SNI" }

    /// The path of a log file: below `LOGS`, that of Site Configuration Manager in the root of the SMS drive (Q125452,
    /// Q130906).
    static func log(_ file: String, _ root: String) -> String {
        guard file == Component.siteConfigurationManager.logFile else { return "\(root)\\LOGS\\\(file)" }
        return root.split(separator: "\\").dropLast().joined(separator: "\\") + "\\\(file)"
    }

    /// The name of an instruction without a package that is being executed: `DS_00000.NIL` (Q152468).
    static func begun(_ number: UInt32) -> String { "DS_" + pad(number, 5) + ".NIL" }

    /// The folders of a new site server, below its SMS directory.
    static let siteFolders = [
        "LOGS", "SITE.SRV\\APPMGR.BOX", "SITE.SRV\\DATALOAD.BOX\\DELTAMIF.COL\\PROCESS",
        "SITE.SRV\\DATALOAD.BOX\\DELTAMIF.COL\\BADMIFS", "SITE.SRV\\DATALOAD.BOX\\FILES.COL",
        "SITE.SRV\\DESPOOLR.BOX\\RECEIVE", "SITE.SRV\\DESPOOLR.BOX\\STORE", "SITE.SRV\\INVENTRY.BOX\\BADRAWS",
        "SITE.SRV\\INVENTRY.BOX\\HISTORY", "SITE.SRV\\ISVMIF.BOX", "SITE.SRV\\MAINCFG.BOX\\INVDOM.BOX",
        "SITE.SRV\\MAINCFG.BOX\\PCMDOM.BOX", "SITE.SRV\\MAINCFG.BOX\\PKGRULE",
        "SITE.SRV\\MAINCFG.BOX\\MSTEST", "SITE.SRV\\MAINCFG.BOX\\APPCTL.SRC\\DATABASE",
        "SITE.SRV\\MAINCFG.BOX\\APPCTL.SRC\\INIFILES", "SITE.SRV\\MAINCFG.BOX\\APPCTL.SRC\\SCRIPTS",
        "SITE.SRV\\MAINCFG.BOX\\CLIENT.SRC",
        "SITE.SRV\\SCHEDULE.BOX", "SITE.SRV\\SENDER.BOX\\TOSEND",
        "SITE.SRV\\SENDER.BOX\\REQUESTS\\LAN_DEFA.000",
        "SITE.SRV\\SITECFG.BOX", "SITE.SRV\\SITEREP.BOX", "PRIMSITE.SRV\\AUDIT\\PACKAGE", "HELPER.SRV",
    ]

    /// The folders of a logon server, below its SMS directory.
    static let logonFolders = [
        "LOGON.SRV\\DESPOOLR.BOX", "LOGON.SRV\\PCMINS.BOX", "LOGON.SRV\\PCMPKG.SRC", "LOGON.SRV\\SMSID",
        "LOGON.SRV\\INVENTRY.BOX", "LOGON.SRV\\APPCTRL.BOX\\DATABASE",
    ]
}

extension JobLive {
    /// The name of the compressed file of a job's package in TOSEND.
    func packageFile(_ image: SiteImage) -> String? {
        package == noHandle ? nil : image.packages[Int(package)].setID.transferFile
    }
}
