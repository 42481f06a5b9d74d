/// SMSLS.INI: which domains' computers a logon script sends to SMS.
///
/// A client keeps what it found there under `[SMSLSIni]` of its SMS.INI: `FileName=Z:\\smsls.ini`, `SectionMatch=WIN.INI`,
/// `KeyMatch=VIPER_X`, `Domain=VIPER_X` (Q174793). So the file has a section, and in it a key with the domain; which keys
/// there may be besides a domain's name is not told.
public enum LogonScriptMap {
    /// The section that the sample of Q174793 matched.
    public static let section = "WIN.INI"

    /// Writes the file.
    ///
    /// - Parameter domains: The domains, in the order in which they stand.
    /// - Returns: Lines with CR LF.
    public static func write(domains: [String]) -> String {
        (["[\(section)]"] + domains.map { "\($0)=\($0)" }).map { $0 + "\r\n" }.joined()
    }
}
