import Glibc
import SiteModel

/// Decodes host names that are not UTF-8, by one of the host's code pages.
final class CodePageDecoder {
    private let handle: iconv_t

    /// Opens a code page such as `CP437` or `CP1252`.
    init(_ codePage: String) throws(FileError) {
        let doing = "decode file names by the code page"
        // Only a plain name: iconv takes behaviour from what stands behind a slash.
        let plain = codePage.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                || $0 == 0x2D
                || $0 == 0x5F
        }
        guard plain, !codePage.isEmpty, let handle = iconv_open("UTF-8", codePage),
            Int(bitPattern: handle) != -1
        else {
            throw FileError(
                .unsupported, doing: doing, path: codePage, reason: "the host does not know it",
                advice: "name it as iconv does, such as CP437, CP850 or CP1252")
        }
        self.handle = handle
    }

    deinit { iconv_close(handle) }

    /// The text, or nil when a byte has no meaning.
    func decode(_ bytes: [UInt8]) -> String? {
        var input = bytes.map { CChar(bitPattern: $0) }
        var output = [CChar](repeating: 0, count: bytes.count * 4 + 16)
        let capacity = output.count
        let written: Int? = input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                var from = source.baseAddress
                var fromLeft = source.count
                var to = target.baseAddress
                var toLeft = capacity
                _ = iconv(handle, nil, nil, nil, nil)
                guard iconv(handle, &from, &fromLeft, &to, &toLeft) != -1, fromLeft == 0 else {
                    return nil
                }
                return capacity - toLeft
            }
        }
        guard let written else { return nil }
        return String(validating: output.prefix(written).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
