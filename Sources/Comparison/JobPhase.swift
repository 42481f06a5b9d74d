import Pipeline
import SiteModel

/// A step of a job whose times are worth laying side by side.
public enum JobPhase: String, CaseIterable, Sendable {
    /// It became due.
    case activated
    /// Its package was compressed.
    case compressed
    /// A Sender sent it.
    case sent
    /// The Despooler began with its instruction.
    case received = "despooler began"
    /// The Despooler ended its instruction.
    case despooled = "despooler ended"
    /// The clients' instructions were written.
    case instructions = "instructions written"
    /// Clients were offered its command.
    case offered
    /// Clients started it.
    case started
    /// Clients ended it.
    case finished
    /// Clients left a status.
    case reported
    /// A client's row became Complete.
    case complete = "row Complete"
    /// Its statuses changed; told apart.
    case status

    /// The phase that an entry is of, or nil.
    init?(_ record: TraceRecord) {
        switch record.code {
        case .jobActivated: self = .activated
        case .compressionEnded: self = .compressed
        case .sendEnded: self = .sent
        case .instructionStarted: self = .received
        case .instructionEnded: self = .despooled
        case .offersWritten: self = .instructions
        case .pcmOffered: self = .offered
        case .pcmStarted: self = .started
        case .pcmFinished: self = .finished
        case .pcmReported: self = .reported
        case .detailUpdated where record.value == Int64(JobStatus.complete.rawValue): self = .complete
        case .jobStatusChanged: self = .status
        default: return nil
        }
    }
}
