public import KnowledgeBase

/// A lab that is looked at by the rows of a lesson.
public final class LessonLab {
    /// The lab, with its trace.
    var play: ScenarioPlay
    /// What the rest of the program knows of it.
    let facts: any LessonFacts

    /// Takes a lab.
    public init(_ play: consuming ScenarioPlay, facts: any LessonFacts) {
        self.play = play
        self.facts = facts
    }
}
