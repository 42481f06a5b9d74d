import Emulation
import LegacyFormats
import Pipeline
import Reporting
import SiteModel

extension RecordingMaker {
    /// Asks of everything what `explain` would say now.
    ///
    /// - Parameters:
    ///   - lab: The lab, which is as it was afterwards.
    ///   - clients: Whether each client is asked as well.
    ///   - systemJobs: Whether system jobs are.
    ///   - requests: Whether send requests are.
    ///   - events: The numbers of events that were raised.
    ///   - wants: Whether a subject of a kind is asked.
    ///   - tell: Takes a subject, as `job:BPC00001`, its kind and the text.
    static func ask(
        _ lab: inout Emulation, clients: Bool, systemJobs: Bool, requests: Bool, events: Set<Int64>,
        wants: (String, WhyPlan.Kind) -> Bool, _ tell: (String, WhyPlan.Kind, String) -> Void
    ) {
        let zone = lab.definition.sites.first?.zone ?? .utc
        let shown: (Int64) -> String = { zone.localTime(atUTC: $0.flooredQuotient(by: 1_000)).description }
        let explainer = JobExplainer(lab)
        let sites = explainer.lab.images.filter { !$0.isRemoved }
        for image in sites {
            let code = image.definition.code
            if wants("site:\(code)", .site) {
                let (head, reasons) = explainer.explain(site: code)
                tell("site:\(code)", .site, Explanation(head: head, reasons: reasons).text(shown))
            }
            for (place, live) in image.jobs.enumerated()
            where live.origin == image.number && !live.isDeleted {
                let subject = "job:\(live.job.id)"
                let kind =
                    live.stage == .ended ? WhyPlan.Kind.endedJob : .openJob(workstations: Int(live.details))
                guard wants(subject, kind) else { continue }
                tell(subject, kind, explainer.explanation(job: place, of: image, shown).text(shown))
            }
            if systemJobs {
                for counter in image.systemJobs.keys.sorted() {
                    guard let live = image.systemJobs[counter], let id = JobID(site: code, counter: counter),
                        wants("job:\(id)", .other)
                    else { continue }
                    tell("job:\(id)", .other, explainer.explanation(systemJob: live, of: image).text(shown))
                }
            }
            if requests {
                for (place, request) in image.requests.enumerated()
                where Self.isTold(request, explainer.lab.now) {
                    let subject = Self.subject(request, image)
                    guard wants(subject, .other) else { continue }
                    tell(
                        subject, .other,
                        explainer.explanation(request: request, at: place, of: image, shown).text(shown))
                }
            }
            if clients {
                for place in 0..<image.clients.count where !image.clients.isRemoved(place) {
                    let subject = "client:\(image.clients.name(place))@\(code)"
                    guard wants(subject, .client) else { continue }
                    tell(subject, .client, explainer.explanation(client: place, of: image).text(shown))
                }
            }
        }
        for number in events.sorted() {
            guard let entry = EventCatalogue.entry(Int(number)), wants("event:\(number)", .site) else {
                continue
            }
            tell(
                "event:\(number)", .site,
                explainer.explanation(event: number, entry, at: sites, told: false).text(shown))
        }
        lab = explainer.takeLab()
    }

    /// A request as a subject: `request:1BPC00001@BPC`.
    static func subject(_ request: RequestLive, _ image: SiteImage) -> String {
        "request:\(FileNames.request(request.id))@\(image.definition.code)"
    }

    /// An answer as the page holds it: of a long one the beginning.
    static func shortened(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count > mostLines else { return text }
        return lines.prefix(mostLines - 40).joined(separator: "\n")
            + "\n  ... and \(lines.count - mostLines + 40) more lines, which the command below prints.\n"
    }

    /// How many lines of one answer a page holds: at a thousand sites it has a reason for each.
    private static let mostLines = 300

    /// Whether a request is asked: one that ended a day ago says nothing new.
    private static func isTold(_ request: RequestLive, _ now: Int64) -> Bool {
        let isDone = request.status == .ok || request.status == .cancelled
        return !isDone || request.endedAt.map { now - $0 < 86_400_000 } ?? true
    }
}
