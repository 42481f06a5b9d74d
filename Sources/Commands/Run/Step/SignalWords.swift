import Pipeline
import SiteModel

/// Says in words what woke a component.
struct SignalWords {
    let names: StepNames

    /// Why a component woke: words behind a colon.
    func why(_ signal: Signal) -> String {
        switch signal.kind {
        case .schedulerPoll, .despoolerPoll, .maintenancePoll, .siteReporterPoll, .applicationsPoll:
            "its poll is due"
        case .hierarchyPoll: signal.b == 1 ? "an extra poll behind a restart" : "its poll is due"
        case .listsBuilt: "the lists of job \(names.job(signal.a)) were built"
        case .sourceInspected:
            "the source of package \(names.package(signal.b)) was looked at, for job \(names.job(signal.a))"
        case .compressionEnded: "compressing the package of job \(names.job(signal.a)) has ended"
        case .senderPoll, .sendEnded, .connectFailed, .senderRetry, .writeFailed, .linkChanged:
            sender(signal)
        case .despoolerStepEnded: "the step of the instruction that it executes has ended"
        case .dataLoaderArrival: "a file lies in its box"
        case .dataLoaderEnded: "what it had taken is worked off"
        case .pcmPoll, .pcmEvaluate, .pcmCountdownEnded, .pcmRunEnded, .pcmUserRuns: client(signal)
        case .offersPublished:
            "instruction files of job \(names.job(signal.a)) were copied to logon servers"
        case .offersStripped: "instruction records of job \(names.job(signal.a)) were taken away"
        case .faultChanged: signal.b == 1 ? "a fault of the lab begins" : "a fault of the lab ends"
        case .siteConfigurationArrival: "a control file lies in SITECFG.BOX"
        case .siteConfigurationWatchdog:
            signal.b == 0 ? "its watchdog is due" : "code \(signal.b) of SENDCODE asks for its watchdog"
        case .bootstrapEnded: "the bootstrap has installed the site"
        case .executiveRestart: "the Executive is to be started again"
        case .alerterPoll: "alert '\(names.names.alert(signal.a, names.image.number))' is due"
        }
    }

    private func sender(_ signal: Signal) -> String {
        let request = names.request(signal.a)
        switch signal.kind {
        case .sendEnded: return "request \(request) was sent"
        case .connectFailed: return "no connection could be made for request \(request)"
        case .senderRetry: return "it is time to try request \(request) again"
        case .writeFailed: return "what it writes for request \(request) does not fit any more"
        case .linkChanged: return "site \(names.site(signal.a)) can be reached again, or not any more"
        default: return "its poll is due, or a send request appeared in its outbox"
        }
    }

    private func client(_ signal: Signal) -> String {
        let client = names.client(signal.a)
        switch signal.kind {
        case .pcmEvaluate: return "\(client): a time in an offer was reached"
        case .pcmCountdownEnded:
            return "\(client): the countdown before job \(names.job(ofDetail: signal.b)) has run out"
        case .pcmRunEnded: return "\(client): the command of job \(names.job(ofDetail: signal.b)) has ended"
        case .pcmUserRuns: return "\(client): a user runs the command of job \(names.job(ofDetail: signal.b))"
        default: return "\(client): its poll is due"
        }
    }

    /// Who is given a signal, before anybody decides.
    static func component(_ signal: Signal) -> Component {
        switch signal.kind {
        case .pcmPoll, .pcmEvaluate, .pcmCountdownEnded, .pcmRunEnded, .pcmUserRuns, .offersPublished,
            .offersStripped:
            .packageCommandManager
        case .schedulerPoll, .sourceInspected, .compressionEnded, .listsBuilt: .scheduler
        case .senderPoll: sender(signal.a)
        case .linkChanged: sender(signal.b)
        case .sendEnded, .connectFailed, .senderRetry, .writeFailed: sender(signal.b & 0xFF)
        case .applicationsPoll: .applicationsManager
        case .faultChanged: .administrator
        case .despoolerPoll, .despoolerStepEnded: .despooler
        case .maintenancePoll: .maintenanceManager
        case .dataLoaderArrival, .dataLoaderEnded: .dataLoader
        case .siteReporterPoll: .siteReporter
        case .hierarchyPoll: .hierarchyManager
        case .siteConfigurationArrival, .siteConfigurationWatchdog, .executiveRestart, .bootstrapEnded:
            .siteConfigurationManager
        case .alerterPoll: .alerter
        }
    }

    private static func sender(_ number: UInt32) -> Component {
        Component(SenderKind(rawValue: Int(number)) ?? .lan)
    }
}
