import Pipeline
import SiteModel

// What a snapshot holds of the Data Loader.

extension Emulation {
    /// Codes what the Data Loader's threads have in PROCESS; the first release had one thread.
    mutating func codeLoaderThreads(_ site: Int, _ coder: inout SnapshotCoder) {
        let first = Int(LoadType.jobStatus.rawValue)
        coder.number(&dataLoaders[site].threads[first].statuses)
        guard coder.rules >= 3 else { return }
        for place in dataLoaders[site].threads.indices {
            if place != first { coder.number(&dataLoaders[site].threads[place].statuses) }
            coder.number(&dataLoaders[site].threads[place].items)
            coder.number(&dataLoaders[site].threads[place].retries)
        }
    }

    /// Codes DELTAMIF.COL beyond the files that wait, which stand elsewhere, and whether there is a SQL Server.
    func codeLoadBox(_ image: SiteImage, _ coder: inout SnapshotCoder) {
        coder.flag(&image.isSQLDown)
        for place in image.loadBox.queues.indices {
            coder.number(&image.loadBox.queues[place].firstStatus)
            coder.number(&image.loadBox.queues[place].firstItem)
            coder.list(
                &image.loadBox.queues[place].failed,
                empty: .blank
            ) { coder, file in
                Self.codeItem(&file.item, &coder)
                coder.number(&file.number)
                coder.number(&file.tries)
            }
        }
        coder.list(&image.loadBox.bad, empty: .blank) { coder, file in
            coder.number(&file.number)
            coder.number(&file.type)
        }
    }
}
