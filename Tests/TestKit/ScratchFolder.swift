import Foundation

/// A folder of its own for one test, gone when the value is released.
public final class ScratchFolder {
    /// The folder's path, without a trailing slash.
    public let path: String

    /// Makes an empty folder under the system's temporary folder.
    public init(_ name: String = "sms12-test") throws {
        var template = Array("\(NSTemporaryDirectory())/\(name)-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else {
            throw CocoaError(.fileWriteUnknown)
        }
        path = String(cString: made)
    }

    deinit {
        // Tests make read-only folders; open them again so that nothing stays behind.
        let manager = FileManager.default
        if let walker = manager.enumerator(atPath: path) {
            for case let name as String in walker {
                chmod("\(path)/\(name)", 0o755)
            }
        }
        try? manager.removeItem(atPath: path)
    }

    /// The path of something in the folder.
    public func path(_ name: String) -> String { "\(path)/\(name)" }

    /// Writes a text, making the folders above it.
    @discardableResult
    public func write(_ name: String, _ text: String) throws -> String {
        try write(name, bytes: Array(text.utf8))
    }

    /// Writes bytes, making the folders above them.
    @discardableResult
    public func write(_ name: String, bytes: [UInt8]) throws -> String {
        let file = path(name)
        let folder = (file as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        return file
    }

    /// Reads a file whole.
    public func read(_ name: String) throws -> [UInt8] {
        try readFile(path(name))
    }
}

/// Reads a file whole.
public func readFile(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path)))
}

/// The root of the checkout, found from this source file.
public let checkoutRoot: String = {
    var parts = #filePath.split(separator: "/")
    parts.removeLast(3)
    return "/" + parts.joined(separator: "/")
}()

/// The folder of real files beside the checkout, or nil where a machine does not have it.
///
/// Tests that read it are written to skip, saying so by name, when it is missing.
public func sharedFolder(_ name: String) -> String? {
    let path = checkoutRoot + "/../shared/" + name
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
        print("skipped: no folder ../shared/\(name)")
        return nil
    }
    return path
}
