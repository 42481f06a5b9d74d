/// One picture of the phases of a job, or of every job, at each site.
public struct GanttPicture: Sendable {
    private let recording: Recording
    private let job: String?
    private let until: Int64

    /// From how many sites on there is a lane a tier instead of one a site.
    static let manyLanes = 60

    /// Takes a recording.
    ///
    /// - Parameters:
    ///   - recording: The run.
    ///   - job: The job; nil: every job.
    ///   - until: What lies behind this instant, in milliseconds since 1970, is left out.
    public init(_ recording: Recording, job: String?, until: Int64) {
        self.recording = recording
        self.job = job
        self.until = until
    }

    /// A lane: its name, and the bars in it by row.
    struct Lane {
        var name: String
        var rows: [[RecordedBar]]
    }

    private static let width = 960
    private static let left = 150
    private static let right = 24
    private static let top = 64
    private static let rowHeight = 16

    /// The picture as a file.
    public func svg() -> String {
        let bars = chosen()
        let begin = bars.map(\.from).min() ?? recording.start
        let end = max(begin + 60_000, bars.map { min($0.to ?? until, until) }.max() ?? until)
        let lanes = lanes(bars, begin, end)
        var picture = Picture()
        let title = job.map { "Job \($0)" } ?? "Jobs of lab \(recording.lab)"
        let clock = PictureClock(recording: recording)
        picture.text(title, x: 12, y: 22, size: 16, isBold: true)
        picture.text(
            "lab \(recording.lab), SMS \(recording.release), \(clock.text(begin)) to \(clock.text(end))",
            x: 12, y: 40,
            colour: "#555")
        var y = Self.top
        let height = lanes.reduce(0) { $0 + $1.rows.count * Self.rowHeight + 8 }
        axis(&picture, begin, end, height, clock)
        for (place, lane) in lanes.enumerated() {
            let laneHeight = lane.rows.count * Self.rowHeight + 8
            if place % 2 == 0 {
                picture.box(x: 0, y: y, width: Self.width, height: laneHeight, fill: "#00000008")
            }
            picture.text(lane.name, x: 12, y: y + 16)
            for (row, bars) in lane.rows.enumerated() {
                for bar in bars { draw(bar, &picture, y + 4 + row * Self.rowHeight, begin, end, clock) }
            }
            y += laneHeight
        }
        if lanes.isEmpty {
            picture.text("Nothing was sent, distributed or run.", x: 12, y: y + 16, colour: "#555")
        }
        y = max(y, Self.top + 24)
        legend(&picture, y + 24)
        return picture.svg(
            width: Self.width, height: y + 40, title: title,
            description: bars.map {
                "\(recording.sites[$0.site].code): \($0.job) \($0.label), \(clock.text($0.from)) to "
                    + ($0.to.map { clock.text($0) } ?? "the end")
            }.prefix(200).joined(separator: "; "))
    }

    private func chosen() -> [RecordedBar] {
        recording.bars.filter { bar in
            bar.from < until && (job == nil ? !bar.job.isEmpty : bar.job == job)
                && recording.sites.indices.contains(bar.site)
        }
    }

    /// The bars of each site, or of each tier, one above the other where they or their labels would overlap.
    private func lanes(_ bars: [RecordedBar], _ begin: Int64, _ end: Int64) -> [Lane] {
        let order: [RecordedPhase] = [.compress, .send, .transfer, .distribute, .run]
        if Set(bars.map(\.site)).count > Self.manyLanes { return Self.tiers(bars, recording) }
        return recording.sites.indices.compactMap { site in
            let own = bars.filter { $0.site == site }
            if own.isEmpty { return nil }
            let rows = order.flatMap { phase in packed(own.filter { $0.phase == phase }, begin, end) }
            return Lane(name: "\(recording.sites[site].code) \(recording.sites[site].name)", rows: rows)
        }
    }

    /// One bar a phase and tier: from the first site that began to the last that ended.
    private static func tiers(_ bars: [RecordedBar], _ recording: Recording) -> [Lane] {
        let last = recording.sites.map(\.tier).max() ?? 0
        return (0...last).compactMap { tier in
            let sites = recording.sites.indices.filter { recording.sites[$0].tier == tier }
            let rows: [[RecordedBar]] = RecordedPhase.allCases.compactMap { phase in
                let own = bars.filter { $0.phase == phase && recording.sites[$0.site].tier == tier }
                guard let first = own.min(by: { $0.from < $1.from }) else { return nil }
                var bar = first
                bar.to = own.contains { $0.to == nil } ? nil : own.compactMap(\.to).max()
                bar.outcome = own.contains { $0.outcome == .failed } ? .failed : first.outcome
                bar.label = "\(phase.word) at \(Set(own.map(\.site)).count) of \(many(sites.count, "site"))"
                return [bar]
            }
            return rows.isEmpty
                ? nil : Lane(name: "Tier \(tier + 1), \(many(sites.count, "site"))", rows: rows)
        }
    }

