import SiteModel

extension Quirk {
    /// PCMPackageReminderInterval of SMS.INI is not read (Q187287).
    public static let pcmNoReminder = Quirk(
        name: "pcm-no-reminder", article: "Q187287", since: nil, fixedIn: .sp4,
        sentence: "Nothing reminds a user of commands that are pending.")
}
