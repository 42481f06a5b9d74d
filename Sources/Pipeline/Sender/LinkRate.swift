import SiteModel

/// How fast a link is at each hour: bits a second times the percentage that may be used (Q140396).
struct LinkRate {
    let bitsPerSecond: Int64
    /// Percent for each hour of the day of the site server's clock; empty: always the same.
    let hourlyPercent: [Int]
    let percent: Int
    let clock: MachineClock
    let labStart: Int64

    init(_ address: AddressDefinition, _ sender: SenderDefinition, _ image: SiteImage) {
        bitsPerSecond = min(max(address.bitsPerSecond, 1), SourceManifest.maximumBytes)
        hourlyPercent = sender.hourlyPercent.count == 24 ? sender.hourlyPercent : []
        percent = min(max(address.percent, 1), 100)
        clock = image.siteClock
        labStart = image.labStart
    }

    /// Bytes a second at an instant.
    private func bytesPerSecond(at instant: Int64) -> Int64 {
        guard !hourlyPercent.isEmpty else { return max(1, bitsPerSecond / 8 * Int64(percent) / 100) }
        let hour = Int(clock.localTime(at: instant, labStart: labStart).civil.hour)
        return bitsPerSecond / 8 * Int64(min(max(hourlyPercent[hour], 0), 100)) / 100
    }

    /// Milliseconds from an instant until some bytes are through; a link without any hour for them takes ten years.
    func milliseconds(_ bytes: Int64, from begin: Int64) -> Int64 {
        if hourlyPercent.isEmpty { return PeriodSpeed.milliseconds(bytes, at: bytesPerSecond(at: begin)) }
        var left = bytes
        var now = begin
        for _ in 0..<87_600 {
            let end = endOfHour(now)
            let speed = bytesPerSecond(at: now)
            let room = speed * (end - now) / 1_000
            if speed > 0, left <= room { return now - begin + PeriodSpeed.milliseconds(left, at: speed) }
            left -= room
            now = end
        }
        return now - begin
    }

    /// Bytes that are through at an instant.
    func bytes(from begin: Int64, to end: Int64) -> Int64 {
        guard end > begin else { return 0 }
        if hourlyPercent.isEmpty { return bytesPerSecond(at: begin) * (end - begin) / 1_000 }
        var found: Int64 = 0
        var now = begin
        while now < end {
            let next = min(endOfHour(now), end)
            found += bytesPerSecond(at: now) * (next - now) / 1_000
            now = next
        }
        return found
    }

    /// Milliseconds that a Sender waits behind a buffer to keep to what the address allows (Q140396).
    ///
    /// A clock shows no less than one millisecond for the buffer, however fast the line.
    ///
    /// - Parameters:
    ///   - packet: Bytes of the buffer.
    ///   - instant: When it is sent.
    ///   - isUnsigned: Whether nobody looks which of both times is the longer: then the difference is a number of 32 bits
    ///     without a sign (Q140924).
    /// - Returns: The time that the buffer should take less the time that it took.
    func waitBehind(_ packet: Int64, at instant: Int64, isUnsigned: Bool) -> Int64 {
        let allowed = max(1, bytesPerSecond(at: instant))
        let wanted = packet * 1_000 / allowed
        let took = max(1, packet * 1_000 / max(1, bitsPerSecond / 8))
        return isUnsigned ? Int64(UInt32(truncatingIfNeeded: wanted - took)) : max(0, wanted - took)
    }

    private func endOfHour(_ instant: Int64) -> Int64 {
        let local = clock.localTime(at: instant, labStart: labStart).seconds
        let past = (local % 3_600 + 3_600) % 3_600
        return instant - (instant % 1_000 + 1_000) % 1_000 + (3_600 - past) * 1_000
    }

    /// Bytes of a packet, from 1,024 to 262,144: ten seconds of the line, our choice; before 1.2 it was 300 seconds, so
    /// that every line above 7,000 bits a second got the largest (Q136032).
    func packetBytes(isTooBig: Bool) -> Int64 {
        let bytes = isTooBig ? bitsPerSecond * 75 / 2 : bitsPerSecond / 8 * 10
        return min(max(bytes, 1_024), 262_144)
    }
}
