import Pipeline
import SiteModel

// A service pack that is installed while a lab goes on.

extension Emulation {
    /// Has every site behave as another release does from now on; what was done stays as it was done.
    mutating func setRelease(
        _ command: LabCommand, _ release: Release, _ quirks: [String: Bool]
    ) -> CommandOutcome {
        definition.release = release
        definition.quirks = quirks
        for (site, image) in images.enumerated() {
            image.setQuirks(QuirkSet(release: release, overrides: quirks))
            // What clients are like is worked out from the release once for each range of them.
            clients[site].addClients(image, from: image.clients.count)
        }
        return note(command, 0, 0)
    }
}
