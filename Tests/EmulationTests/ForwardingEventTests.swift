import Pipeline
import SiteModel
import Testing

@testable import Emulation

/// What Hierarchy Manager says where a report of a site below cannot go on to the parent (sms12-server 9.5).
@Suite struct ForwardingEventTests {
    @Test func `event 364 tells of a report that no address leads on from, until one does`() throws {
        var lab = try TreeKit.components { $0.sites[1].addresses.removeFirst() }
        let sec = lab.images[2].definition.code
        let report = LabCommand.sendCode(site: sec, service: .siteConfigurationManager, code: 193)
        try lab.perform(report, who: "ADMIN")
        try lab.pass(TreeKit.hours(1))
        try lab.perform(report, who: "ADMIN")
        try lab.pass(TreeKit.hours(1))
        func events() -> [UInt32] { lab.images[1].events.filter { $0.number == 364 }.map(\.subject) }
        // Once while it stands (RG S3D43), about SEC; CEN hears nothing.
        #expect(events() == [2])
        #expect(lab.images[0].siteControls[2] == nil)
        var site = lab.images[1].definition
        site.addresses.append(try TreeKit.address("CEN"))
        try lab.perform(.setSite(site), who: "ADMIN")
        try lab.pass(TreeKit.hours(1))
        // Their jobs waited for an address.
        #expect(lab.images[0].siteControls[2] != nil)
        try lab.perform(report, who: "ADMIN")
        try lab.pass(TreeKit.hours(1))
        #expect(events() == [2])
        site.addresses.removeLast()
        try lab.perform(.setSite(site), who: "ADMIN")
        try lab.perform(report, who: "ADMIN")
        try lab.pass(TreeKit.hours(1))
        #expect(events() == [2, 2], "it had gone well in between")
    }
}
