import Emulation
import Pipeline
import SiteModel
import Testing

/// An instruction that is none (sms12-server 9.3).
@Suite struct DamagedInstructionTests {
    /// Event 1: the instruction is corrupt or of a wrong version; while that is not looked at, it ends the Executive
    /// (Q152468).
    @Test(arguments: [(true, [Int64(376)]), (false, [1])])
    func `a corrupt instruction is told, where it is looked at`(isShown: Bool, events: [Int64]) throws {
        var definition = try LabKit.definition(clients: 1)
        definition.quirks["smsexec-nil"] = isShown
        var lab = Emulation(definition)
        try lab.perform(
            .damageFile(site: try LabKit.site(), kind: .corruptInstruction, count: 1), who: "ADMIN")
        try LabKit.pass(&lab, cycles: 3)
        #expect(lab.images[0].events.map(\.number) == events)
    }
}
