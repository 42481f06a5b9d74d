import SiteModel
import Testing

@testable import Lessons

/// Answers of students in many words, without a lab: what is right in a lesson, and what says the opposite.
///
/// The key of each question is what its lesson's own rows hold, by the task: the first job of lesson 2 is not due before
/// Tuesday 20:00, the query of the second cannot run without Select Into in tempdb, the Scheduler of the third is paused; a
/// mend came with service pack 3.
@Suite struct LessonAnswerTests {
    private static let holds = ["not-due", "query", "service-paused", "service-stopped"]

    private func verdict(_ answer: String, _ number: Int, _ question: String, _ key: String) throws
        -> LessonVerdict
    {
        let lesson = try #require(Lesson.shipped.lessons.first { $0.number == number })
        let point = try #require(lesson.points.first { $0.name == question })
        return LessonAnswer.verdict(on: answer, .oneOf([key], among: []), point.words)
    }

    @Test(arguments: [
        "Start After is Tuesday", "its start time has not been reached",
        "It is scheduled for tomorrow; its schedule",
        "it starts on Tuesday 1997-04-22", "Start After has not passed",
        "Start After isn't reached before Tuesday",
        "not due", "Its Start After is only reached on Tuesday", "start time not reached",
        "Start After will be reached tomorrow", "Start After is reached on Tuesday", "too early",
        "it may not start before Tuesday 20:00", "nothing happens before Tuesday", "No start until tomorrow",
        "the time has not come", "nobody looks at it before Tuesday", "Start After is set", "the schedule",
        "its time had not come", "its time hasn't come", "not started yet", "it has not started yet",
        "future date",
        "a date in the future", "Start After is 1997-04-22", "it is Monday, and Start After is Tuesday",
        "not due before 22 April 1997", "the job of the site is not due", "Start After is 4/22/1997",
        "it is not due, so the Sender has nothing to send", "not due by the clock of the SQL Server",
    ])
    func `what says that the time has not come is right`(answer: String) throws {
        #expect(try verdict(answer, 2, "why1", "not-due") == .right)
    }

    @Test(arguments: [
        "Start After has passed long ago", "Start After has already passed", "the start time is past",
        "Start After was reached", "the start date is over", "its start time has come",
        "no schedule problem, it is due",
        "no problem with the schedule", "Start After was yesterday",
        "there is nothing wrong with its schedule",
        "it has been due all along", "the schedule is fine", "Tuesday is not the reason",
        "the outbox is not due", "the schedule of the site was deleted", "the site's schedule",
        "its schedule was deleted", "the Sender is not due", "the package is not due",
        "the Scheduler has not started yet", "not due before Friday", "Start After is 1998-01-01",
        "Start After is Monday", "no future date",
    ])
    func `what says that the time has come is wrong`(answer: String) throws {
        #expect(try verdict(answer, 2, "why1", "not-due") != .right)
    }

    @Test(arguments: [
        "tempdb has no Select Into, so the query's target list can't be made", "The target query fails",
        "event 320",
        "select into/bulk copy option is off in tempdb", "the query ran into event 320",
        "no query can be run",
        "nobody can run the query", "no list of targets can be made", "no targets available", "query",
        "tempdb",
        "its query does not run", "could not run the query", "Select Into is not on",
        "Select Into isn't enabled",
        "the query runs out of room in tempdb", "the query of all computers",
        "the query over all clients failed",
        "Nothing can be selected: the query fails", "without select into enabled",
        "the query could not be completed", "the Scheduler can't run the query, so the Sender waits",
        "the database has no Select Into in tempdb", "the query did not finish",
    ])
    func `what says that the query fails is right`(answer: String) throws {
        #expect(try verdict(answer, 2, "why2", "query") == .right)
    }

    @Test(arguments: [
        "the query ran fine", "the query ran", "the query runs without a problem", "the query works",
        "no target query problem, it is the time", "no query problem, it is the time",
        "no problem with the query",
        "there isn't a problem with the query", "nothing is wrong with the query", "the query has no error",
        "Select Into is on", "tempdb is available", "without a query", "the query succeeded",
        "its query went well",
        "hardly the query", "something other than the query", "nobody made a query",
        // The query was never run, so it is not known whom it would have found: everybody, here.
        "no targets match the query", "the query matches no machine", "the query finds nobody",
        "the query runs too slowly", "the query is slow", "the query takes too long",
        "the clients do not answer the query",
        "the query has ended", "the query is finished", "the query is still running",
        "the query has not finished",
        "the Sender cannot run the query", "the query ended", "the Despooler has no query",
    ])
    func `what says that the query works is wrong`(answer: String) throws {
        #expect(try verdict(answer, 2, "why2", "query") != .right)
    }

