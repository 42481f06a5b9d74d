import Pipeline
import SiteModel

/// Reads what an entry is about; what the numbers of each code hold stands at `TraceCode`.
struct MatterReader {
    let numbers: SideNumbers

    func matter(_ record: TraceRecord) -> Matter {
        var matter = Matter(
            site: numbers.site(record.site), code: record.code, component: record.component)
        switch record.code.rawValue {
        case 1..<20: readScheduler(record, &matter)
        case 20..<30: readSender(record, &matter)
        case 30..<50: readDespooler(record, &matter)
        case 50..<80: readCollectors(record, &matter)
        case 80..<100: readClient(record, &matter)
        default: readOthers(record, &matter)
        }
        return matter
    }

    private func job(_ number: UInt32, _ record: TraceRecord) -> Int64 { numbers.job(number, record.site) }

    private func other(_ number: UInt32) -> Int64 { numbers.site(UInt16(truncatingIfNeeded: number)) }

    private func server(_ number: UInt32, _ record: TraceRecord) -> Int64 {
        numbers.server(Int64(number), record.site)
    }

    private func readScheduler(_ record: TraceRecord, _ matter: inout Matter) {
        switch record.code {
        case .sourceInspected, .compressionStarted, .compressionEnded, .compressionFailed,
            .compressionSkipped:
            matter.package = numbers.package(record.a, record.site)
            matter.job = job(record.b, record)
            matter.content = record.value
        case .systemJobQueued:
            matter.destination = other(record.b)
            matter.detail = record.value
        case .schedulerNoted:
            matter.job = job(record.a, record)
            matter.detail = record.value
        case .instructionWritten, .noAddress:
            matter.job = job(record.a, record)
            matter.destination = other(record.b)
        case .requestQueued, .requestRescheduled, .requestAbandoned:
            matter.job = job(record.a, record)
            matter.destination = numbers.destination(ofRequest: record.b, record.site)
        case .jobStatusChanged:
            matter.job = job(record.a, record)
            matter.detail = Int64(record.b)
        case .listsFrozen:
            matter.job = job(record.a, record)
            matter.content = record.value
        default: matter.job = job(record.a, record)
        }
    }

    private func readSender(_ record: TraceRecord, _ matter: inout Matter) {
        matter.job = job(record.b, record)
        matter.destination = numbers.destination(ofRequest: record.a, record.site)
        switch record.code {
        case .sendStarted, .sendEnded: matter.content = record.value
        case .senderNoted: matter.detail = record.value
        default: break
        }
    }

    private func readDespooler(_ record: TraceRecord, _ matter: inout Matter) {
        switch record.code {
        case .instructionStarted:
            matter.job = job(record.a, record)
            matter.detail = record.value
        case .instructionEnded, .offersWritten, .offersStripped, .instructionHeld:
            matter.job = job(record.a, record)
            matter.content = record.value
        case .retryScheduled:
            matter.job = job(record.a, record)
            matter.detail = Int64(record.b & 0xFF)
        case .statusExecuted:
            matter.job = job(record.a, record)
            matter.client = numbers.client(Int64(record.b) - 1, record.site)
            matter.detail = record.value & 0xFF
            matter.content = record.value >> 8 & 0xFFFF
        case .miniJobExecuted:
            matter.detail = Int64(record.a)
            matter.destination = other(record.b)
            matter.content = record.value
        case .instructionForwarded:
            matter.job = job(record.a, record)
            matter.destination = other(record.b)
        case .packageStored, .storedRemoved:
            matter.package = numbers.package(record.a, record.site)
            matter.content = record.value
        case .decompressionStarted:
            matter.package = numbers.package(record.a, record.site)
            matter.content = Int64(record.b)
        case .usersWarned, .filesClosed, .serverSkipped:
            matter.package = numbers.package(record.a, record.site)
            matter.server = server(record.b, record)
        default:
            matter.package = numbers.package(record.a, record.site)
            matter.server = server(record.b, record)
            matter.content = record.value
        }
    }

    private func readCollectors(_ record: TraceRecord, _ matter: inout Matter) {
        switch record.code {
        case .instructionsCopied:
            matter.job = job(record.a, record)
            matter.server = server(record.b, record)
            matter.content = record.value
        case .statusesCollected:
            matter.server = server(record.b, record)
            matter.content = record.value
        case .locationReported:
            matter.package = numbers.package(record.a, record.site)
            matter.server = server(record.b, record)
        case .logonServerUnreachable: matter.server = server(record.b, record)
        case .dataLoaderTook, .reportsLoaded:
            matter.detail = Int64(record.a)
            matter.content = record.value
        case .detailUpdated:
            matter.job = job(record.a, record)
            matter.client = numbers.client(Int64(record.b) - 1, record.site)
            matter.detail = record.value
        case .mifFailed, .mifDiscarded, .loaderThreadEnded: matter.detail = Int64(record.a)
        case .reportsBundled:
            matter.destination = other(record.b)
            matter.content = record.value
        case .serverListChanged, .definitionSent, .packageDisappeared:
            matter.package = numbers.package(record.a, record.site)
        case .programItemsSet, .programItemRefused:
            matter.package = numbers.package(record.a, record.site)
            matter.content = record.value
        default: matter.content = record.value
        }
    }

    private func readClient(_ record: TraceRecord, _ matter: inout Matter) {
        matter.client = numbers.client(Int64(record.a) - 1, record.site)
        switch record.code {
        case .pcmPolled: break
        case .pcmFound: matter.content = record.value
        case .clientStateChanged: matter.detail = record.value
        case .pcmStarted:
            matter.job = job(record.b, record)
            matter.content = numbers.server(record.value, record.site)
        case .pcmFinished:
            matter.job = job(record.b, record)
            matter.content = record.value
        case .pcmReported:
            matter.job = job(record.b, record)
            matter.detail = record.value & 0x7F
        case .pcmNoted:
            matter.job = job(record.b, record)
            matter.detail = record.value & 0xFF
            matter.content = record.value >> 8
        default: matter.job = job(record.b, record)
        }
    }

    private func readOthers(_ record: TraceRecord, _ matter: inout Matter) {
        switch record.code {
        case .eventRaised:
            matter.job = job(record.a, record)
            matter.component = Component(rawValue: UInt8(truncatingIfNeeded: record.b)) ?? .administrator
            matter.detail = record.value
        case .executiveEnded:
            matter.job = job(record.a, record)
            matter.component = Component(rawValue: UInt8(truncatingIfNeeded: record.b)) ?? .executive
        case .despoolerNoted:
            matter.job = job(record.a, record)
            matter.detail = record.value
            matter.content = Int64(record.b)
        case .commandPerformed:
            matter.detail = Int64(record.a)
            matter.content = Int64(record.b)
        case .serviceStarted, .codeReceived, .configurationNoted:
            matter.detail = Int64(record.b) << 32 | record.value & 0xFFFF_FFFF
        case .controlFileWritten, .controlFileLoaded, .sitePhaseBegun, .controlFileAccepted,
            .controlImageReused, .controlFileReported:
            matter.destination = other(record.b)
            matter.detail = record.value
        case .controlImageTooLarge:
            matter.destination = other(record.b)
            matter.content = record.value
        case .alertChecked, .alertRaised:
            matter.detail = Int64(record.b)
            matter.content = record.value
        default: matter.detail = record.value
        }
    }
}
