/// The JSON Schema (draft 2020-12) of `waymark.check/1`: complete, and strict about what may stand where.
package enum CheckSchema {
    /// The schema as JSON text.
    package static let text = #"""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "$id": "urn:waymark:check:1",
          "title": "What is wrong with a rulebook, and what its analysis found",
          "type": "object",
          "additionalProperties": false,
          "required": ["schema", "rulebook", "problems", "analysis"],
          "properties": {
            "schema": {"const": "waymark.check/1"},
            "rulebook": {"description": "Hash of the rulebook's files; null where it did not load.", "type": ["string", "null"], "pattern": "^sha256:[0-9a-f]{64}$"},
            "problems": {"description": "Errors and warnings of loading; with an error nothing is loaded.", "type": "array", "items": {"$ref": "#/$defs/problem"}},
            "analysis": {
              "description": "Null where the rulebook did not load or no analysis was asked for.",
              "oneOf": [{"type": "null"}, {"$ref": "#/$defs/analysis"}]
            }
          },
          "$defs": {
            "problem": {
              "type": "object",
              "additionalProperties": false,
              "required": ["id", "severity", "message", "path", "line", "column", "end_line", "end_column", "help", "notes"],
              "properties": {
                "id": {"description": "The stable name of the kind of problem.", "type": "string", "pattern": "^[a-z-]+(\\.[a-z-]+)*$"},
                "severity": {"enum": ["error", "warning"]},
                "message": {"$ref": "#/$defs/words"},
                "path": {"type": ["string", "null"]},
                "line": {"$ref": "#/$defs/number_or_null"},
                "column": {"$ref": "#/$defs/number_or_null"},
                "end_line": {"$ref": "#/$defs/number_or_null"},
                "end_column": {"$ref": "#/$defs/number_or_null"},
                "help": {"description": "What to write instead.", "type": ["string", "null"]},
                "notes": {
                  "type": "array",
                  "items": {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["message", "path", "line", "column", "end_line", "end_column"],
                    "properties": {
                      "message": {"$ref": "#/$defs/words"},
                      "path": {"type": ["string", "null"]},
                      "line": {"$ref": "#/$defs/number_or_null"},
                      "column": {"$ref": "#/$defs/number_or_null"},
                      "end_line": {"$ref": "#/$defs/number_or_null"},
                      "end_column": {"$ref": "#/$defs/number_or_null"}
                    }
                  }
                }
              }
            },
            "number_or_null": {"type": ["integer", "null"], "minimum": 1},
            "analysis": {
              "type": "object",
              "additionalProperties": false,
              "required": ["today", "until", "steps", "budget", "promises_kept", "promises_not_decided", "findings", "undecided"],
              "properties": {
                "today": {"$ref": "#/$defs/date"},
                "until": {"description": "The last day that was looked at for what changes.", "$ref": "#/$defs/date"},
                "steps": {"description": "Steps that the analysis took; the same on every computer.", "type": "integer", "minimum": 0},
                "budget": {"description": "Steps that it was allowed.", "type": "integer", "minimum": 1},
                "promises_kept": {"description": "Promises that are proved for everybody.", "type": "integer", "minimum": 0},
                "promises_not_decided": {"description": "Promises that were neither proved nor refuted; each is a warning among the problems.", "type": "integer", "minimum": 0},
                "findings": {"description": "Worst first.", "type": "array", "items": {"$ref": "#/$defs/finding"}},
                "undecided": {
                  "description": "Questions that were not answered within the budget.",
                  "type": "array",
                  "items": {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["question", "says", "about"],
                    "properties": {
                      "question": {"enum": ["gaps", "sole_providers", "reach", "lines", "tests", "conditions", "agreement", "influence"]},
                      "says": {"$ref": "#/$defs/words"},
                      "about": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/part"}}
                    }
                  }
                }
              }
            },
        \#(FindingSchema.definitions)
          }
        }

        """#
}

/// The definitions of a finding, which the schemas of `check` and `map` share.
enum FindingSchema {
    static let definitions = #"""
            "name": {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"},
            "names": {"type": "array", "items": {"$ref": "#/$defs/name"}},
            "date": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
            "date_or_null": {"oneOf": [{"type": "null"}, {"$ref": "#/$defs/date"}]},
            "words": {"type": "string", "minLength": 1},
            "coverage": {
              "description": "What a programme's services can do at a place, best first.",
              "enum": ["refers", "waiting_list", "agreement_unconfirmed", "signposts", "unconfirmed", "full", "nothing", "not_running"]
            },
            "part": {
              "description": "A part of the rulebook, with the file and line that it begins on.",
              "type": "object",
              "additionalProperties": false,
              "required": ["kind", "name", "path", "line"],
              "properties": {
                "kind": {
                  "enum": [
                    "programme", "service", "agreement", "criterion", "bar", "hold", "signpost_only", "definition", "parameter",
                    "parameter_entry", "constraint", "alert", "sequence", "low_priority", "need", "fact", "only_when"
                  ]
                },
                "name": {"$ref": "#/$defs/name"},
                "programmes": {"description": "Of a line: the programmes that it belongs to.", "$ref": "#/$defs/names"},
                "service": {"description": "Of a line: the service that it belongs to.", "oneOf": [{"type": "null"}, {"$ref": "#/$defs/name"}]},
                "path": {"$ref": "#/$defs/words"},
                "line": {"type": "integer", "minimum": 1}
              }
            },
            "example": {
              "type": "object",
              "additionalProperties": false,
              "required": ["telling", "case"],
              "properties": {
                "telling": {"description": "The facts worth telling; the others play no part.", "$ref": "#/$defs/names"},
                "case": {
                  "description": "A complete case, as `waymark route` reads it.",
                  "type": "object",
                  "additionalProperties": false,
                  "required": ["id", "decision_date", "facts"],
                  "properties": {
                    "id": {"type": "string"},
                    "decision_date": {"$ref": "#/$defs/date"},
                    "facts": {
                      "type": "object",
                      "propertyNames": {"$ref": "#/$defs/name"},
                      "additionalProperties": {"type": ["boolean", "integer", "string", "array"], "items": {"type": "string"}}
                    }
                  }
                }
              }
            },
            "finding": {
              "type": "object",
              "additionalProperties": false,
              "required": ["id", "weight", "section", "says", "details", "about", "examples"],
              "properties": {
                "id": {
                  "description": "The stable name of the kind of finding.",
                  "enum": [
                    "part.never-matters", "part.never-in-play", "test.never-matters", "part.never-holds", "part.always-holds", "service.never-runs",
                    "service.holds-everybody", "parts.agree", "parts.unread", "programme.no-service", "gap.nobody", "gap.full",
                    "gap.unconfirmed", "service.sole-provider", "coverage.ends", "agreement.over", "agreement.unconfirmed",
                    "agreement.ends", "agreement.review-past", "agreement.review-due", "agreement.unused", "service.no-agreement",
                    "service.unconfirmed", "fact.harms", "fact.influences", "fact.harmless"
                  ]
                },
                "weight": {"enum": ["problem", "warning", "note"]},
                "section": {"enum": ["gaps", "ahead", "agreements", "rules", "fairness", "dependence", "proved"]},
                "says": {"$ref": "#/$defs/words"},
                "details": {"type": "array", "items": {"$ref": "#/$defs/words"}},
                "about": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/part"}},
                "examples": {"type": "array", "maxItems": 2, "items": {"$ref": "#/$defs/example"}},
                "test": {
                  "description": "The test inside a part that makes no difference.",
                  "type": "object",
                  "additionalProperties": false,
                  "required": ["always", "path", "line", "column"],
                  "properties": {
                    "always": {"description": "It is always so where it counts; else never.", "type": "boolean"},
                    "path": {"$ref": "#/$defs/words"},
                    "line": {"type": "integer", "minimum": 1},
                    "column": {"type": "integer", "minimum": 1}
                  }
                },
                "need": {"$ref": "#/$defs/name"},
                "places": {"description": "Areas and other values of the home fact; `anywhere` where the rulebook knows no areas.", "$ref": "#/$defs/names"},
                "from": {"description": "The first day; null for today.", "$ref": "#/$defs/date_or_null"},
                "until": {"description": "The last day; null where nothing in sight ends it.", "$ref": "#/$defs/date_or_null"},
                "groups": {"description": "Who is concerned beside having the need; `everybody` without limits.", "type": "array", "minItems": 1, "items": {"$ref": "#/$defs/words"}},
                "groups_are_all": {"description": "The groups hold everybody concerned.", "type": "boolean"},
                "group": {"$ref": "#/$defs/words"},
                "providers": {
                  "type": "array",
                  "minItems": 1,
                  "items": {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["place", "service"],
                    "properties": {"place": {"$ref": "#/$defs/name"}, "service": {"$ref": "#/$defs/name"}}
                  }
                },
                "before": {"$ref": "#/$defs/coverage"},
                "after": {"$ref": "#/$defs/coverage"},
                "since": {"description": "Null where there never was a service.", "$ref": "#/$defs/date_or_null"},
                "day": {"$ref": "#/$defs/date"},
                "fact": {"$ref": "#/$defs/name"},
                "programme": {"$ref": "#/$defs/name"},
                "service": {"$ref": "#/$defs/name"},
                "outcomes": {
                  "description": "The outcomes of the two examples; every no is not_eligible.",
                  "type": "array",
                  "minItems": 2,
                  "maxItems": 2,
                  "items": {"enum": ["refer", "waiting_list", "signpost", "need_information", "not_eligible"]}
                },
                "proof": {"enum": ["not_read", "changes_nothing", "never_against"]}
              },
              "allOf": [
                {
                  "if": {"properties": {"id": {"enum": ["gap.nobody", "gap.full", "gap.unconfirmed"]}}},
                  "then": {"required": ["need", "places", "from", "until", "groups", "groups_are_all"], "properties": {"examples": {"minItems": 1, "maxItems": 1}}},
                  "else": {"properties": {"groups": false, "groups_are_all": false, "until": false}}
                },
                {
                  "if": {"properties": {"id": {"const": "service.sole-provider"}}},
                  "then": {"required": ["need", "group", "providers"], "properties": {"examples": {"minItems": 1, "maxItems": 1}}},
                  "else": {"properties": {"group": false, "providers": false}}
                },
                {
                  "if": {"properties": {"id": {"const": "coverage.ends"}}},
                  "then": {"required": ["from", "places", "before", "after"]},
                  "else": {"properties": {"before": false, "after": false}}
                },
                {
                  "if": {"properties": {"id": {"enum": ["fact.influences", "fact.harms"]}}},
                  "then": {"required": ["fact", "programme", "service", "outcomes"], "properties": {"examples": {"minItems": 2}}},
                  "else": {"properties": {"outcomes": false, "fact": false}}
                },
                {"if": {"properties": {"id": {"const": "test.never-matters"}}}, "then": {"required": ["test"]}, "else": {"properties": {"test": false}}},
                {"if": {"properties": {"id": {"const": "programme.no-service"}}}, "then": {"required": ["since"]}, "else": {"properties": {"since": false}}},
                {"if": {"properties": {"id": {"const": "agreement.ends"}}}, "then": {"required": ["day"]}, "else": {"properties": {"day": false}}},
                {"if": {"properties": {"id": {"const": "fact.harmless"}}}, "then": {"required": ["proof"]}, "else": {"properties": {"proof": false}}}
              ]
            }
        """#
}
