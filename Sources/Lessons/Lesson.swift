public import KnowledgeBase
public import SiteModel

/// A guided lesson: a prepared lab, a task, and rows that look whether it was done.
///
/// The rows are kept as words; `LessonCheck` asks them, since names of a student's own jobs stand in them.
public struct Lesson: Equatable, Sendable {
    /// Its number, from 1.
    public var number: Int
    /// Its name, such as `pending`.
    public var name: String
    /// What it is called.
    public var title = ""
    /// Minutes in class.
    public var minutes = 0
    /// What it teaches, a sentence each.
    public var teaches: [String] = []
    /// What a student should know before.
    public var before: [String] = []
    /// Where its facts are told: an article or chapter, and what it tells.
    public var sources: [LessonSource] = []
    /// The lab file, JSON5.
    public var labText = ""
    /// Files beside the lab, by their path in its folder `lesson`.
    public var files: [LessonFile] = []
    /// Command lines that prepare the lab, without the program's name.
    public var prepare: [[String]] = []
    /// The task, in Markdown; `$lab` stands for the lab's folder.
    public var task = ""
    /// Names for things that the student made.
    public var bindings: [LessonBinding] = []
    /// What has to be so at the end, and questions, in the order in which they are told.
    public var points: [LessonPoint] = []
    /// Questions to discuss.
    public var discussion: [String] = []
    /// One way to do it: lines of a shell.
    public var solution: [String] = []
    /// Ways that do not do it, each with words of the sentence that says why.
    public var mistakes: [LessonMistake] = []
    /// Where it begins in its file.
    public var location: SourceLocation

    /// Makes an empty lesson.
    public init(number: Int, name: String, location: SourceLocation) {
        self.number = number
        self.name = name
        self.location = location
    }

    /// The name of its lab where none is given: `lesson2.lab`.
    public var labName: String { "lesson\(number).lab" }

    /// How many lessons the program has; told without reading them.
    public static var shippedCount: Int { shippedLessonTexts.count }

    /// The lessons of the program in order, with what is wrong in them: nothing, as a test sees to.
    public static let shipped: (lessons: [Lesson], findings: [Finding]) = {
        var lessons: [Lesson] = []
        var findings: [Finding] = []
        for (file, text) in shippedLessonTexts {
            let read = read(text, file: file)
            if let lesson = read.lesson { lessons.append(lesson) }
            findings += read.findings
        }
        return (lessons.sorted { $0.number < $1.number }, findings)
    }()
}

/// Where a fact of a lesson is told.
public struct LessonSource: Equatable, Sendable {
    /// The article or chapter, such as `Q197016`.
    public var name: String
    /// What it tells.
    public var what: String
}

/// A file that comes with a lesson.
public struct LessonFile: Equatable, Sendable {
    /// Its path below the folder `lesson` of the lab.
    public var path: String
    /// What stands in it.
    public var text: String
}

/// A name for something that the student made, whatever identifier it has: `some job $job after 1`.
public struct LessonBinding: Equatable, Sendable {
    /// What it is a name for.
    public enum Kind: Equatable, Sendable { case job, package }
    /// The kind.
    public var kind: Kind
    /// The name, without `$`.
    public var name: String
    /// How many of the kind there were when the lesson began.
    public var after: Int
    /// Whether it is in the second lab: `some again: job $job after 0`.
    public var isAgain = false
    /// What is said where there is none.
    public var none = ""
}

/// A row of a point, and what is said when it does not hold; `or` between two rows: one of them is enough.
public struct LessonRow: Equatable, Sendable {
    /// The line in the file, from 1.
    public var line: Int
    /// The words.
    public var words: [RowWord]
    /// Whether it looks at the second lab, `again.lab` in the lab's folder.
    public var isAgain: Bool
    /// The sentence; `$found` is what was found, `$job` the identifier of the job of that name.
    public var otherwise = ""
}

/// One thing that has to be so, or one question.
public struct LessonPoint: Equatable, Sendable {
    /// Its name, by which hints and answers are asked for.
    public var name: String
    /// What has to be so, or the question.
    public var title: String
    /// Whether it is a question, answered by `lesson answer`.
    public var isQuestion: Bool
    /// The rows that must hold; of a question: what must have happened before it can be answered.
    public var rows: [LessonRow] = []
    /// What the right answer is, by a row of `LessonAnswer`.
    public var answer: LessonRow?
    /// Words that stand for an answer: `not-due` for "Start After" and others.
    public var words: [LessonWord] = []
    /// Hints, the weakest first.
    public var hints: [String] = []
}

/// Words by which a student may mean an answer.
public struct LessonWord: Equatable, Sendable {
    /// The answer as the program calls it.
    public var answer: String
    /// What may be written instead, in small letters.
    public var meanings: [String]

    /// Not an answer: what the right answer is said of, such as the Scheduler.
    ///
    /// Where it is named, the words of `beside` do no harm.
    static let about = "(about)"
    /// Not an answer: what it is wrong to say the answer of: "the site server is paused".
    static let beside = "(beside)"
    /// Not an answer: what makes an answer wrong wherever it is named, such as another component.
    ///
    /// Only what follows from the right answer may name it: "paused, so the Sender gets nothing".
    static let elsewhere = "(elsewhere)"
    /// Not an answer: the days that may be named, the one that is meant first.
    static let days = "(days)"
    /// The names in brackets, all of them.
    static let notes: Set<String> = [about, beside, elsewhere, days]
}

/// A way that does not do a lesson.
public struct LessonMistake: Equatable, Sendable {
    /// What was done, in words for the teacher.
    public var title: String
    /// Words of the sentence that the check then says.
    public var says = ""
    /// The lines of a shell.
    public var lines: [String] = []
}