    /// Puts bars into as few rows as they and their labels need.
    private func packed(_ bars: [RecordedBar], _ begin: Int64, _ end: Int64) -> [[RecordedBar]] {
        var rows: [[RecordedBar]] = []
        var taken: [Int] = []
        for bar in bars.sorted(by: { ($0.from, $0.job) < ($1.from, $1.job) }) {
            let room = room(of: bar, begin, end)
            if let row = taken.firstIndex(where: { $0 <= room.lowerBound }) {
                rows[row].append(bar)
                taken[row] = room.upperBound
            } else {
                rows.append([bar])
                taken.append(room.upperBound)
            }
        }
        return rows
    }

    private func x(_ instant: Int64, _ begin: Int64, _ end: Int64) -> Int {
        let room = Int64(Self.width - Self.left - Self.right)
        return Self.left + Int((min(max(instant, begin), end) - begin) * room / max(1, end - begin))
    }

    /// Where the label of a bar stands.
    private enum LabelPlace {
        case inside
        case behind
        case before
    }

    /// The ends of a bar, its label and where that has room.
    ///
    /// Letters of ten points are about six wide; a label that has no room inside stands beside its bar.
    private func placed(_ bar: RecordedBar, _ begin: Int64, _ end: Int64) -> (
        from: Int, width: Int, label: String, place: LabelPlace
    ) {
        let from = x(bar.from, begin, end)
        let width = max(2, x(min(bar.to ?? until, until), begin, end) - from)
        let label = bar.job == job ? bar.label : "\(bar.job) \(bar.label)"
        let words = label.count * 6
        let place: LabelPlace =
            words + 6 < width ? .inside : from + width + words < Self.width ? .behind : .before
        return (from, width, label, place)
    }

    /// What a bar and its label cover, with a gap to the next one.
    private func room(of bar: RecordedBar, _ begin: Int64, _ end: Int64) -> Range<Int> {
        let (from, width, label, place) = placed(bar, begin, end)
        let words = label.count * 6 + 4
        return switch place {
        case .inside: from..<from + width
        case .behind: from..<from + width + words + 4
        case .before: from - words..<from + width
        }
    }

    private func draw(
        _ bar: RecordedBar, _ picture: inout Picture, _ y: Int, _ begin: Int64, _ end: Int64,
        _ clock: PictureClock
    ) {
        let isOpen = bar.to == nil || (bar.to ?? 0) > until
        let (from, width, label, place) = placed(bar, begin, end)
        let words = isOpen ? "not ended" : bar.outcome == .failed ? "failed" : "done"
        picture.box(
            x: from, y: y, width: width, height: Self.rowHeight - 4, fill: Picture.colour(bar.phase),
            stroke: bar.outcome == .failed && !isOpen ? "#c00000" : "none",
            title:
                "\(bar.job) \(bar.label): \(clock.text(bar.from)) to \(clock.text(min(bar.to ?? until, until))), \(words)"
        )
        switch place {
        case .inside: picture.text(label, x: from + 4, y: y + 10, size: 10, colour: "#fff")
        case .behind: picture.text(label, x: from + width + 4, y: y + 10, size: 10, colour: "#444")
        case .before: picture.text(label, x: from - 4, y: y + 10, anchor: "end", size: 10, colour: "#444")
        }
    }

    private func axis(
        _ picture: inout Picture, _ begin: Int64, _ end: Int64, _ height: Int, _ clock: PictureClock
    ) {
        let steps: [Int64] = [1, 5, 10, 30, 60, 180, 360, 720, 1_440, 10_080, 43_200].map { $0 * 60_000 }
        let step = steps.first { (end - begin) / $0 <= 8 } ?? max(steps.last ?? 1, (end - begin) / 8)
        let shift = clock.offset(begin)
        var mark = (begin + shift) / step * step - shift
        while mark <= end {
            if mark >= begin {
                let place = x(mark, begin, end)
                picture.line("M\(place) \(Self.top - 6)V\(Self.top + height)", stroke: "#ddd")
                let text = clock.text(mark)
                picture.text(
                    String(step >= 86_400_000 ? text.prefix(10) : text.suffix(5)), x: place, y: Self.top - 10,
                    anchor: "middle", size: 10, colour: "#555")
            }
            mark += step
        }
    }

    private func legend(_ picture: inout Picture, _ y: Int) {
        for (place, phase) in RecordedPhase.allCases.enumerated() {
            let x = 12 + place * 110
            picture.box(x: x, y: y - 10, width: 12, height: 12, fill: Picture.colour(phase))
            picture.text(phase.word, x: x + 18, y: y)
        }
        picture.box(
            x: 562, y: y - 10, width: 12, height: 12, fill: "#fff", stroke: "#c00000")
        picture.text("red border: failed or taken back", x: 580, y: y)
    }
}
