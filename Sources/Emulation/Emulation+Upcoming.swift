public import Pipeline
import VirtualTime

extension Emulation {
    /// When a signal will be given, as it stands; nil: none waits.
    ///
    /// - Parameters:
    ///   - kind: Which signal.
    ///   - site: The site by number.
    ///   - subject: What it is about, or nil: anything.
    /// - Returns: The instant of the first, in milliseconds since 1970.
    public func upcoming(_ kind: SignalKind, site: UInt16, about subject: UInt32? = nil) -> Int64? {
        let image = images[Int(site)]
        return queue.ordered {
            $0.kind == kind && $0.site == site && (subject == nil || subject == $0.a) && isUnderWay($0, image)
        }.map(\.instant).min()
    }
}
