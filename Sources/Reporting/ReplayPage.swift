import SiteModel

/// The replay page: one HTML file that plays a recording, or two beside each other.
public struct ReplayPage: Sendable {
    /// What the page is called.
    public var title: String
    /// The recordings as gzip of their JSON: one, or two to compare.
    public var recordings: [[UInt8]]

    /// Makes a page.
    public init(title: String, recordings: [[UInt8]]) {
        self.title = title
        self.recordings = recordings
    }

    /// What a browser may do with the page: nothing that leaves the file.
    private static let policy =
        "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; "
        + "base-uri 'none'; form-action 'none'"

    /// The file.
    public func html() -> String {
        let data = recordings.enumerated().map { place, bytes in
            "<script type=\"application/gzip\" id=\"run-\(place)\">\(Base64.text(bytes))</script>\n"
        }.joined()
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="\(Self.policy)">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="generator" content="sms12">
            <title>\(escapedMarkup(title))</title>
            <style>
            \(replayPageStyle)</style>
            </head>
            \(replayPageBody)\(data)<script>
            \(replayPageScript)</script>
            </body>
            </html>

            """
    }
}

/// A text as it stands in HTML and SVG, within tags and in attributes.
func escapedMarkup(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "&": out += "&amp;"
        case "<": out += "&lt;"
        case ">": out += "&gt;"
        case "\"": out += "&quot;"
        // What XML cannot hold at all.
        case "\u{0}"..<"\u{9}", "\u{B}", "\u{C}", "\u{E}"..<"\u{20}", "\u{FFFE}", "\u{FFFF}":
            out += "\u{FFFD}"
        default: out.unicodeScalars.append(scalar)
        }
    }
    return out
}
