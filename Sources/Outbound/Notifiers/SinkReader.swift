import LedgerCore

/// Reads the sinks of a settings file, with secrets as values or from files of their own.
struct SinkReader {
    private enum KindName: String, CaseIterable { case slack, webhook, pagerduty }

    let secret: (_ path: String) -> String?

    /// - Returns: also the names of sinks that cannot be used, so that routes to them are no
    ///   problem of their own.
    func sinks(_ fields: FieldReader) -> (settings: [SinkSettings], names: [String]) {
        let readers = fields.optionalObjects("sinks", count: 1...NotificationSettings.mostSinks)
        if fields.value("sinks") == nil { fields.note("is required", at: "sinks") }
        var settings: [SinkSettings] = []
        var names: [String] = []
        for reader in readers ?? [] {
            let name = reader.name("name")
            if names.contains(name) { reader.note("is the name of two sinks", at: "name") }
            names.append(name)
            if let kind = kind(reader) { settings.append(SinkSettings(name: name, kind: kind)) }
            reader.refuseUnknownFields()
        }
        return (settings, names)
    }

    private func kind(_ fields: FieldReader) -> SinkSettings.Kind? {
        switch fields.choice("kind", or: KindName.slack) {
        case .slack: return url(fields).map { .slack(url: $0) }
        case .webhook:
            let (url, keys) = (url(fields), keys(fields))
            guard let url, let keys else { return nil }
            return .webhook(url: url, keys: keys)
        case .pagerduty:
            let isElsewhere = fields.value("url") != nil || fields.value("url_file") != nil
            let url = isElsewhere ? url(fields) : Secret(PagerDutyNotifier.standardURL)
            let key = secret("key", fields)
            guard let url, let key else { return nil }
            return .pagerDuty(url: url, key: key)
        }
    }

    private func url(_ fields: FieldReader) -> Secret? {
        guard let url = secret("url", fields) else { return nil }
        guard Self.isURL(url.text) else {
            let name = fields.value("url") == nil ? "url_file" : "url"
            fields.note("must be an http or https URL without spaces", at: name)
            return nil
        }
        return url
    }

    /// A secret as a value, or from the file that the same name with `_file` gives.
    private func secret(_ name: String, _ fields: FieldReader) -> Secret? {
        let value = fields.optionalString(name, length: 1...2000)
        let file = fields.optionalString("\(name)_file", length: 1...2000)
        guard (value == nil) != (file == nil) else {
            fields.note("or \(name)_file is required, and not both", at: name)
            return nil
        }
        let text = value ?? file.flatMap { read($0, fields, "\(name)_file") }
        return text.map { Secret($0) }
    }

    private func keys(_ fields: FieldReader) -> [SigningKey]? {
        let values = fields.optionalStrings("keys", count: 1...5)
        let files = fields.optionalStrings("key_files", count: 1...5)
        guard (values == nil) != (files == nil) else {
            fields.note("or key_files is required, and not both", at: "keys")
            return nil
        }
        let name = values == nil ? "key_files" : "keys"
        let texts = values ?? files?.compactMap { read($0, fields, name) } ?? []
        let keys = texts.compactMap(SigningKey.init)
        if keys.count < texts.count {
            fields.note("must each be whsec_ and 24 to 64 bytes in base64", at: name)
        }
        return keys
    }

    private func read(_ path: String, _ fields: FieldReader, _ name: String) -> String? {
        if let text = secret(path) { return text }
        fields.note("names \(path.prefix(200)), which cannot be read", at: name)
        return nil
    }

    private static func isURL(_ text: String) -> Bool {
        guard let scheme = ["https://", "http://"].first(where: text.hasPrefix) else {
            return false
        }
        return text.utf8.count > scheme.utf8.count
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}