    @Test(arguments: [
        "The Scheduler of LON is paused", "SMS_SCHEDULER service paused at London", "not running: paused",
        "pause",
        "somebody has paused its Scheduler", "it has been paused", "paused, and so nobody looks at the job",
        "The Scheduler is not running because somebody paused it", "nothing is sent, since it is paused",
        "its service is paused right now", "the Scheduler on the site server is paused",
        "the job's Scheduler is paused", "the Scheduler is paused, so the Sender gets nothing",
        "Scheduler paused", "LON: paused", "the Scheduler of the server LONSMS was paused",
        "the job waits, since its service is paused",
    ])
    func `what says that the service is paused is right`(answer: String) throws {
        #expect(try verdict(answer, 2, "why3", "service-paused") == .right)
    }

    @Test(arguments: [
        "nobody paused it, the site is down", "nobody has ever paused it", "no one paused it",
        "it hasn't been paused",
        "they didn't pause it", "the pause is over", "nothing was paused", "it is no longer paused",
        "never paused",
        "it was resumed", "no service was paused", "anything but paused",
        "the Sender is paused", "the Despooler was paused", "the site server is paused",
        "paused because the link is down", "somebody paused the Sender", "the job is paused",
        "the site is paused", "LON is paused", "SMS_LAN_SENDER paused", "the Scheduler's outbox is paused",
        "all services are paused", "the Scheduler and the Sender are paused", "paused, the link is down",
        "somebody paused the site server", "the Sender service is paused",
    ])
    func `what says that it is not paused is wrong`(answer: String) throws {
        #expect(try verdict(answer, 2, "why3", "service-paused") != .right)
    }

    @Test(arguments: [
        ("SP3", true), ("since service pack 3", true), ("with 1.2SP3", true), ("later than SP3", false),
        ("at least SP3", false), ("no SP3", false), ("nobody mended it in SP3", false),
    ])
    func `a release is named and not bounded`(answer: String, isRight: Bool) throws {
        #expect(try (verdict(answer, 7, "fixed", "1.2SP3") == .right) == isRight)
    }

    @Test(arguments: [
        ("2", true), ("two computers", true), ("about 2", true), ("2 -> PC1 and PC2", true), ("=> 2", true),
        ("2, all over at 17:00 o'clock or so", false), ("It was over: 2", true), ("2 of 4", false),
        ("PC1 and PC2: two", true),
        ("more than 2", false), ("less than 2", false), ("fewer than two", false),
        ("over 2", false), ("under 2", false), ("at least 2", false), ("at most 2", false),
        ("2 at most", false),
        ("up to 2", false), ("2+", false), (">1", false), ("> 2", false), ("<= 2", false),
        ("2 and more", false),
        ("maximum 2", false), ("2 maximum", false), ("within 2", false), ("no less than 2", false),
        ("2 or more", false),
        ("not 2", false), ("2 hours", false),
        ("-2", false), ("minus 2", false), ("minus two", false), ("\u{2212}2", false), ("it is -2", false),
        ("2 minutes", false), ("two minutes", false), ("2min", false), ("2 seconds", false),
        ("2 weeks", false), ("2, a minute apart", true), ("- 2", true),
    ])
    func `a bound is no number`(answer: String, isRight: Bool) {
        let found = LessonAnswer.verdict(on: answer, .number(2_000, within: 0), [])
        #expect((found == .right) == isRight, "\(found)")
    }

    @Test(arguments: [
        ("7", true), ("6 minutes and 30 seconds", true), ("390 seconds", true), ("7 seconds", false),
        ("7 hours", false),
        ("7 days", false), ("about 7 minutes", true), ("over 7", false), ("nearly 7", true),
        ("0 hours 7 minutes", true),
        ("0h07", true),
        ("-7", false), ("minus 7 minutes", false), ("7 tries", false), ("seven times", false),
        ("7 computers", false), ("7 o'clock", false), ("7 min.", true), ("7 minutes, 5 of them tries", false),
    ])
    func `minutes may be told in other units, and another unit is no minute`(answer: String, isRight: Bool) {
        // Six and a half minutes; the whole numbers beside it are right as well.
        let found = LessonAnswer.verdict(on: answer, .number(6_500, within: 999, of: .minutes), [])
        #expect((found == .right) == isRight, "\(found)")
    }

