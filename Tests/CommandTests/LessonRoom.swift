import Foundation
import Lessons
import TestKit
import Testing

/// A folder with the lab of a lesson, in which the lines of a shell are typed.
struct LessonRoom {
    /// The folder.
    let shell: Shell
    /// The lesson.
    let lesson: Lesson

    /// Starts a lesson.
    init(_ lesson: Lesson, sourceLocation: Testing.SourceLocation = #_sourceLocation) throws {
        shell = try Shell()
        self.lesson = lesson
        let (code, _, err) = shell.run("lesson", "start", String(lesson.number))
        #expect(code == 0, "\(err)", sourceLocation: sourceLocation)
    }

    /// Types a line of a shell: a command of the program, or `cp FILE FILE`.
    func type(_ line: String, sourceLocation: Testing.SourceLocation = #_sourceLocation) {
        var words = Self.words(line.replacing("$lab", with: lesson.labName))
        guard let program = words.first else { return }
        words.removeFirst()
        if program == "cp", words.count == 2 {
            let from = shell.scratch.path(words[0])
            let to = shell.scratch.path(words[1])
            do {
                try Data(readFile(from)).write(to: URL(fileURLWithPath: to))
            } catch {
                Issue.record("\(line): \(error)", sourceLocation: sourceLocation)
            }
            return
        }
        #expect(program == "sms12", "\(line)", sourceLocation: sourceLocation)
        let (code, _, err) = shell.run(words)
        // 3: done with warnings, as of a source that is not there.
        #expect([0, 3].contains(code), "\(line): \(code) \(err)", sourceLocation: sourceLocation)
    }

    /// What the check says: its exit code, the points that are open, and all its sentences.
    func check() -> (code: Int32, open: [String], text: String) {
        let (code, out, err) = shell.run("lesson", "check", "--format", "json")
        let json = try? JSONSerialization.jsonObject(with: Data(out.utf8))
        let rows = json as? [[String: Any]] ?? []
        let open = rows.filter { $0["done"] as? Bool == false }.compactMap { $0["point"] as? String }
        return (code, open, rows.compactMap { $0["notYet"] as? String }.joined(separator: "\n") + err)
    }

    /// The words of a line as a shell splits it, with both kinds of quotation marks.
    static func words(_ line: String) -> [String] {
        var words: [String] = []
        var word = ""
        var quote: Character?
        var isOpen = false
        for sign in line {
            if let mark = quote {
                if sign == mark { quote = nil } else { word.append(sign) }
            } else if sign == "\"" || sign == "'" {
                (quote, isOpen) = (sign, true)
            } else if sign == " " {
                if isOpen || !word.isEmpty { words.append(word) }
                (word, isOpen) = ("", false)
            } else {
                word.append(sign)
            }
        }
        if isOpen || !word.isEmpty { words.append(word) }
        return words
    }
}
