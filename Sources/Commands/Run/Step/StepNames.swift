import Pipeline
import SiteModel

/// The names behind the handles of signals and effects: places at a site, not the numbers of trace entries.
///
/// A handle that leads nowhere is no error here: what is shown is what a component wanted.
struct StepNames {
    /// The site as its component sees it.
    let image: SiteImage
    /// The names of the whole lab.
    let names: LabNames

    /// A job by its place.
    func job(_ place: UInt32) -> String {
        guard image.jobs.indices.contains(Int(place)) else { return "?" }
        return image.jobs[Int(place)].job.id.description
    }

    /// A package by its place.
    func package(_ place: UInt32) -> String {
        guard image.packages.indices.contains(Int(place)) else { return "?" }
        let live = image.packages[Int(place)]
        return live.isSharing ? "\(live.package.id) (its sharing set)" : live.package.id.description
    }

    /// A server by its place.
    func server(_ place: UInt32) -> String { names.server(Int64(place), image.number) }

    /// A drive of a server by their places, such as `C:`.
    func drive(_ drive: Int64, of server: UInt32) -> String {
        guard image.servers.indices.contains(Int(server)),
            image.servers[Int(server)].drives.indices.contains(Int(drive))
        else { return "?" }
        return "\(image.servers[Int(server)].drives[Int(drive)].letter):"
    }

    /// A client by its place.
    func client(_ place: UInt32) -> String { names.client(place &+ 1, image.number) }

    /// The job of a workstation detail by the detail's place.
    func job(ofDetail place: UInt32) -> String {
        guard image.details.indices.contains(Int(place)) else { return "?" }
        return job(image.details[Int(place)].job)
    }

    /// The client of a workstation detail by the detail's place.
    func client(ofDetail place: UInt32) -> String {
        guard image.details.indices.contains(Int(place)) else { return "?" }
        let client = image.details[Int(place)].client
        return Int(client) < image.clients.count ? self.client(client) : "a client of a site below"
    }

    /// A send request by its place.
    func request(_ place: UInt32) -> String {
        guard image.requests.indices.contains(Int(place)) else { return "?" }
        return FileNames.request(image.requests[Int(place)].id)
    }

    /// The destination of a send request by the request's place.
    func destination(_ place: UInt32) -> String {
        guard image.requests.indices.contains(Int(place)) else { return "?" }
        return names.site(image.requests[Int(place)].destination)
    }

    /// A site by its number.
    func site(_ number: UInt32) -> String { names.site(UInt16(truncatingIfNeeded: number)) }

    /// A system job by its counter.
    func systemJob(_ counter: UInt32) -> String {
        JobID(site: image.definition.code, counter: counter)?.description ?? "?"
    }

    /// The client instructions of the Data Loader's types, such as `job status`.
    func loadType(_ number: UInt32) -> String {
        (LoadType(rawValue: UInt8(truncatingIfNeeded: number)) ?? .other).word
    }

    /// An instant by the clock of the site.
    func clock(_ instant: Int64) -> String { names.time(instant, image.number).description }

    /// An instant by the clock of a site, to the millisecond where it needs that.
    static func stamp(_ instant: Int64, _ site: UInt16, _ names: LabNames) -> String {
        let time = names.time(instant, site)
        let milliseconds = (instant % 1_000 + 1_000) % 1_000
        return (time.civil.second == 0 ? "\(time):00" : "\(time)")
            + (milliseconds == 0 ? "" : ".\(pad(milliseconds, 3))")
    }

    /// A span of time as people write it.
    static func span(_ milliseconds: Int64) -> String {
        if milliseconds % 1_000 != 0, milliseconds < 60_000 { return "\(milliseconds) ms" }
        var rest = max(0, milliseconds / 1_000)
        var parts: [String] = []
        for (seconds, letter) in [(Int64(86_400), "d"), (3_600, "h"), (60, "m"), (1, "s")]
        where rest >= seconds {
            parts.append("\(rest / seconds)\(letter)")
            rest %= seconds
        }
        return parts.isEmpty ? "no time" : parts.joined(separator: " ")
    }
}
