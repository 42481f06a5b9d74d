import Emulation
import Pipeline
import SiteModel
import Testing

/// System (Background) Tasks are for the service; which Package Command Manager runs them: sms12-client 2.8.
@Suite struct BackgroundTests {
    /// Two NT clients and one of Windows 95 with a user, one of NT without, and a background command for all.
    private func lab(_ release: Release, isMandatory: Bool = true) throws -> Emulation {
        var definition = try LabKit.definition(clients: 2)
        definition.release = release
        definition.sites[0].clients += [
            ClientRange(pattern: "W95", platform: .windows95),
            ClientRange(pattern: "ALPHA", platform: .ntAlpha),
            ClientRange(pattern: "NOBODY", user: ""),
        ]
        var lab = Emulation(definition)
        let site = try LabKit.site()
        var package = try LabKit.package()
        package.workstation?.commands[0].flags = .background
        package.workstation?.commands[0].platforms = [.ntX86, .ntAlpha, .windows95]
        try lab.perform(.createPackage(site: site, package: package), who: "ADMIN")
        try LabKit.addJob(&lab) { $0.useMandatoryTime = isMandatory }
        try LabKit.pass(&lab, cycles: 40)
        return lab
    }

    /// Q165147, Q166765: from SP2 on PCMWIN32 skips what is marked for the service, and logs it.
    ///
    /// The 16-bit Package Command Manager has no such rule. What nobody runs keeps its row None, and the job stays
    /// Active.
    @Test(arguments: [Release.v12, .sp1, .sp2, .sp3, .sp4, .sp4Hotfixes])
    func `pcm32-runs-background`(release: Release) throws {
        let isAlive = release < .sp2
        #expect(Quirk.pcm32RunsBackground.isAlive(at: release) == isAlive)
        let lab = try lab(release)
        let nt: JobStatus = isAlive ? .complete : .none
        #expect(LabKit.rows(lab) == [nt, nt, .complete, nt, .none])
        let skipped = LabKit.records(lab, .pcmServiceOnly).map(\.a).sorted()
        #expect(skipped == (isAlive ? [] : [1, 2, 4]))
        #expect(LabKit.records(lab, .pcmCountdown).count == (isAlive ? 4 : 1))
        #expect(LabKit.line(lab) == "Active/Complete/Active")
    }

    @Test func `what is for the service only is no offer to a person`() throws {
        var lab = try lab(.sp4, isMandatory: false)
        let site = try LabKit.site()
        #expect(LabKit.stages(lab) == [.serviceOnly, .serviceOnly, .pending, .serviceOnly, .unread])
        let request = try #require(lab.images[0].jobs[0].requestID)
        let isRefused = LabKit.isRefused(&lab, .clientRun(site: site, name: "PC1", request: request))
        #expect(isRefused)
        // As Q166765 shows it: first how many there are, then what is skipped.
        let found = LabKit.records(lab, .pcmFound, .pcmServiceOnly).filter { $0.a == 1 }
        #expect(found.map(\.code) == [.pcmFound, .pcmServiceOnly])
        // Said once, not at each poll.
        try LabKit.pass(&lab, cycles: 40)
        #expect(LabKit.records(lab, .pcmServiceOnly).count == 3)
    }
}
