import WaymarkRouting

/// The JSON Schema (draft 2020-12) of `waymark.explanation/1`; its outcomes are those of `waymark.decision/1`.
package enum ExplanationSchema {
    /// The schema as JSON text.
    package static let text = #"""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "$id": "urn:waymark:explanation:1",
          "title": "An explanation of Waymark",
          "description": "Why one person has the outcomes of one programme, what would change them, and how long they stay so.",
          "type": "object",
          "additionalProperties": false,
          "required": ["schema", "case", "decision_date", "rulebook", "programme", "outcomes"],
          "properties": {
            "schema": {"const": "waymark.explanation/1"},
            "case": {"description": "The case's name as given; empty where it has none.", "type": "string"},
            "decision_date": {"$ref": "#/$defs/date"},
            "rulebook": {"description": "Hash of the rulebook's files.", "type": "string", "pattern": "^sha256:[0-9a-f]{64}$"},
            "programme": {"$ref": "#/$defs/name"},
            "outcomes": {
              "description": "Every outcome of the programme, in the order of the decision.",
              "type": "array",
              "minItems": 1,
              "items": {"$ref": "#/$defs/explained"}
            }
          },
          "$defs": {
            "explained": {
              "type": "object",
              "additionalProperties": false,
              "required": ["outcome", "decided_by", "changes", "how_long"],
              "properties": {
                "outcome": {"$ref": "#/$defs/outcome"},
                "decided_by": {
                  "description": "The smallest sets of known facts that decide it, whatever everything else is; the empty set: nothing about the person matters. Null where it is not decided.",
                  "oneOf": [
                    {"type": "null"},
                    {
                      "type": "object",
                      "additionalProperties": false,
                      "required": ["sets", "complete"],
                      "properties": {
                        "sets": {"type": "array", "items": {"$ref": "#/$defs/names"}, "uniqueItems": true},
                        "complete": {"description": "False where there may be other sets as small.", "type": "boolean"}
                      }
                    }
                  ]
                },
                "changes": {
                  "description": "Every smallest change that would give something better for certain, cheapest first.",
                  "type": "object",
                  "additionalProperties": false,
                  "required": ["found", "complete"],
                  "properties": {
                    "found": {"type": "array", "items": {"$ref": "#/$defs/possible_change"}},
                    "complete": {"description": "False where there may be more.", "type": "boolean"}
                  }
                },
                "how_long": {
                  "description": "How long the outcome stays so if the facts stay as they are; null where it is not decided.",
                  "oneOf": [{"type": "null"}, {"$ref": "#/$defs/how_long"}]
                }
              }
            },
            "possible_change": {
              "type": "object",
              "additionalProperties": false,
              "required": ["kind", "says", "service", "outcome", "step_forward", "change", "fixed", "find_out", "confirm", "ways", "ways_complete"],
              "properties": {
                "kind": {"enum": ["could_be_done", "could_be_found_out", "cannot_change"]},
                "says": {"$ref": "#/$defs/words"},
                "service": {"description": "The service that would then have the outcome.", "$ref": "#/$defs/name"},
                "outcome": {"enum": ["refer", "waiting_list", "signpost"]},
                "step_forward": {"description": "What changes is gained, not given up: only then is it something to work towards.", "type": "boolean"},
                "change": {"description": "Known facts that would have to be otherwise.", "$ref": "#/$defs/names"},
                "fixed": {"description": "Those of them that nobody can change.", "$ref": "#/$defs/names"},
                "find_out": {"description": "Facts not known that would have to turn out so.", "$ref": "#/$defs/names"},
                "confirm": {
                  "description": "Services and agreements to confirm.",
                  "type": "array",
                  "uniqueItems": true,
                  "items": {"type": "string", "pattern": "^(service|agreement):[a-z][a-z0-9_]*$"}
                },
                "ways": {
                  "description": "What all these would have to be, in any one of these ways: a phrase for each.",
                  "type": "array",
                  "minItems": 1,
                  "items": {"type": "array", "items": {"$ref": "#/$defs/words"}}
                },
                "ways_complete": {"type": "boolean"}
              },
              "allOf": [
                {
                  "if": {"properties": {"kind": {"const": "cannot_change"}}},
                  "then": {"properties": {"fixed": {"minItems": 1}}},
                  "else": {"properties": {"fixed": {"maxItems": 0}}}
                },
                {
                  "if": {"properties": {"kind": {"const": "could_be_found_out"}}},
                  "then": {"properties": {"change": {"maxItems": 0}}},
                  "else": {"properties": {"change": {"minItems": 1}}}
                }
              ]
            },
            "how_long": {
              "type": "object",
              "additionalProperties": false,
              "required": ["end"],
              "properties": {
                "end": {
                  "description": "never: no date in the rules ends it; changes: on this day it becomes another; not_before: looked at no further than this day.",
                  "enum": ["never", "changes", "not_before"]
                },
                "day": {"$ref": "#/$defs/date"},
                "outcome": {
                  "description": "What it then is; null where there can be no such person on that day.",
                  "enum": ["refer", "waiting_list", "signpost", "need_information", "unavailable", "not_eligible", null]
                },
                "because": {"description": "What begins or ends then.", "type": "array", "items": {"$ref": "#/$defs/words"}}
              },
              "oneOf": [
                {"properties": {"end": {"const": "never"}, "day": false, "outcome": false, "because": false}},
                {"properties": {"end": {"const": "not_before"}, "outcome": false, "because": false}, "required": ["day"]},
                {"properties": {"end": {"const": "changes"}}, "required": ["day", "outcome", "because"]}
              ]
            },

        """# + DecisionSchema.definitions + #"""
              }
            }

            """#
}