    @Test(arguments: [
        ("08:35", "08:35", true), ("8:35 am", "08:35", true), ("8:35 a.m.", "08:35", true),
        ("8:35AM", "08:35", true),
        ("8:35 in the morning", "08:35", true), ("8:35 pm", "08:35", false), ("8:35pm", "08:35", false),
        ("8:35 p.m.", "08:35", false), ("8:35 in the evening", "08:35", false),
        ("8:35 at night", "08:35", false),
        ("8:35 pm", "20:35", true), ("20:35", "20:35", true), ("12:05 am", "00:05", true),
        ("12:05 pm", "12:05", true),
        ("20:35 am", "20:35", false), ("at 08:35:34", "08:35", true), ("after 08:35", "08:35", false),
        ("before 8:35", "08:35", false), ("later than 08:35", "08:35", false),
        ("until about 08:35", "08:35", false),
        ("08:35 at the earliest", "08:35", false), ("08:35 by the clock of CEN", "08:35", true),
        ("after 5 tries, at 08:35", "08:35", true), ("at 8:35 a new request", "08:35", true),
        ("the clock showed 08:35, after the poll", "08:35", true), ("35", "08:35", false),
        ("0835", "08:35", true), ("8.35", "08:35", true), ("8.35 am", "08:35", true),
        ("8.35.", "08:35", true),
        ("8.35 pm", "08:35", false), ("2035", "20:35", true), ("0835 hours", "08:35", true),
        ("0800", "08:00", true), ("8.00", "08:00", true), ("8 am", "08:00", true), ("8am", "08:00", true),
        ("8 a.m.", "08:00", true), ("8 o'clock", "08:00", true), ("8 pm", "08:00", false),
        ("8 pm", "20:00", true), ("0900", "08:00", false), ("8", "08:00", false), ("9 am", "08:00", false),
        ("after 8 am", "08:00", false), ("not 8 am", "08:00", false), ("before 0800", "08:00", false),
        ("08:00 or 0800", "08:00", true), ("08:00 or 9 am", "08:00", false), ("13 am", "13:00", false),
    ])
    func `a time of day has halves, and a bound is no time`(answer: String, key: String, isRight: Bool) {
        let found = LessonAnswer.verdict(on: answer, .time(key), [])
        #expect((found == .right) == isRight, "\(found)")
    }

    @Test(arguments: [
        ("compressionSkipped", true), ("compression skipped", true), ("Compression was skipped", true),
        ("compression-skipped", true), ("compression not skipped", false), ("not compression skipped", false),
        ("compression", false), ("compression started", false),
        ("compression skipped, job activated", false),
    ])
    func `a code of the trace may be written in words`(answer: String, isRight: Bool) {
        let codes = ["compressionSkipped", "compressionStarted", "jobActivated"]
        let found = LessonAnswer.verdict(on: answer, .oneOf(["compressionSkipped"], among: codes), [])
        #expect((found == .right) == isRight, "\(found)")
    }

    @Test(arguments: [
        ("Q174462", true), ("174462", true), ("article 174462", true), ("KB174462", true),
        ("KB 174462", true),
        ("160567", false), ("174462 160567", false), ("not 174462", false), ("17446", false),
        ("1744620", false),
    ])
    func `an article may be written without its letter`(answer: String, isRight: Bool) {
        let key = LessonKey.oneOf(["no-run", "Q174462"], among: ["no-run", "Q174462", "Q160567"])
        let found = LessonAnswer.verdict(on: answer, key, [])
        #expect((found == .right) == isRight, "\(found)")
    }

    @Test(arguments: [
        ("W24 W55", true), ("W55 and W24", true), ("W24 about the platform, W55 about the link", true),
        ("W24 and W55; all others are notes", true), ("W24 W55, the others are mended", true),
        ("both W24 and W55", true), ("W24 W55, that is all", true),
        ("W24 W55 and all others", false), ("W24, W55 and the rest", false), ("W24 W55 and more", false),
        ("W24 W55 etc.", false), ("W24, W55, all other codes", false), ("W24 W55 and so on", false),
        ("W24, W55, among others", false), ("W24 W55 all others", false), ("W24 W55 and all", false),
        ("W24", false), ("W24 W55 W51", false),
    ])
    func `an open end is no list`(answer: String, isRight: Bool) {
        let key = LessonKey.allOf(["W24", "W55"], among: ["W24", "W55", "W51"])
        let found = LessonAnswer.verdict(on: answer, key, [])
        #expect((found == .right) == isRight, "\(found)")
    }
}
