/// One picture of the sites as they stand at a moment: who is below whom, what is down, and what is on its way.
public struct HierarchyPicture: Sendable {
    private let recording: Recording
    private let frame: Int

    /// From how many sites on each is a small cell of its tier.
    static let manySites = 40

    /// Takes a recording and the frame to show.
    public init(_ recording: Recording, at frame: Int) {
        self.recording = recording
        self.frame = frame
    }

    private static let boxWidth = 132
    private static let boxHeight = 58
    private static let stepX = 150
    private static let stepY = 106

    /// The picture as a file.
    public func svg() -> String {
        var picture = Picture()
        let clock = PictureClock(recording: recording)
        let title = "Sites of lab \(recording.lab)"
        picture.text(title, x: 12, y: 22, size: 16, isBold: true)
        picture.text(
            "SMS \(recording.release), \(clock.text(recording.instant(of: frame)))", x: 12, y: 40,
            colour: "#555")
        let size = recording.sites.count > Self.manySites ? cells(&picture) : tree(&picture)
        return picture.svg(
            width: max(360, size.width), height: size.height, title: title,
            description: recording.sites.indices.prefix(200).map { describe($0) }.joined(separator: "; "))
    }

    private func state(_ site: Int) -> String {
        recording.sites[site].state.value(at: frame).map { recording.texts.texts[$0] } ?? ""
    }

    private func counts(_ site: Int) -> [Int] {
        recording.sites[site].counts.value(at: frame).map { recording.counts[$0] } ?? [0, 0, 0, 0, 0, 0, 0]
    }

    private func describe(_ site: Int) -> String {
        let of = recording.sites[site]
        let above = of.parent.map { ", below \(recording.sites[$0].code)" } ?? ""
        return "\(of.code) \(of.name)\(above), \(state(site)), \(counts(site)[0]) clients"
    }

    // MARK: A box a site

    private func tree(_ picture: inout Picture) -> (width: Int, height: Int) {
        let places = Self.places(recording.sites)
        for (site, place) in places.enumerated() {
            guard let parent = recording.sites[site].parent, places.indices.contains(parent) else { continue }
            let from = places[parent]
            let isDown =
                recording.linkSets.indices.contains(recording.links.value(at: frame) ?? 0)
                && recording.linkSets[recording.links.value(at: frame) ?? 0].contains {
                    $0 == [site, parent] || $0 == [parent, site]
                }
            let middle = place.y - (Self.stepY - Self.boxHeight) / 2
            picture.line(
                "M\(from.x + Self.boxWidth / 2) \(from.y + Self.boxHeight)V\(middle)H\(place.x + Self.boxWidth / 2)V\(place.y)",
                stroke: isDown ? "#c00000" : "#777", dashes: isDown ? "5 4" : "")
        }
        for (site, place) in places.enumerated() where !state(site).isEmpty {
            box(site, place.x, place.y, &picture)
        }
        moves(places, &picture)
        return (
            (places.map(\.x).max() ?? 0) + Self.boxWidth + 20,
            (places.map(\.y).max() ?? 0) + Self.boxHeight + 30
        )
    }

    private func box(_ site: Int, _ x: Int, _ y: Int, _ picture: inout Picture) {
        let of = recording.sites[site]
        let state = state(site)
        let counts = counts(site)
        picture.box(
            x: x, y: y, width: Self.boxWidth, height: Self.boxHeight,
            fill: state == "up" ? "#eef2fa" : "#fbe3e3", stroke: state == "up" ? "#1f3a6e" : "#c00000",
            title: describe(site), dashes: of.isSecondary ? "6 3" : "")
        picture.text(of.code, x: x + 8, y: y + 18, size: 13, isBold: true)
        picture.text(String(of.name.prefix(13)), x: x + 44, y: y + 18, size: 11, colour: "#444")
        picture.text(
            "\(counts[0]) clients" + (state == "up" ? "" : ", \(state)"), x: x + 8, y: y + 34, size: 11,
            colour: "#444")
        guard counts[4] > 0 else { return }
        let room = Self.boxWidth - 16
        picture.box(x: x + 8, y: y + 42, width: room, height: 8, fill: "#d5dae6")
        picture.box(
            x: x + 8, y: y + 42, width: room * counts[5] / max(1, counts[4]), height: 8,
            fill: Picture.colour(.run), title: "\(counts[5]) of \(counts[4]) targets complete")
    }

