import SiteModel
import Testing

@Suite struct FileNameRulesTests {
    @Test(arguments: [
        "", ".", "..", "a/b", "a\\b", "C:", "a<b", "a>b", "a\"b", "a|b", "a?b", "a*b", "a\u{7}b", "a\u{7F}",
        "dot.", "blank ", "CON", "con.txt", "Prn", "AUX.c.d", "NUL ", "nul .txt", "COM1", "com9.log", "LPT3",
        String(repeating: "x", count: 256),
    ])
    func `names that no drive of the time can hold`(name: String) {
        #expect(FileNameRules.problem(in: name) != nil)
    }

    @Test(arguments: [
        "SETUP.EXE", "_S M0000.TMP", ".profile", "CONSOLE", "COM", "COM0", "COM10", "LPT", "AUXILIARY.TXT",
        "a..b",
        "Größe", "東京", String(repeating: "x", count: 255),
    ])
    func `names that they can`(name: String) {
        #expect(FileNameRules.problem(in: name) == nil)
    }

    @Test func `names fold as on NTFS: letter by letter`() {
        #expect(FoldedName("Setup.exe") == FoldedName("SETUP.EXE"))
        #expect(FoldedName("größe") == FoldedName("GRÖßE"))
        // ß has no single capital; NTFS keeps STRASSE and STRAßE apart.
        #expect(FoldedName("straße") != FoldedName("STRASSE"))
        // Composed and decomposed letters are two names there, though Swift's == says otherwise.
        #expect(FoldedName("\u{E9}") != FoldedName("e\u{301}"))
    }
}
