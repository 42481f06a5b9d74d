import CommandLineKit
import LegacyFormats
import SiteModel

/// `--set MEMBER=VALUE` of `client add` and `client set`: what a lab file says of Package Command Manager.
enum ClientSetting {
    /// The members that can be set, as the lab file names them.
    static let members = [
        "role", "service", "account", "osVersion", "redirector", "serverChoice", "preferredServers",
        "localDrives", "mappedDrives", "maxLogonServerSearch", "slowLink", "disableCountdown",
        "reminderMinutes",
    ]

    static let option = Option<[String]>(
        "set", value: "MEMBER=VALUE", .text,
        help:
            "A setting of Package Command Manager by its name in lab files, such as service=true; lists with commas."
    )

    /// Puts what was typed into a range.
    ///
    /// - Parameters:
    ///   - words: What was typed.
    ///   - range: The range.
    ///   - run: The command, for usage errors.
    /// - Throws: a usage error that names the word.
    static func apply(_ words: [String], to range: inout ClientRange, _ run: CommandRun) throws {
        for word in words {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = parts.first.map(String.init) ?? ""
            guard parts.count == 2, let text = parts.last.map(String.init) else {
                throw run.usage("--set '\(word)' has no =; write --set MEMBER=VALUE")
            }
            let known = members.first { $0.lowercased() == name.lowercased() }
            guard let known, let old = range.json[known] else {
                throw run.usage(
                    "--set '\(word)' names no setting; the settings are \(members.joined(separator: ", "))")
            }
            let value = try value(text, like: old, word, run)
            let changed = (range.json.members ?? []).map {
                $0.name == known ? JSONValue.Member(known, value) : $0
            }
            do throws(ModelJSONError) {
                range = try ClientRange(json: .object(changed))
            } catch {
                throw run.usage("--set '\(word)': \(error.message)")
            }
        }
        range = range.normalized
    }

    /// The value of a word, of the same type as another.
    private static func value(
        _ text: String, like old: JSONValue, _ word: String, _ run: CommandRun
    ) throws -> JSONValue {
        switch old {
        case .bool:
            switch text.lowercased() {
            case "true", "yes": return .bool(true)
            case "false", "no": return .bool(false)
            default: throw run.usage("--set '\(word)' is neither true nor false")
            }
        case .integer:
            guard let number = Int64(text) else { throw run.usage("--set '\(word)' is no whole number") }
            return .integer(number)
        case .array:
            return .array(text.split(separator: ",").map { .string(String($0)) })
        default: return .string(text)
        }
    }

    /// What is not as it is by default, as it would be typed.
    static func shown(_ range: ClientRange) -> [String] {
        let standard = ClientRange(pattern: "").json
        return members.compactMap { name in
            guard let value = range.json[name], value != standard[name] else { return nil }
            switch value {
            case .bool(let flag): return "\(name)=\(flag)"
            case .integer(let number): return "\(name)=\(number)"
            case .string(let text): return "\(name)=\(text)"
            case .array(let items): return "\(name)=" + items.compactMap(\.text).joined(separator: ",")
            default: return nil
            }
        }
    }

    /// Refuses settings that no client can have.
    ///
    /// - Parameters:
    ///   - range: The client's range.
    ///   - name: The client.
    ///   - site: The place of its site.
    ///   - lab: The lab.
    /// - Throws: `CommandFailure` (bad data) with the first finding.
    static func demandValid(_ range: ClientRange, _ name: String, site: Int, _ lab: LabDefinition) throws {
        var alone = lab
        var one = range
        (one.pattern, one.first, one.count) = (name, 1, 1)
        alone.sites[site].clients = [one]
        let path = "sites[\(site)].clients[0]."
        let problem = alone.problems().first {
            $0.path.hasPrefix(path) && $0.finding.severity == .error
        }
        if let problem {
            throw CommandFailure(
                ExitCode.badData, "\(problem.finding.message); nothing was changed in the lab")
        }
    }
}
