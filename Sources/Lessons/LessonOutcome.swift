/// How far a lab is with its lesson.
public struct LessonOutcome: Equatable, Sendable {
    /// How far one point is.
    public struct Point: Equatable, Sendable {
        /// The point's name.
        public var name: String
        /// What has to be so, or the question.
        public var title: String
        /// Whether it is a question.
        public var isQuestion: Bool
        /// Whether it is done.
        public var isDone: Bool
        /// What is not yet so and why; empty when it is done.
        public var sentence: String
    }

    /// The points in order.
    public var points: [Point]

    /// How many are done.
    public var done: Int { points.count(where: \.isDone) }
    /// Whether all are.
    public var isComplete: Bool { done == points.count }
}
