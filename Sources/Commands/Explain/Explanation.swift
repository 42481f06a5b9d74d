import Emulation
import LegacyFormats
import Pipeline
import SiteModel

/// What `explain` says of one thing: a sentence about it, and the chain of causes.
struct Explanation {
    /// What it is and how it stands.
    var head: String
    /// What holds it, the first thing first.
    var reasons: [Reason]

    /// The text as the command prints it; times by a clock.
    func text(_ shown: (Int64) -> String) -> String {
        ([head] + reasons.flatMap { $0.lines(shown, indent: 2) }).joined(separator: "\n") + "\n"
    }

    /// The same as JSON.
    func json(_ shown: (Int64) -> String) -> JSONValue {
        .object([
            .init("subject", .string(head)), .init("reasons", .array(reasons.map { $0.json(shown) })),
        ])
    }
}

extension JobExplainer {
    /// What is said of a job of its own site.
    func explanation(job place: Int, of image: SiteImage, _ shown: (Int64) -> String) -> Explanation {
        let live = image.jobs[place]
        let reasons = reasons(job: place, of: image)
        let head =
            "Job \(live.job.id) is \(live.job.statusWord)"
            + (live.activatedAt.map { ", active since \(shown($0))" } ?? "") + "."
        guard reasons.isEmpty else { return Explanation(head: head, reasons: reasons) }
        let rules = lab.clients[Int(image.number)].rules
        let last =
            live.stage == .ended
            ? ExplainCommand.ended(live, EventWords(image: image, rules: rules, peers: lab.images)) : nil
        return Explanation(head: head, reasons: [last ?? Reason(.nothing, "Nothing holds it.")])
    }

    /// What is said of a system job.
    func explanation(systemJob live: SystemJobLive, of image: SiteImage) -> Explanation {
        let reasons = reasons(systemJob: live, of: image)
        return Explanation(
            head: head(systemJob: live, of: image), reasons: reasons.isEmpty ? [ended(live, image)] : reasons)
    }

    /// What is said of a send request.
    func explanation(
        request: RequestLive, at place: Int, of image: SiteImage, _ shown: (Int64) -> String
    ) -> Explanation {
        let head =
            "Send request \(request.id) of site \(image.definition.code) to site "
            + "\(image.code(of: request.destination)), queued \(shown(request.queuedAt))."
        // One that was given up has a cause to tell.
        let isDone = request.status == .ok || request.status == .cancelled
        let reason =
            isDone
            ? Reason(.nothing, "It is done: \(request.status).").at(
                image.definition.code, since: request.endedAt)
            : sending(request, place, image)
        return Explanation(head: head, reasons: [reason])
    }

    /// What is said of a client and of each job that is targeted at it.
    func explanation(client: Int, of image: SiteImage) -> Explanation {
        let explainer = ClientExplainer(image: image, clients: lab.clients[Int(image.number)], now: lab.now)
        var reasons: [Reason] = []
        for (detail, row) in image.details.enumerated() where row.client == UInt32(client) {
            let status = JobStatus(rawValue: Int(row.status)) ?? .none
            let job = image.jobs[Int(row.job)].job.id
            var reason =
                status == .complete
                ? Reason(.nothing, "it ran the command, and its status was loaded.")
                : clientReason(detail, image, explainer)
            reason.sentence = "Job \(job): \(reason.sentence)"
            reasons.append(reason.at(image.definition.code))
        }
        if reasons.isEmpty { reasons = [Reason(.nothing, "No job is targeted at it.")] }
        return Explanation(
            head:
                "Client \(image.clients.name(client)) of site \(image.definition.code): \(explainer.programs(client)).",
            reasons: reasons)
    }

    /// What is said of an event's number.
    func explanation(
        event number: Int64, _ entry: EventCatalogue.Entry, at sites: [SiteImage], told: Bool
    ) -> Explanation {
        var reasons = reasons(event: number, at: sites, told: told)
        if reasons.isEmpty { reasons = [Reason(.nothing, "It was not raised in this lab.")] }
        return Explanation(
            head: "Event \(number): \(entry.message(entry.slots.map { "(\($0))" }))", reasons: reasons)
    }
}
