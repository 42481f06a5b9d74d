import SiteModel

/// SMS_INVENTORY_DATA_LOADER: loads job-status files into JobDetails (RG S3D2B, Q169491).
public struct InventoryDataLoader: Equatable, Sendable {
    /// Files taken at a time (RG S3D2B).
    public static let maximumFiles = 1_000
    /// Milliseconds a file takes.
    public static let fileMilliseconds: Int64 = 10

    /// How many files are being worked off; 0: it waits.
    public package(set) var busy = 0
    /// How many of them came from sites below.
    public package(set) var busyItems = 0

    /// Makes an idle Data Loader.
    public init() {}

    /// Decides what follows from a signal.
    public mutating func handle(
        _ signal: Signal, _ context: Context, _ image: SiteImage, into effects: inout EffectBuffer
    ) {
        switch signal.kind {
        case .dataLoaderArrival: if busy == 0, busyItems == 0 { take(image, &effects) }
        case .dataLoaderEnded:
            load(image, &effects)
            busy = 0
            busyItems = 0
            effects.now(.dataLoaderArrival)
        default: preconditionFailure("the Data Loader was given \(signal.kind)")
        }
    }

    /// Its thread is gone; what it had taken lies in its box still.
    public mutating func stop() {
        busy = 0
        busyItems = 0
    }

    private mutating func take(_ image: SiteImage, _ effects: inout EffectBuffer) {
        if image.isPaused(.dataLoader) { return }
        busy = min(image.toLoad.count, Self.maximumFiles)
        busyItems = min(image.toLoadItems.count, Self.maximumFiles)
        let files = busy + busyItems
        if files == 0 { return effects.trace(.dataLoaderIdle) }
        effects.trace(.dataLoaderTook, 0, 0, Int64(files))
        effects.after(
            PeriodSpeed.overheadMilliseconds + Int64(files) * Self.fileMilliseconds, .dataLoaderEnded)
    }

    private func load(_ image: SiteImage, _ effects: inout EffectBuffer) {
        for file in image.toLoad.prefix(busy) {
            let status = status(of: file.outcome, image)
            let before = image.details[Int(file.detail)].status
            // What failed after its job was cancelled stays Canceled: nothing is tried again.
            if status == .retrying, before == UInt8(JobStatus.cancelled.rawValue) { continue }
            effects.add(Effect(.setDetail, file.detail, UInt32(status.rawValue)))
            effects.trace(
                .detailUpdated, image.jobNumber(detail: Int(file.detail)),
                image.details[Int(file.detail)].client + 1, Int64(status.rawValue))
        }
        if busy > 0 || busyItems == 0 { effects.add(Effect(.takeLoaded, UInt32(busy))) }
        guard busyItems > 0 else { return }
        effects.trace(.reportsLoaded, 0, 0, Int64(busyItems))
        effects.add(Effect(.loadItems, UInt32(busyItems)))
    }

    /// What a client's status makes of its row.
    private func status(of outcome: Outcome, _ image: SiteImage) -> JobStatus {
        switch outcome {
        case .failed: .retrying
        case .expired: image.quirks.contains(.expiredIsRetrying) ? .retrying : .cancelled
        case .success, .malformed: .complete
        }
    }
}
