import SiteModel

/// The member `siteConfiguration` of a site.
func decodeSiteConfiguration(
    _ settings: inout SiteConfigurationSettings, _ reader: inout ObjectReader, _ log: DecodingLog
) {
    guard let node = reader.node("siteConfiguration"),
        var members = ObjectReader(node, what: "siteConfiguration", log: log)
    else { return }
    settings.watchdogMinutes = members.int("watchdogMinutes", or: settings.watchdogMinutes)
    settings.keepsIntervals = members.flag("keepIntervals", or: settings.keepsIntervals)
    settings.reportingMinutes = members.int("reportingMinutes", or: settings.reportingMinutes)
    settings.scriptMinutes = members.int("logonScriptMinutes", or: settings.scriptMinutes)
    settings.userGroupMinutes = members.int("userGroupMinutes", or: settings.userGroupMinutes)
    settings.restartMinutes = members.int("restartMinutes", or: settings.restartMinutes)
    settings.configuresScripts = members.flag("configureLogonScripts", or: settings.configuresScripts)
    settings.usesAllServers = members.flag("useAllDetectedServers", or: settings.usesAllServers)
    members.finish()
}

extension SiteConfigurationSettings {
    /// The canonical form: the members of `siteConfiguration` in a lab file.
    var json: JSONValue {
        .members(
            ("watchdogMinutes", .integer(watchdogMinutes)), ("keepIntervals", .bool(keepsIntervals)),
            ("reportingMinutes", .integer(reportingMinutes)),
            ("logonScriptMinutes", .integer(scriptMinutes)),
            ("userGroupMinutes", .integer(userGroupMinutes)), ("restartMinutes", .integer(restartMinutes)),
            ("configureLogonScripts", .bool(configuresScripts)),
            ("useAllDetectedServers", .bool(usesAllServers)))
    }
}
