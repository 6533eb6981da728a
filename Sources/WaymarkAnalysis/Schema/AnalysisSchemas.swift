package import WaymarkRouting

/// The JSON Schemas of what the questions about all people are answered with.
extension JSONSchema {
    /// `waymark.explanation/1`; its outcomes are those of `waymark.decision/1`.
    package static let explanation = JSONSchema(
        PackageResources.explanation_schema_json, definitionsOf: .decision)
    /// `waymark.diff/1`.
    package static let diff = JSONSchema(PackageResources.diff_schema_json)
    /// `waymark.check/1`.
    package static let check = JSONSchema(PackageResources.check_schema_json, definitionsOf: finding)
    /// `waymark.map/1`.
    package static let map = JSONSchema(PackageResources.map_schema_json, definitionsOf: finding)
    /// `waymark.test/1`.
    package static let test = JSONSchema(PackageResources.test_schema_json)

    /// A finding, which stands in those of `check` and `map`.
    private static let finding = JSONSchema(PackageResources.finding_schema_json)
}
