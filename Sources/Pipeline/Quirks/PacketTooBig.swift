import SiteModel

extension Quirk {
    /// A packet is 300 seconds of the line, so that every line above 7,000 bits a second gets the largest (Q136032).
    public static let packetTooBig = Quirk(
        name: "packet-too-big", article: "Q136032", since: nil, fixedIn: .v12,
        sentence: "A Sender takes the largest packet on slow links too, so that a lost link loses much more.")
}
