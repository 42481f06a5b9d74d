/// The comment of a share for packages, which ends in the day on which the share was made (RG S3CEA, Q250381).
public enum ShareComment {
    /// The day in a comment: its last word, month, day and two digits of the year.
    ///
    /// - Parameter comment: Such as `SMS Package Storage Share 04/21/97`.
    /// - Returns: Midnight of that day; nil where the last word is no such date.
    public static func day(of comment: String) -> LocalTime? {
        guard let word = comment.split(separator: " ").last else { return nil }
        let parts = word.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ $0.utf8.count == 2 }), let year = Int(parts[2]) else {
            return nil
        }
        // Two digits are of the years in which SMS 1.2 and its database can be: 1980 to 2079.
        return LocalTime("\(year < 80 ? 20 : 19)\(parts[2])-\(parts[0])-\(parts[1]) 00:00")
    }
}
