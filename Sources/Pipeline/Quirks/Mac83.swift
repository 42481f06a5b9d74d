import SiteModel

extension Quirk {
    /// Only a long name makes a package one for NTFS, whatever else its files need (Q156278).
    public static let mac83 = Quirk(
        name: "mac-8-3", article: "Q156278", since: nil, fixedIn: nil,
        sentence:
            "Files of a Macintosh with names of 8.3 are put on FAT, where their resource forks are lost.")
}