    private func moves(_ places: [(x: Int, y: Int)], _ picture: inout Picture) {
        let now = recording.instant(of: frame)
        for move in recording.moves
        where move.begin <= now && (move.end ?? .max) > now && places.indices.contains(move.to)
            && places.indices.contains(move.from)
        {
            let from = places[move.from]
            let to = places[move.to]
            let x = (from.x + to.x) / 2 + Self.boxWidth / 2
            let y = (from.y + to.y) / 2 + Self.boxHeight / 2
            picture.box(x: x - 7, y: y - 5, width: 14, height: 11, fill: "#e0b040", stroke: "#6b4b00")
            picture.text(move.job, x: x + 10, y: y + 4, size: 10)
        }
    }

    /// Where each site stands: sites without any below in a row, those above them over their middle.
    static func places(_ sites: [RecordedSite]) -> [(x: Int, y: Int)] {
        var below: [[Int]] = Array(repeating: [], count: sites.count)
        var tops: [Int] = []
        for (site, of) in sites.enumerated() {
            if let parent = of.parent, sites.indices.contains(parent), of.tier > sites[parent].tier {
                below[parent].append(site)
            } else {
                tops.append(site)
            }
        }
        var found = Array(repeating: (x: 0, y: 0), count: sites.count)
        var next = 20
        // Tiers get deeper with each step, so that this ends.
        func place(_ site: Int, _ depth: Int) {
            found[site].y = 60 + depth * stepY
            for child in below[site] { place(child, depth + 1) }
            if let first = below[site].first, let last = below[site].last {
                found[site].x = (found[first].x + found[last].x) / 2
            } else {
                found[site].x = next
                next += stepX
            }
        }
        for top in tops { place(top, 0) }
        return found
    }

    // MARK: A cell a site

    private func cells(_ picture: inout Picture) -> (width: Int, height: Int) {
        var y = 64
        let last = recording.sites.map(\.tier).max() ?? 0
        let across = 48
        for tier in 0...last {
            let sites = recording.sites.indices.filter {
                recording.sites[$0].tier == tier && !state($0).isEmpty
            }
            if sites.isEmpty { continue }
            let sums = sites.map { counts($0) }.reduce([0, 0, 0]) {
                [$0[0] + $1[0], $0[1] + $1[4], $0[2] + $1[5]]
            }
            picture.text(
                "Tier \(tier + 1): \(many(sites.count, "site")), \(many(sums[0], "client")), \(sums[2]) of \(many(sums[1], "target")) complete",
                x: 12, y: y)
            y += 8
            for (place, site) in sites.enumerated() {
                let counts = counts(site)
                let share = counts[4] == 0 ? -1 : counts[5] * 4 / max(1, counts[4])
                let shades = ["#dfe9f5", "#b9dcc0", "#8cc79a", "#5fae72", "#3f8a4a"]
                let fill = state(site) != "up" ? "#c00000" : share < 0 ? "#e6e6e6" : shades[min(4, share)]
                picture.box(
                    x: 12 + place % across * 18, y: y + place / across * 18, width: 15, height: 15,
                    fill: fill,
                    title: describe(site))
            }
            y += (sites.count + across - 1) / across * 18 + 24
        }
        picture.text(
            "grey: no targets; pale to dark: share of targets complete; red: down", x: 12, y: y,
            colour: "#555")
        return (24 + across * 18, y + 16)
    }
}
