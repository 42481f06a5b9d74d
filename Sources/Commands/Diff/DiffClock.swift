import SiteModel

/// Says what the clocks of sites showed, and whose clock it was where that matters.
struct DiffClock {
    /// The sites of A in the order of their numbers.
    private let sites: [(code: String, zone: TimeZoneRule)]
    /// Whether the sites of the two labs are in several time zones.
    let isMixed: Bool

    init(_ a: [SiteDefinition], _ b: [SiteDefinition]) {
        sites = a.map { ($0.code.description, $0.zone) }
        isMixed = Set((a + b).map(\.zone.description)).count > 1
    }

    /// What a site's clock showed, as lists have it; a site that only B has goes by the clock of A's first site.
    func plain(_ instant: Int64, _ site: Int64 = 0) -> String {
        zone(site).localTime(atUTC: instant.flooredQuotient(by: 1_000)).description
    }

    /// The same with the site whose clock it is, where the sites are in several zones, and in an hour that comes twice
    /// with which of the two it is: `1997-10-26 01:30 (LON, standard time)`.
    func told(_ instant: Int64, _ site: Int64 = 0) -> String {
        let notes = [isMixed ? code(site) : nil, season(instant, site)].compactMap { $0 }
        return plain(instant, site) + (notes.isEmpty ? "" : " (\(notes.joined(separator: ", ")))")
    }

    /// The same for a row that names the site.
    func inRow(_ instant: Int64, _ site: Int64) -> String {
        plain(instant, site) + (season(instant, site).map { " (\($0))" } ?? "")
    }

    /// The instant in UTC, with a Z behind it.
    static func utc(_ instant: Int64) -> String {
        LocalTime(seconds: instant.flooredQuotient(by: 1_000)).description + "Z"
    }

    private func place(_ site: Int64) -> Int? {
        if let place = Int(exactly: site), sites.indices.contains(place) { return place }
        return sites.isEmpty ? nil : 0
    }

    private func zone(_ site: Int64) -> TimeZoneRule { place(site).map { sites[$0].zone } ?? .utc }
    private func code(_ site: Int64) -> String? { place(site).map { sites[$0].code } }

    /// Which of two instants with one time on the clock it is; nil where there is only one.
    private func season(_ instant: Int64, _ site: Int64) -> String? {
        let zone = zone(site)
        let seconds = instant.flooredQuotient(by: 1_000)
        let local = zone.localTime(atUTC: seconds)
        let isDaylight = zone.offsetSeconds(atUTC: seconds) == zone.daylightOffsetSeconds
        let other = isDaylight ? zone.standardOffsetSeconds : zone.daylightOffsetSeconds
        guard zone.daylightOffsetSeconds != zone.standardOffsetSeconds,
            zone.localTime(atUTC: local.seconds - other) == local
        else { return nil }
        return isDaylight ? "daylight saving time" : "standard time"
    }
}
