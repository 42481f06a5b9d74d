extension Migration {
    /// Version 1: all tables of the first release.
    package static let version1 = Migration(version: 1, name: "first release", script: #"""
"""#)
}
