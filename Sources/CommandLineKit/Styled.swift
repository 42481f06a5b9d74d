/// When colour is used, as asked with `--color`.
public enum ColorSetting: String, CaseIterable, Sendable {
    /// On a terminal that can, unless the environment says otherwise.
    case auto
    /// Always.
    case always
    /// Never.
    case never
}

/// Whether colour is to be used.
///
/// `always` and `never` are final. With `auto`: `NO_COLOR` that is not empty turns it off (no-color.org), then
/// `CLICOLOR_FORCE` that is neither empty nor `0` turns it on (bixense.com/clicolors), then it is on for a
/// terminal whose `TERM` is set and not `dumb`.
///
/// - Parameters:
///   - setting: what `--color` says.
///   - isTerminal: whether the output is a terminal.
///   - noColor: the variable `NO_COLOR`, nil if unset.
///   - cliColorForce: the variable `CLICOLOR_FORCE`.
///   - term: the variable `TERM`.
/// - Returns: true if it is to be used.
public func colourIsOn(
    setting: ColorSetting, isTerminal: Bool, noColor: String?, cliColorForce: String?, term: String?
) -> Bool {
    switch setting {
    case .always: return true
    case .never: return false
    case .auto: break
    }
    if let noColor, !noColor.isEmpty { return false }
    if let cliColorForce, !cliColorForce.isEmpty, cliColorForce != "0" { return true }
    guard isTerminal, let term, !term.isEmpty else { return false }
    return term != "dumb"
}

/// A way to make a text stand out.
public enum Style: String, CaseIterable, Sendable {
    /// Bold.
    case bold
    /// Less bright than the rest.
    case dim
    /// Underlined.
    case underline
    /// Green: it went well.
    case green
    /// Yellow: look at it.
    case yellow
    /// Red: it failed.
    case red

    /// The parameter of the sequence "select graphic rendition" of ECMA-48.
    var code: Int {
        switch self {
        case .bold: 1
        case .dim: 2
        case .underline: 4
        case .red: 31
        case .green: 32
        case .yellow: 33
        }
    }
}

/// Puts styles on texts; gives them back unchanged when colour is off.
public struct Styled: Equatable, Sendable {
    /// Whether colour is on.
    public let isOn: Bool

    /// Makes a helper.
    public init(isOn: Bool) {
        self.isOn = isOn
    }

    /// No styles.
    public static let plain = Styled(isOn: false)

    /// The text with a style; an empty text or no style changes nothing.
    public func paint(_ text: String, _ style: Style?) -> String {
        guard isOn, let style, !text.isEmpty else { return text }
        return "\u{1B}[\(style.code)m\(text)\u{1B}[0m"
    }

    /// The text in bold.
    public func bold(_ text: String) -> String { paint(text, .bold) }
    /// The text dimmed.
    public func dim(_ text: String) -> String { paint(text, .dim) }
    /// The text in green.
    public func green(_ text: String) -> String { paint(text, .green) }
    /// The text in yellow.
    public func yellow(_ text: String) -> String { paint(text, .yellow) }
    /// The text in red.
    public func red(_ text: String) -> String { paint(text, .red) }
}
