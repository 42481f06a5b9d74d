import Foundation
import SiteModel
import TestKit
import Testing

@testable import Commands

@Suite struct MapTests {
    @Test func helpExplainsIt() throws {
        let (code, out, _) = try Shell().run("map", "--help")
        #expect(code == 0)
        #expect(out.contains("--era") && out.contains("--mof") && out.contains("--codes"))
    }

    @Test func aJobGivesItsObjectsThenItsLosses() throws {
        let shell = try Shell.withPackage()
        shell.run("job", "create", "Editor", "--on", "group:Sales", "--comment", "roll")
        let (code, out, err) = shell.run("map", "roll")
        // A local source is a warning (W06): done with losses.
        #expect(code == 3, "\(err)")
        for name in [
            "SMS_Package", "SMS_Program", "SMS_PackageAccessByUsers", "SMS_DistributionPoint",
            "SMS_Collection", "SMS_Advertisement",
        ] {
            #expect(out.contains(name), "\(name)")
        }
        #expect(out.contains("\nCode  Severity"))
        #expect(out.contains("W06   warning"))
        let objects = out.range(of: "SMS_Advertisement")?.lowerBound
        let losses = out.range(of: "\nCode  Severity")?.lowerBound
        #expect(try #require(objects) < #require(losses))
    }

    @Test func aJobWinsOverAPackageOfItsIdentifier() throws {
        let shell = try Shell.withPackage()
        shell.run("job", "create", "Editor", "--on", "group:Sales")
        let job = shell.run("map", "BPC00001")
        #expect(job.out.contains("SMS_Advertisement"))
        #expect(job.err.contains("package:BPC00001 is the other"))
        let package = shell.run("map", "package:BPC00001")
        #expect(!package.out.contains("SMS_Advertisement"))
        #expect(!package.err.contains("is the other"))
        #expect(shell.run("map", "package:Editor", "--with-jobs").out == shell.run("map", "job:BPC00001").out)
        #expect(shell.run("map", "Editor").out == package.out)
    }

    @Test func theFrozenListIsUsedOnceTheJobIsActive() throws {
        let shell = try Shell.withPackage()
        shell.run("job", "create", "Editor", "--on", "group:Sales", "--comment", "roll")
        try shell.pass(minutes: 30)
        let before = shell.run("map", "roll", "--format", "json").out
        #expect(before.contains("PC1") && before.contains("PC2"))
        #expect(shell.run("group", "set", "Sales", "PC5").code == 0)
        let after = shell.run("map", "roll", "--format", "json").out
        #expect(after.contains("RuleName\": \"PC1\"") || after.contains("\"PC1\""))
        #expect(!after.contains("\"PC5\""))
    }

    @Test func theFormatsAreReadByPrograms() throws {
        let shell = try Shell.withPackage()
        shell.run("job", "create", "Editor", "--on", "site:BPC", "--comment", "roll")
        let (code, out, err) = shell.run("map", "roll", "--format", "json")
        #expect(code == 3)
        #expect(err == "")
        let json = try JSONSerialization.jsonObject(with: Data(out.utf8)) as? [String: Any]
        #expect((json?["steps"] as? [[String: Any]])?.isEmpty == false)
        #expect((json?["losses"] as? [[String: Any]])?.isEmpty == false)
        let csv = shell.run("map", "roll", "--format", "csv")
        #expect(csv.out.hasPrefix("step,object,property,value,from\n"))
        #expect(csv.err.contains("sms12: W06 warning"))
        let mof = shell.run("map", "roll", "--mof", "windows", "--era", "2007", "--declarations")
        #expect(mof.out.contains("instance of SMS_Advertisement"))
        #expect(mof.out.contains("class SMS_Advertisement"))
        #expect(mof.out.contains("era 2007"))
        #expect(mof.err.contains("W06 warning"))
    }

    @Test func switchesReachTheMapping() throws {
        let shell = try Shell.withPackage()
        shell.run(
            "job", "create", "Editor", "--on", "site:BPC", "--comment", "roll", "--repeat", "weekly",
            "--mandatory")
        func advertisements(_ words: String...) -> Int {
            let out = shell.run(["map", "roll", "--mof", "dmtf"] + words).out
            return out.components(separatedBy: "instance of SMS_Advertisement").count - 1
        }
        #expect(advertisements() == 2)
        #expect(advertisements("--reissue-count", "3") == 3)
        #expect(advertisements("--repeat-mode", "recur") == 1)
        let dynamic = shell.run("map", "roll", "--target-mode", "dynamic").out
        #expect(dynamic.contains("SMS_CollectionRuleQuery"))
    }

    @Test func theCodesAreListed() throws {
        let shell = try Shell()
        let list = try shell.list("map", "--codes")
        let page = String(
            decoding: try readFile(checkoutRoot + "/docs/reference/loss-codes.md"), as: UTF8.self)
        #expect(list.count > 50)
        for row in list {
            let code = try #require(row["code"] as? String)
            #expect(page.contains("\n## \(code)\n"))
        }
    }

    @Test func whatCannotBeMappedIsSaid() throws {
        let shell = try Shell.withPackage()
        shell.fails(64, "THING is missing", "map")
        shell.fails(66, "no job or package 'Edtor'; did you mean", "map", "Edtor")
        shell.fails(66, "no job 'Editor'", "map", "job:Editor")
        shell.fails(64, "--declarations goes with --mof", "map", "Editor", "--declarations")
        shell.fails(64, "2012", "map", "Editor", "--era", "2012")
    }
}
