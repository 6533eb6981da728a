/// The JSON Schema (draft 2020-12) of `waymark.test/1`: complete, and strict about what may stand where.
package enum TestSchema {
    /// The schema as JSON text.
    package static let text = #"""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "$id": "urn:waymark:test:1",
          "title": "How cases came out under a rulebook, and which ways through its rules they exercise",
          "type": "object",
          "additionalProperties": false,
          "required": ["schema", "passed", "failed", "problems", "without_expectation", "coverage"],
          "properties": {
            "schema": {"const": "waymark.test/1"},
            "passed": {"description": "Cases that gave what they expect.", "$ref": "#/$defs/count"},
            "failed": {"description": "Names of the cases that did not.", "type": "array", "items": {"type": "string"}},
            "problems": {"description": "Problems in cases that do not load.", "$ref": "#/$defs/count"},
            "without_expectation": {"description": "Cases that expect nothing.", "$ref": "#/$defs/count"},
            "coverage": {
              "description": "Null where it was not asked for.",
              "oneOf": [{"type": "null"}, {"$ref": "#/$defs/coverage"}]
            }
          },
          "$defs": {
            "count": {"type": "integer", "minimum": 0},
            "coverage": {
              "type": "object",
              "additionalProperties": false,
              "required": ["ways", "exercised", "not_tested", "impossible", "not_decided"],
              "properties": {
                "ways": {"description": "Ways through the rules that somebody can go.", "$ref": "#/$defs/count"},
                "exercised": {"description": "Those that some case goes and whose outcome it expects.", "$ref": "#/$defs/count"},
                "not_tested": {"description": "The others, in the order of the rulebook.", "$ref": "#/$defs/ways"},
                "impossible": {"description": "Ways that nobody can go, so that no case is missing.", "$ref": "#/$defs/count"},
                "not_decided": {"description": "Ways of which this was not decided within the budget.", "$ref": "#/$defs/ways"}
              }
            },
            "ways": {
              "type": "array",
              "items": {
                "type": "object",
                "additionalProperties": false,
                "required": ["says", "path", "line"],
                "properties": {
                  "says": {"type": "string", "minLength": 1},
                  "path": {"description": "The file of the rule.", "type": "string", "minLength": 1},
                  "line": {"type": "integer", "minimum": 1}
                }
              }
            }
          }
        }

        """#
}
