/// A command of a journal, for laying two journals side by side.
public struct InputCommand: Equatable, Sendable {
    /// Its place among the steps of the play.
    public let step: Int
    /// When it was given, in milliseconds since 1970.
    public let instant: Int64
    /// The SMS account that gave it.
    public let who: String
    /// What kind it is, such as `job.set`.
    public let verb: String
    /// What it is about: two commands of one verb about the same are one that was edited.
    public let subject: String
    /// All that it says, on one line.
    public let body: String
    /// The same without what was given to it rather than said: the identifier of the job that it made.
    public let likeness: String

    /// Makes a command.
    public init(
        step: Int, instant: Int64, who: String, verb: String, subject: String, body: String,
        likeness: String? = nil
    ) {
        self.step = step
        self.instant = instant
        self.who = who
        self.verb = verb
        self.subject = subject
        self.body = body
        self.likeness = likeness ?? body
    }

    /// A number for a text; the same in every run of the program.
    public static func digest(_ texts: String...) -> UInt64 {
        var mix = Mix()
        for text in texts {
            for byte in text.utf8 { mix.add(UInt64(byte)) }
            mix.add(UInt64(0x100))
        }
        return mix.value
    }
}
