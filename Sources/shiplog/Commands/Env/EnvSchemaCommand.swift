import ArgumentParser
import Settings

struct EnvSchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Write the JSON Schema of settings files.",
        usage: """
            shiplog env schema > settings.schema.json
            check-jsonschema --schemafile settings.schema.json settings.json
            """,
        discussion: """
            JSON Schema 2020-12. It knows types, ranges and keys; only `env check` knows \
            doubled keys, references that have no value, and what production may not have.
            """)

    func run() { Surroundings.process.console(true).write(SettingsSchema.document.page()) }
}
