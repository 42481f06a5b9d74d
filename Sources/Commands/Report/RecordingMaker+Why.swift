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
    ///   - tell: Takes a subject, as `job:BPC00001`, and the text.
    static func ask(
        _ lab: inout Emulation, clients: Bool, systemJobs: Bool, requests: Bool, events: Set<Int64>,
        _ tell: (String, String) -> Void
    ) {
        let zone = lab.definition.sites.first?.zone ?? .utc
        let shown: (Int64) -> String = { zone.localTime(atUTC: $0.flooredQuotient(by: 1_000)).description }
        let explainer = JobExplainer(lab)
        let sites = explainer.lab.images.filter { !$0.isRemoved }
        for image in sites {
            let code = image.definition.code
            let (head, reasons) = explainer.explain(site: code)
            tell("site:\(code)", Explanation(head: head, reasons: reasons).text(shown))
            for (place, live) in image.jobs.enumerated() where live.origin == image.number && !live.isDeleted
            {
                tell(
                    "job:\(live.job.id)", explainer.explanation(job: place, of: image, shown).text(shown))
            }
            if systemJobs {
                for counter in image.systemJobs.keys.sorted() {
                    guard let live = image.systemJobs[counter], let id = JobID(site: code, counter: counter)
                    else { continue }
                    tell("job:\(id)", explainer.explanation(systemJob: live, of: image).text(shown))
                }
            }
            if requests {
                for (place, request) in image.requests.enumerated()
                where Self.isTold(request, explainer.lab.now) {
                    tell(
                        "request:\(FileNames.request(request.id))@\(code)",
                        explainer.explanation(request: request, at: place, of: image, shown).text(shown))
                }
            }
            if clients {
                for place in 0..<image.clients.count where !image.clients.isRemoved(place) {
                    tell(
                        "client:\(image.clients.name(place))@\(code)",
                        explainer.explanation(client: place, of: image).text(shown))
                }
            }
        }
        for number in events.sorted() {
            guard let entry = EventCatalogue.entry(Int(number)) else { continue }
            tell(
                "event:\(number)",
                explainer.explanation(event: number, entry, at: sites, told: false).text(shown))
        }
        lab = explainer.takeLab()
    }

    /// Whether a request is asked: one that ended a day ago says nothing new.
    private static func isTold(_ request: RequestLive, _ now: Int64) -> Bool {
        let isDone = request.status == .ok || request.status == .cancelled
        return !isDone || request.endedAt.map { now - $0 < 86_400_000 } ?? true
    }
}
