import Pipeline

/// The watchdog cycles of a site as they went by: each lasts as long as the site's Response made it then.
///
/// A cycle ends where the polls of its interval begin anew, counted from the first instant of the lab. One in which
/// Response changed ends at the next such place of the new interval.
public struct WatchdogCycles: Equatable, Sendable {
    /// The instants from which on a cycle had a length, the first one the start of the lab; milliseconds.
    public struct Span: Equatable, Sendable {
        /// The instant behind which cycles are that long.
        public var from: Int64
        /// How long they are.
        public var length: Int64
    }

    /// The first instant of the lab, in milliseconds since 1970.
    public let start: Int64
    /// The lengths in order of time; one where Response never changed.
    public let spans: [Span]

    /// Makes the cycles of a site whose Response never changed.
    public init(start: Int64, length: Int64) {
        self.init(start: start, spans: [Span(from: start, length: length)])
    }

    init(start: Int64, spans: [Span]) {
        self.start = start
        self.spans = spans
    }

    /// The ends of cycles between two instants if all were of one length, the second one among them.
    private func ends(_ length: Int64, behind from: Int64, upTo end: Int64) -> Int64 {
        guard end > from, length > 0 else { return 0 }
        return (end - start) / length - (from - start) / length
    }

    /// How many cycles have ended at an instant; one that ends at that very instant is counted.
    public func passed(at instant: Int64) -> Int64 {
        var count: Int64 = 0
        for (place, span) in spans.enumerated() {
            let until = place + 1 < spans.count ? spans[place + 1].from : .max
            count += ends(span.length, behind: span.from, upTo: min(instant, until))
        }
        return count
    }

    /// The end of a cycle, counted from 1; 0 is the start of the lab.
    ///
    /// Cycles to come are as long as they are now.
    ///
    /// - Returns: The instant, in milliseconds since 1970; nil where it is beyond all instants.
    public func end(of number: Int64) -> Int64? {
        var left = number
        guard left > 0 else { return start }
        for (place, span) in spans.enumerated() {
            let whole = (span.from - start) / max(1, span.length)
            let until = place + 1 < spans.count ? spans[place + 1].from : Int64.max
            let count = ends(span.length, behind: span.from, upTo: until)
            if place + 1 < spans.count, count < left {
                left -= count
                continue
            }
            let (index, isTooMany) = whole.addingReportingOverflow(left)
            let (offset, isTooLong) = index.multipliedReportingOverflow(by: span.length)
            let (instant, isTooFar) = start.addingReportingOverflow(offset)
            return isTooMany || isTooLong || isTooFar ? nil : instant
        }
        return nil
    }

    /// The end of the cycle that an instant lies in; at an end of one, that of the next.
    public func end(after instant: Int64) -> Int64 { end(of: passed(at: instant) + 1) ?? .max }
}

/// A change of a site's Response, as it took effect.
struct ResponseChange: Equatable {
    /// The site.
    var site: UInt16
    /// When, in milliseconds since 1970.
    var instant: Int64
    /// How long a cycle was before, in milliseconds.
    var length: Int64
}

extension Emulation {
    /// The watchdog cycles of a site, by its number.
    public func cycles(ofSite site: Int) -> WatchdogCycles {
        var spans: [WatchdogCycles.Span] = []
        var from = start
        for change in responseChanges where Int(change.site) == site {
            spans.append(WatchdogCycles.Span(from: from, length: change.length))
            from = change.instant
        }
        spans.append(WatchdogCycles.Span(from: from, length: images[site].pollMilliseconds))
        return WatchdogCycles(start: start, spans: spans)
    }

    /// Notes that a site's cycles are of another length from now on.
    mutating func noteResponseChange(_ site: Int, from length: Int64) {
        responseChanges.append(
            ResponseChange(site: UInt16(truncatingIfNeeded: site), instant: now, length: length))
    }

    /// The byte that the changes of Response begin with in a snapshot; what may follow them begins with 1.
    private static var responseMark: UInt8 { 2 }

    /// Codes the changes of Response; a lab in which there was none has no such part.
    mutating func codeResponseChanges(_ coder: inout SnapshotCoder) {
        guard coder.isReading ? coder.isNext(Self.responseMark) : !responseChanges.isEmpty else { return }
        var mark = Self.responseMark
        coder.number(&mark)
        coder.list(&responseChanges, empty: ResponseChange(site: 0, instant: 0, length: 0)) { coder, change in
            coder.number(&change.site)
            coder.number(&change.instant)
            coder.number(&change.length)
        }
    }
}
