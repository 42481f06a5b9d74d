import Foundation
import TestKit
import Testing

@testable import Reporting

/// The page in the program is made of the files of the checkout.
struct PageSourceTests {
    private static let folder = checkoutRoot + "/Sources/Reporting/Page"

    private static func text(_ names: [String]) throws -> String {
        try names.map { String(decoding: try readFile(folder + "/" + $0), as: UTF8.self) }.joined()
    }

    private static func scripts() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted().filter { $0.hasSuffix(".js") }
    }

    /// The constants as the files make them.
    private static func generated() throws -> String {
        var out = """
            // Generated from Sources/Reporting/Page by PageSourceTests (UPDATE_GOLDEN=1); do not edit.
            // swift-format-ignore-file


            """
        let parts = [
            ("replayPageBody", "What the page holds before the run is unpacked.", ["replay.html"]),
            ("replayPageStyle", "How it looks.", ["replay.css"]),
            ("replayPageScript", "What it does.", try scripts()),
        ]
        for (name, comment, files) in parts {
            out += "/// \(comment)\nlet \(name) = ##\"\"\"\n\(try text(files))\n\"\"\"##\n"
        }
        return out
    }

    @Test func `the constants are made of the files`() throws {
        try expectGenerated(try Self.generated(), at: "Sources/Reporting/ReplayPageText.swift")
    }
}
