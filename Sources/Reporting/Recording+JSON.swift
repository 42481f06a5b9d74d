extension Recording {
    /// The version of the form below; a page and its data are written together, so that no reader knows two.
    private static var version: Int { 1 }

    /// The recording as JSON, in UTF-8: what the page holds, compressed, and what `report --format json` prints.
    ///
    /// Instants are milliseconds since the start; texts are numbers of the list `texts`; a series is a list of frames and
    /// values in turn.
    public func json() -> [UInt8] {
        var recording = self
        // Made before the list of texts is written.
        let events = recording.packedEvents()
        let bars = recording.packedBars()
        let moves = recording.packedMoves()
        let commands = recording.packedCommands()
        var out = JSONText()
        out.object { out in
            recording.writeHead(&out)
            out.key("texts")
            out.list { for text in recording.texts.texts { $0.text(text) } }
            recording.writeSites(&out)
            out.key("jobs")
            recording.jobs.write(&out)
            if let clients = recording.clients {
                out.key("clients")
                clients.write(&out)
            }
            for (name, rows) in [
                ("events", events), ("bars", bars), ("moves", moves), ("cmds", commands),
                ("log", recording.packedLines()), ("files", recording.packedFiles()),
            ] {
                out.key(name)
                out.list { for row in rows { $0.numbers(row) } }
            }
            out.key("why")
            out.object { out in
                for subject in recording.why.keys.sorted() {
                    out.key(subject)
                    out.numbers(recording.why[subject]?.flat ?? [])
                }
            }
            out.key("asked")
            out.object { out in
                for subject in recording.asked.keys.sorted() {
                    out.key(subject)
                    out.numbers(recording.asked[subject] ?? [])
                }
            }
        }
        return out.bytes
    }

    private func writeHead(_ out: inout JSONText) {
        out.key("v")
        out.number(Self.version)
        for (name, value) in [("lab", lab), ("folder", folder), ("release", release), ("seed", String(seed))]
        {
            out.key(name)
            out.text(value)
        }
        let numbers: [(String, Int64)] = [
            ("start", start), ("cycle", cycle), ("now", now - start), ("frames", Int64(frames)),
            ("real", hasFiles ? 1 : 0), ("whyEvery", Int64(whyEvery)),
            ("logCut", Int64(linesLeftOut)), ("eventsCut", Int64(eventsLeftOut)),
            ("filesCut", Int64(filesLeftOut)),
        ]
        for (name, value) in numbers {
            out.key(name)
            out.number(value)
        }
        if !spans.isEmpty {
            out.key("spans")
            out.list { for span in spans { $0.numbers([Int(span.from - start), Int(span.length)]) } }
        }
    }

    private func writeSites(_ out: inout JSONText) {
        out.key("sites")
        out.list { out in
            for site in sites {
                out.object {
                    $0.key("c")
                    $0.text(site.code)
                    $0.key("n")
                    $0.text(site.name)
                    $0.key("p")
                    $0.number(site.parent ?? -1)
                    $0.key("t")
                    $0.number(site.tier)
                    $0.key("s")
                    $0.number(site.isSecondary ? 1 : 0)
                    $0.key("r")
                    $0.text(site.response)
                    $0.key("srv")
                    $0.list { for server in site.servers { $0.text(server) } }
                    $0.key("up")
                    $0.numbers(site.state.flat)
                    $0.key("cnt")
                    $0.numbers(site.counts.flat)
                    $0.key("z")
                    $0.numbers(site.offset.flat)
                }
            }
        }
        out.key("counts")
        out.list { for row in counts { $0.numbers(row) } }
        out.key("links")
        out.numbers(links.flat)
        out.key("linkSets")
        out.list { for set in linkSets { $0.list { for pair in set { $0.numbers(pair) } } } }
    }

    private mutating func packedEvents() -> [[Int]] {
        events.map { event in
            [
                event.site, Int(event.ordinal), Int(event.instant - start), texts.number(of: event.time),
                Int(event.number),
            ] + event.cells.map { texts.number(of: $0) } + [event.frame]
        }
    }

    private mutating func packedBars() -> [[Int]] {
        bars.map { bar in
            [
                bar.site, bar.phase.rawValue, texts.number(of: bar.job), Int(bar.from - start),
                bar.to.map { Int($0 - start) } ?? -1, bar.outcome.rawValue, texts.number(of: bar.label),
            ]
        }
    }

    private mutating func packedMoves() -> [[Int]] {
        moves.map { move in
            [
                move.from, move.to, texts.number(of: move.job), Int(move.begin - start),
                move.end.map { Int($0 - start) } ?? -1, move.outcome.rawValue, Int(move.bytes),
            ]
        }
    }

    private mutating func packedCommands() -> [[Int]] {
        commands.map { command in
            [
                command.frame, Int(command.instant - start), texts.number(of: command.who),
                texts.number(of: command.words),
            ]
        }
    }

    private func packedLines() -> [[Int]] {
        lines.map { [Int($0.instant - start), $0.site, $0.component, $0.text, $0.job] }
    }

    private func packedFiles() -> [[Int]] { files.map { [$0.frame, $0.path, Int($0.size)] } }
}
