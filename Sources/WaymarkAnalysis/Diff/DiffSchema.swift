/// The JSON Schema (draft 2020-12) of `waymark.diff/1`.
package enum DiffSchema {
    /// The schema as JSON text.
    package static let text = #"""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "$id": "urn:waymark:diff:1",
          "title": "A difference of Waymark",
          "description": "Exactly who is routed differently by two rulebooks.",
          "type": "object",
          "additionalProperties": false,
          "required": ["schema", "old", "new", "notes", "differences"],
          "properties": {
            "schema": {"const": "waymark.diff/1"},
            "old": {"$ref": "#/$defs/hash"},
            "new": {"$ref": "#/$defs/hash"},
            "notes": {"description": "What could not be compared.", "type": "array", "items": {"$ref": "#/$defs/words"}},
            "differences": {
              "description": "Empty where nobody is routed differently and earlier referrals say the same.",
              "type": "array",
              "items": {"$ref": "#/$defs/difference"}
            },
            "cases": {
              "description": "What it means for a caseload, where one was given.",
              "type": "object",
              "additionalProperties": false,
              "required": ["compared", "changed", "skipped", "changes"],
              "properties": {
                "compared": {"description": "Cases that both rulebooks decided.", "$ref": "#/$defs/count"},
                "changed": {"$ref": "#/$defs/count"},
                "skipped": {"description": "Cases that one of them could not read or refused.", "$ref": "#/$defs/count"},
                "changes": {
                  "type": "array",
                  "items": {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["case", "says"],
                    "properties": {
                      "case": {"description": "The case's name as given; empty where it has none.", "type": "string"},
                      "says": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/words"}}
                    }
                  }
                }
              }
            }
          },
          "$defs": {
            "name": {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"},
            "date": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
            "words": {"type": "string", "minLength": 1},
            "count": {"type": "integer", "minimum": 0},
            "hash": {"description": "Hash of the rulebook's files.", "type": "string", "pattern": "^sha256:[0-9a-f]{64}$"},
            "outcome": {
              "description": "Null where it is not reported: another service is.",
              "enum": ["refer", "waiting_list", "signpost", "need_information", "unavailable", "not_eligible", null]
            },
            "difference": {
              "type": "object",
              "required": ["kind", "says", "from", "until", "every_day", "complete", "moves", "always", "groups", "lines"],
              "properties": {
                "kind": {"enum": ["outcome", "alert", "sequence", "low_priority", "refusal", "order", "service_order", "urgent", "history"]},
                "says": {"$ref": "#/$defs/words"},
                "from": {"description": "The first day on which it is so.", "$ref": "#/$defs/date"},
                "until": {"description": "The last day; 2100-12-31 is without end.", "$ref": "#/$defs/date"},
                "every_day": {"description": "False where it is so on some of these days only.", "type": "boolean"},
                "complete": {"description": "False where there are more people than are listed, or they could not be worked out.", "type": "boolean"},
                "moves": {
                  "description": "The outcomes that people move between.",
                  "type": "array",
                  "items": {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["was", "now", "example"],
                    "properties": {
                      "was": {"$ref": "#/$defs/outcome"},
                      "now": {"$ref": "#/$defs/outcome"},
                      "example": {"$ref": "#/$defs/person"}
                    }
                  }
                },
                "always": {"description": "What is true of everybody concerned, in the rules' words.", "type": "array", "items": {"$ref": "#/$defs/words"}},
                "groups": {
                  "description": "Who they are beside that; together the groups hold everybody concerned.",
                  "type": "array",
                  "items": {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["who", "example"],
                    "properties": {
                      "who": {"description": "A phrase for each fact that tells them from others; none: everybody.", "type": "array", "items": {"$ref": "#/$defs/words"}},
                      "example": {"$ref": "#/$defs/person"}
                    }
                  }
                },
                "lines": {
                  "description": "The rule lines that make the difference.",
                  "type": "array",
                  "items": {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["rulebook", "says", "at"],
                    "properties": {
                      "rulebook": {"enum": ["old", "new"]},
                      "says": {"$ref": "#/$defs/words"},
                      "at": {"description": "File and line.", "$ref": "#/$defs/words"}
                    }
                  }
                }
              },
              "oneOf": [
                {
                  "properties": {
                    "kind": {"const": "outcome"},
                    "programme": {"$ref": "#/$defs/name"},
                    "service": {"description": "Null where it is about the programme without a service.", "oneOf": [{"type": "null"}, {"$ref": "#/$defs/name"}]}
                  },
                  "required": ["programme", "service"]
                },
                {
                  "properties": {
                    "kind": {"enum": ["alert", "sequence", "low_priority", "urgent"]},
                    "about": {"description": "The name of the alert or of the programme; the order or the priority in words.", "$ref": "#/$defs/words"},
                    "added": {"$ref": "#/$defs/added"}
                  },
                  "required": ["about", "added"]
                },
                {
                  "properties": {
                    "kind": {"const": "history"},
                    "fact": {"description": "What earlier referrals say of it fills in answers and routes nobody by itself.", "$ref": "#/$defs/name"}
                  },
                  "required": ["fact"]
                },
                {"properties": {"kind": {"const": "refusal"}, "added": {"$ref": "#/$defs/added"}}, "required": ["added"]},
                {
                  "properties": {
                    "kind": {"const": "service_order"},
                    "programme": {"$ref": "#/$defs/name"},
                    "first": {"description": "The service that now stands first.", "$ref": "#/$defs/name"},
                    "second": {"$ref": "#/$defs/name"}
                  },
                  "required": ["programme", "first", "second"]
                },
                {
                  "properties": {"kind": {"const": "order"}, "first": {"$ref": "#/$defs/name"}, "second": {"$ref": "#/$defs/name"}},
                  "required": ["first", "second"]
                }
              ],
              "unevaluatedProperties": false
            },
            "added": {"description": "Whether it is so under the new rulebook; otherwise under the old one.", "type": "boolean"},
            "person": {
              "description": "A complete case, as every command reads it.",
              "type": "object",
              "additionalProperties": false,
              "required": ["id", "decision_date", "facts"],
              "properties": {
                "id": {"type": "string"},
                "decision_date": {"oneOf": [{"type": "null"}, {"$ref": "#/$defs/date"}]},
                "facts": {
                  "type": "object",
                  "propertyNames": {"$ref": "#/$defs/name"},
                  "additionalProperties": {
                    "anyOf": [{"type": ["boolean", "integer", "string"]}, {"type": "array", "items": {"$ref": "#/$defs/name"}, "uniqueItems": true}]
                  }
                }
              }
            }
          }
        }

        """#
}
