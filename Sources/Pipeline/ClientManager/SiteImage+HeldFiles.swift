public import SiteModel

/// Instruction files on the site server that somebody has open: a backup, a search for viruses, a person.
extension SiteImage {
    /// Has the instruction file of a client open until an instant, in milliseconds since 1970; one that is past: closes
    /// it.
    package func holdInstructions(_ client: Int, until: Int64, now: Int64) {
        heldInstructions[UInt32(client)] = until > now ? until : nil
    }

    /// Whether a client's instruction file cannot be opened: WIN32 error 32.
    func isHeld(_ client: UInt32, now: Int64) -> Bool {
        heldInstructions.isEmpty ? false : heldInstructions[client].map { $0 > now } ?? false
    }

    /// The file with a record of a job that is open longest, and until when; nil where none is.
    public func heldFile(ofJob id: JobID, now: Int64) -> (client: Int, until: Int64)? {
        guard !heldInstructions.isEmpty, let place = jobs.firstIndex(where: { $0.job.id == id }) else {
            return nil
        }
        var found: (client: Int, until: Int64)?
        forEachDetail(of: UInt32(place)) { detail in
            guard let until = heldInstructions[details[detail].client], until > now,
                until > found?.until ?? now
            else { return }
            found = (Int(details[detail].client), until)
        }
        return found
    }

    /// Milliseconds until the Despooler can open every file with a record of a job; 1.0 and 1.1 do not wait for one
    /// (Q140928).
    func waitForFiles(ofJob job: UInt32, now: Int64) -> Int64 {
        if heldInstructions.isEmpty || quirks.contains(.insResurrectsCancelled) { return 0 }
        var last = now
        forEachDetail(of: job) { detail in
            last = max(last, heldInstructions[details[detail].client] ?? now)
        }
        return last - now
    }
}
