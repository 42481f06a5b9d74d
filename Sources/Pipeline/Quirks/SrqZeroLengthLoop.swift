import SiteModel

extension Quirk {
    /// Records of send requests are walked by their length, zero or not (Q159201).
    public static let srqZeroLengthLoop = Quirk(
        name: "srq-zero-length-loop", article: "Q159201", since: nil, fixedIn: .sp3,
        sentence: "A send request is read by the lengths of its records, without a look whether they move on."
    )
}
