/// The JSON Schema (draft 2020-12) of `waymark.map/1`: complete, and strict about what may stand where.
package enum MapSchema {
    /// The schema as JSON text.
    package static let text = #"""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "$id": "urn:waymark:map:1",
          "title": "Who serves where and when under one rulebook",
          "type": "object",
          "additionalProperties": false,
          "required": ["schema", "rulebook", "today", "until", "places", "programmes", "gaps", "changes", "undecided_needs"],
          "properties": {
            "schema": {"const": "waymark.map/1"},
            "rulebook": {"description": "Hash of the rulebook's files.", "type": "string", "pattern": "^sha256:[0-9a-f]{64}$"},
            "today": {"$ref": "#/$defs/date"},
            "until": {"description": "The last day of the map.", "$ref": "#/$defs/date"},
            "places": {
              "description": "Areas in file order, then other values of the home fact.",
              "type": "array",
              "minItems": 1,
              "items": {
                "type": "object",
                "additionalProperties": false,
                "required": ["place", "title"],
                "dependentRequired": {"gss": ["force", "tile"], "force": ["gss", "tile"], "tile": ["gss", "force"]},
                "properties": {
                  "place": {"$ref": "#/$defs/name"},
                  "title": {"$ref": "#/$defs/words"},
                  "gss": {"description": "Of an area.", "type": ["string", "null"]},
                  "force": {"description": "Of an area: its police force.", "type": ["string", "null"]},
                  "tile": {
                    "description": "Of an area: column and row on a tile map.",
                    "oneOf": [{"type": "null"}, {"type": "array", "minItems": 2, "maxItems": 2, "items": {"type": "integer"}}]
                  }
                }
              }
            },
            "programmes": {
              "description": "Every programme in the order of the routing policy.",
              "type": "array",
              "items": {
                "type": "object",
                "additionalProperties": false,
                "required": ["programme", "title", "places"],
                "properties": {
                  "programme": {"$ref": "#/$defs/name"},
                  "title": {"$ref": "#/$defs/words"},
                  "places": {
                    "description": "Every place, as above.",
                    "type": "array",
                    "items": {
                      "type": "object",
                      "additionalProperties": false,
                      "required": ["place", "intervals"],
                      "properties": {
                        "place": {"$ref": "#/$defs/name"},
                        "intervals": {
                          "description": "From today to the last day, without holes.",
                          "type": "array",
                          "minItems": 1,
                          "items": {
                            "type": "object",
                            "additionalProperties": false,
                            "required": ["from", "until", "state", "services"],
                            "properties": {
                              "from": {"$ref": "#/$defs/date"},
                              "until": {"$ref": "#/$defs/date"},
                              "state": {"$ref": "#/$defs/coverage"},
                              "services": {"description": "The services that may be in force.", "$ref": "#/$defs/names"}
                            }
                          }
                        }
                      }
                    }
                  }
                }
              }
            },
            "gaps": {"description": "People left without help, widest groups first.", "type": "array", "items": {"$ref": "#/$defs/finding"}},
            "changes": {"description": "What agreements, services and coverage lose.", "type": "array", "items": {"$ref": "#/$defs/finding"}},
            "undecided_needs": {"description": "Needs whose gaps were not decided within the budget.", "$ref": "#/$defs/names"}
          },
          "$defs": {
        \#(FindingSchema.definitions)
          }
        }

        """#
}
