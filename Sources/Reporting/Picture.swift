/// Marks of an SVG picture, without measuring texts: a handout looks the same wherever it is made.
struct Picture {
    private(set) var marks = ""

    /// The colours of the phases, which the page uses too.
    static func colour(_ phase: RecordedPhase) -> String {
        switch phase {
        case .compress: "#7a5aa5"
        case .send: "#3b6ea5"
        case .distribute: "#b8741a"
        case .run: "#3f8a4a"
        case .transfer: "#2b8c9a"
        }
    }

    mutating func text(
        _ words: String, x: Int, y: Int, anchor: String = "start", size: Int = 12, colour: String = "#222",
        isBold: Bool = false
    ) {
        let weight = isBold ? " font-weight=\"bold\"" : ""
        marks +=
            "<text x=\"\(x)\" y=\"\(y)\" text-anchor=\"\(anchor)\" font-size=\"\(size)\" fill=\"\(colour)\"\(weight)>"
            + "\(escapedMarkup(words))</text>\n"
    }

    mutating func box(
        x: Int, y: Int, width: Int, height: Int, fill: String, stroke: String = "none", title: String = "",
        dashes: String = ""
    ) {
        let dash = dashes.isEmpty ? "" : " stroke-dasharray=\"\(dashes)\""
        marks +=
            "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\" rx=\"2\" fill=\"\(fill)\" "
            + "stroke=\"\(stroke)\"\(dash)>"
        marks += title.isEmpty ? "</rect>\n" : "<title>\(escapedMarkup(title))</title></rect>\n"
    }

    mutating func line(_ path: String, stroke: String, dashes: String = "") {
        let dash = dashes.isEmpty ? "" : " stroke-dasharray=\"\(dashes)\""
        marks += "<path d=\"\(path)\" fill=\"none\" stroke=\"\(stroke)\"\(dash)/>\n"
    }

    /// The whole file.
    func svg(width: Int, height: Int, title: String, description: String) -> String {
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)" \
        font-family="Arial, Helvetica, sans-serif" role="img" aria-labelledby="title desc">
        <title id="title">\(escapedMarkup(title))</title>
        <desc id="desc">\(escapedMarkup(description))</desc>
        <rect width="\(width)" height="\(height)" fill="#fff"/>
        \(marks)</svg>

        """
    }
}

/// A moment as it stands on an axis.
struct PictureClock {
    let recording: Recording

    /// The time of the first site's clock, `1997-04-21 08:05`.
    func text(_ instant: Int64) -> String {
        let seconds = (instant + offset(instant)) / 1_000
        let (year, month, day) = Self.civil(days: Self.floor(seconds, 86_400))
        let rest = seconds - Self.floor(seconds, 86_400) * 86_400
        return "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2)) "
            + "\(Self.padded(rest / 3_600, 2)):\(Self.padded(rest / 60 % 60, 2))"
    }

    /// What the first site's clock is ahead of UTC then.
    func offset(_ instant: Int64) -> Int64 {
        let frame = max(0, Int(instant - recording.start) / Int(recording.cycle))
        return Int64(recording.sites.first?.offset.value(at: frame) ?? 0)
    }

    private static func floor(_ value: Int64, _ by: Int64) -> Int64 { (value - (value % by + by) % by) / by }

    private static func padded(_ value: Int64, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// The date of a day counted from 1970-01-01 (Hinnant's civil_from_days).
    private static func civil(days: Int64) -> (Int64, Int64, Int64) {
        let shifted = days + 719_468
        let era = floor(shifted, 146_097)
        let ofEra = shifted - era * 146_097
        let year = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * year + year / 4 - year / 100)
        let shiftedMonth = (5 * ofYear + 2) / 153
        let day = ofYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (year + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}

/// A number with what it counts: `1 site`, `3 sites`.
func many(_ number: Int, _ thing: String) -> String { "\(number) \(thing)\(number == 1 ? "" : "s")" }
