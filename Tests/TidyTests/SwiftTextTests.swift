import Testing

/// What counts as code.
@Suite struct SwiftTextTests {
    @Test(arguments: [
        ("let a = 1 // try!", "let a = 1        "),
        ("a /* x /* y */ z */ b", "a                   b"),
        (#"f("a!", b)"#, #"f("  ", b)"#),
        (#"f("\"a!", b)"#, #"f("    ", b)"#),
        (#"f("n \(g("x!") + 1)!")"#, #"f("   (g("  ") + 1) ")"#),
        ("f(#\"a\"! \\(b!)\"#, c)", "f(#\"         \"#, c)"),
        ("f(#\"\\#(b!)\"#)", "f(#\"  (b!)\"#)"),
        ("f(\"\"\"\n  a\" b!\n  \"\"\")!", "f(\"\"\"\n       \n  \"\"\")!"),
        ("#if !DEBUG\nlet a = \"broken\nlet b = 1", "#if !DEBUG\nlet a = \"      \nlet b = 1"),
        ("let url = \"http://x\"; b", "let url = \"        \"; b"),
        ("open \"\"\" and never closed", "open \"\"\"                 "),
        ("/* never closed", "               "),
        ("", ""),
    ])
    func `comments and texts are blanked and code stays`(text: String, code: String) {
        #expect(codeOnly(text) == code)
    }

    @Test func `comments stay where they are wanted`() {
        #expect(withoutLiterals("a(\"b\") // \"c\"\n/* d */") == "a(\" \") // \"c\"\n/* d */")
    }

    @Test func `places stay places`() {
        let text = "é // ü\n\"ä\\(x)\" // end\nlet y"
        #expect(codeOnly(text).utf8.count == text.utf8.count)
        #expect(codeOnly(text).hasSuffix("\nlet y"))
    }
}
