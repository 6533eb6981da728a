/// The JSON Schema (draft 2020-12) of `waymark.decision/1`: complete, and strict about what may stand where.
package enum DecisionSchema {
    /// The schema as JSON text.
    package static let text = #"""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "$id": "urn:waymark:decision:1",
          "title": "A decision of Waymark",
          "description": "What to do for one person under one rulebook on one date, for every programme, in order, and why. Records of a stream that could not be decided have the form of $defs/error_record; summaries of batches that of $defs/summary.",
          "type": "object",
          "additionalProperties": false,
          "required": ["schema", "case", "decision_date", "rulebook", "primary", "alerts", "outcomes", "questions"],
          "properties": {
            "schema": {"const": "waymark.decision/1"},
            "case": {"description": "The case's name as given; empty where it has none.", "type": "string"},
            "decision_date": {"$ref": "#/$defs/date"},
            "rulebook": {"description": "Hash of the rulebook's files.", "type": "string", "pattern": "^sha256:[0-9a-f]{64}$"},
            "primary": {
              "description": "The first actionable outcome; null where there is none.",
              "oneOf": [
                {"type": "null"},
                {
                  "type": "object",
                  "additionalProperties": false,
                  "required": ["programme", "service"],
                  "properties": {
                    "programme": {"$ref": "#/$defs/name"},
                    "service": {"$ref": "#/$defs/name"}
                  }
                }
              ]
            },
            "alerts": {
              "description": "What to act on before any referral: those that hold, then those that may.",
              "type": "array",
              "items": {"$ref": "#/$defs/alert"}
            },
            "outcomes": {
              "description": "Every programme at least once, in order.",
              "type": "array",
              "minItems": 1,
              "items": {"$ref": "#/$defs/outcome"}
            },
            "questions": {
              "description": "What is still worth asking, in order.",
              "type": "array",
              "items": {"$ref": "#/$defs/question"}
            }
          },
          "$defs": {

        """# + definitions + #"""
              }
            }

            """#

    /// The entries of `$defs`, for schemas of documents that hold outcomes.
    package static let definitions = #"""
            "name": {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"},
            "date": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
            "words": {"type": "string", "minLength": 1},
            "truth": {"enum": ["yes", "no", "unknown"]},
            "basis": {"description": "How the rule is known.", "enum": ["stated", "inferred", "external", "unverified"]},
            "place": {"description": "File and line in the rulebook.", "type": "string", "pattern": "^.+:[1-9][0-9]*$"},
            "names": {"type": "array", "items": {"$ref": "#/$defs/name"}, "uniqueItems": true},
            "alert": {
              "type": "object",
              "additionalProperties": false,
              "required": ["alert", "says", "do", "decided"],
              "properties": {
                "alert": {"$ref": "#/$defs/name"},
                "says": {"$ref": "#/$defs/words"},
                "do": {"$ref": "#/$defs/words"},
                "decided": {"description": "False where it is not known yet whether it holds.", "type": "boolean"}
              }
            },
            "question": {
              "type": "object",
              "additionalProperties": false,
              "required": ["fact", "ask", "for"],
              "properties": {
                "fact": {"$ref": "#/$defs/name"},
                "ask": {"$ref": "#/$defs/words"},
                "for": {"description": "Programmes whose outcome depends on it.", "$ref": "#/$defs/names"},
                "alerts": {"description": "Alerts that depend on it.", "$ref": "#/$defs/names", "minItems": 1}
              }
            },
            "outcome": {
              "type": "object",
              "additionalProperties": false,
              "required": ["programme", "service", "outcome", "position", "summary", "after", "after_undecided", "low_priority", "asks"],
              "properties": {
                "programme": {"$ref": "#/$defs/name"},
                "service": {
                  "description": "Null where the programme is reported once, without a service.",
                  "oneOf": [{"type": "null"}, {"$ref": "#/$defs/name"}]
                },
                "outcome": {"enum": ["refer", "waiting_list", "signpost", "need_information", "unavailable", "not_eligible"]},
                "undecided": {"description": "The case could not be finished within the engine's limit.", "const": true},
                "position": {"description": "Counted over all outcomes from 1.", "type": "integer", "minimum": 1},
                "summary": {"description": "Verdict, service and deciding reasons in one sentence.", "$ref": "#/$defs/words"},
                "after": {"description": "Programmes that come first.", "$ref": "#/$defs/names"},
                "after_undecided": {"description": "Programmes that may come first.", "$ref": "#/$defs/names"},
                "low_priority": {"description": "Priorities that hold.", "$ref": "#/$defs/names"},
                "asks": {
                  "description": "What an open outcome depends on: facts, service:… and agreement:….",
                  "type": "array",
                  "uniqueItems": true,
                  "items": {"type": "string", "pattern": "^((service|agreement):)?[a-z][a-z0-9_]*$"}
                },
                "trace": {"$ref": "#/$defs/trace"}
              },
              "allOf": [
                {
                  "if": {"properties": {"outcome": {"const": "need_information"}}},
                  "else": {"properties": {"asks": {"maxItems": 0}, "undecided": false}}
                },
                {
                  "if": {"properties": {"outcome": {"enum": ["refer", "waiting_list", "signpost"]}}},
                  "then": {"properties": {"service": {"type": "string"}}},
                  "else": {"properties": {"after": {"maxItems": 0}, "after_undecided": {"maxItems": 0}, "low_priority": {"maxItems": 0}}}
                }
              ]
            },
            "trace": {
              "description": "The reason: what decided (short), or everything that took part (full).",
              "type": "object",
              "additionalProperties": false,
              "required": ["detail", "open", "met", "criteria", "services"],
              "properties": {
                "detail": {"enum": ["short", "full"]},
                "open": {"description": "The programme is in its period.", "type": "boolean"},
                "met": {"description": "Every criterion holds and no bar does.", "$ref": "#/$defs/truth"},
                "criteria": {"description": "Criteria and bars of the programme.", "type": "array", "items": {"$ref": "#/$defs/criterion"}},
                "services": {
                  "description": "The service; or those reported together; or, where none serves, those of the place that are not in force.",
                  "type": "array",
                  "items": {"$ref": "#/$defs/service"}
                },
                "definitions": {"description": "Definitions that are read above, each once.", "type": "array", "items": {"$ref": "#/$defs/definition"}},
                "sequences": {"description": "Sequences that had a say in where it stands.", "type": "array", "minItems": 1, "items": {"$ref": "#/$defs/sequence"}},
                "low_priority": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/priority"}}
              },
              "if": {"properties": {"detail": {"const": "short"}}},
              "then": {"properties": {"definitions": false}}
            },
            "criterion": {
              "type": "object",
              "additionalProperties": false,
              "required": ["role", "name", "of", "says", "truth", "at"],
              "properties": {
                "role": {"enum": ["criterion", "bar", "hold", "signpost_reason"]},
                "name": {"$ref": "#/$defs/name"},
                "of": {"enum": ["programme", "service"]},
                "says": {"$ref": "#/$defs/words"},
                "otherwise": {"description": "Words for a criterion that is not met.", "$ref": "#/$defs/words"},
                "truth": {"$ref": "#/$defs/truth"},
                "source": {"$ref": "#/$defs/words"},
                "basis": {"$ref": "#/$defs/basis"},
                "note": {"$ref": "#/$defs/words"},
                "clause": {"description": "Clause of the service's agreement.", "$ref": "#/$defs/words"},
                "suggest": {"description": "Another programme to look at.", "$ref": "#/$defs/name"},
                "at": {"$ref": "#/$defs/place"},
                "change": {"description": "What stands in the way and what it would have to be.", "$ref": "#/$defs/change"},
                "when": {"$ref": "#/$defs/condition"}
              }
            },
            "condition": {
              "description": "A condition as written, every part with its truth.",
              "oneOf": [
                {
                  "type": "object",
                  "additionalProperties": false,
                  "required": ["kind", "truth", "at", "parts"],
                  "properties": {
                    "kind": {"enum": ["all", "any", "none"]},
                    "truth": {"$ref": "#/$defs/truth"},
                    "at": {"$ref": "#/$defs/place"},
                    "parts": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/condition"}}
                  }
                },
                {
                  "type": "object",
                  "additionalProperties": false,
                  "required": ["kind", "count", "truth", "at", "parts"],
                  "properties": {
                    "kind": {"const": "at_least"},
                    "count": {"type": "integer", "minimum": 1},
                    "truth": {"$ref": "#/$defs/truth"},
                    "at": {"$ref": "#/$defs/place"},
                    "parts": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/condition"}}
                  }
                },
                {
                  "type": "object",
                  "additionalProperties": false,
                  "required": ["kind", "fact", "label", "value", "test", "truth", "at"],
                  "properties": {
                    "kind": {"const": "fact"},
                    "fact": {"$ref": "#/$defs/name"},
                    "label": {"$ref": "#/$defs/words"},
                    "value": {"description": "The fact's value in words.", "type": "string"},
                    "test": {"description": "The test in words.", "$ref": "#/$defs/words"},
                    "truth": {"$ref": "#/$defs/truth"},
                    "at": {"$ref": "#/$defs/place"}
                  }
                },
                {
                  "type": "object",
                  "additionalProperties": false,
                  "required": ["kind", "definition", "says", "test", "truth", "at"],
                  "properties": {
                    "kind": {"const": "definition"},
                    "definition": {"$ref": "#/$defs/name"},
                    "says": {"$ref": "#/$defs/words"},
                    "test": {"enum": ["yes", "no"]},
                    "truth": {"$ref": "#/$defs/truth"},
                    "at": {"$ref": "#/$defs/place"}
                  }
                },
                {
                  "type": "object",
                  "additionalProperties": false,
                  "required": ["kind", "value", "test", "truth", "at"],
                  "properties": {
                    "kind": {"const": "decision_date"},
                    "value": {"$ref": "#/$defs/words"},
                    "test": {"$ref": "#/$defs/words"},
                    "truth": {"$ref": "#/$defs/truth"},
                    "at": {"$ref": "#/$defs/place"}
                  }
                }
              ]
            },
            "change": {
              "description": "Facts that stand in the way: every one of the parts, or at least so many of them, would have to be otherwise.",
              "oneOf": [
                {
                  "type": "object",
                  "additionalProperties": false,
                  "required": ["kind", "parts"],
                  "properties": {
                    "kind": {"const": "every"},
                    "parts": {"type": "array", "minItems": 2, "items": {"$ref": "#/$defs/change"}}
                  }
                },
                {
                  "type": "object",
                  "additionalProperties": false,
                  "required": ["kind", "count", "parts"],
                  "properties": {
                    "kind": {"const": "some"},
                    "count": {"type": "integer", "minimum": 1},
                    "parts": {"type": "array", "minItems": 2, "items": {"$ref": "#/$defs/change"}}
                  }
                },
                {
                  "type": "object",
                  "additionalProperties": false,
                  "required": ["kind", "fact", "label", "value", "would_have_to", "open", "at"],
                  "properties": {
                    "kind": {"const": "fact"},
                    "fact": {"$ref": "#/$defs/name"},
                    "label": {"$ref": "#/$defs/words"},
                    "value": {"type": "string"},
                    "would_have_to": {"description": "“be 18 or over”, “not include heroin”.", "$ref": "#/$defs/words"},
                    "open": {"description": "It is not known yet whether it is so.", "type": "boolean"},
                    "at": {"$ref": "#/$defs/place"}
                  }
                },
                {
                  "type": "object",
                  "additionalProperties": false,
                  "required": ["kind", "definition", "says", "would_have_to", "open", "at"],
                  "properties": {
                    "kind": {"const": "definition"},
                    "definition": {"$ref": "#/$defs/name"},
                    "says": {"$ref": "#/$defs/words"},
                    "would_have_to": {"enum": ["be yes", "be no"]},
                    "open": {"type": "boolean"},
                    "at": {"$ref": "#/$defs/place"}
                  }
                },
                {
                  "type": "object",
                  "additionalProperties": false,
                  "required": ["kind", "value", "would_have_to", "at"],
                  "properties": {
                    "kind": {"const": "decision_date"},
                    "value": {"$ref": "#/$defs/words"},
                    "would_have_to": {"$ref": "#/$defs/words"},
                    "at": {"$ref": "#/$defs/place"}
                  }
                }
              ]
            },
            "service": {
              "type": "object",
              "additionalProperties": false,
              "required": ["service", "at", "steps"],
              "properties": {
                "service": {"$ref": "#/$defs/name"},
                "source": {"$ref": "#/$defs/words"},
                "basis": {"$ref": "#/$defs/basis"},
                "note": {"$ref": "#/$defs/words"},
                "at": {"$ref": "#/$defs/place"},
                "steps": {"description": "In order, up to the first that certainly decides.", "type": "array", "items": {"$ref": "#/$defs/step"}}
              }
            },
            "step": {
              "type": "object",
              "additionalProperties": false,
              "required": ["step", "passes", "says"],
              "properties": {
                "step": {
                  "enum": [
                    "programme_period", "period", "place", "acceptance", "holds", "capacity", "ability", "consent_to_referral",
                    "consent_to_information_sharing", "signpost_reasons", "agreement"
                  ]
                },
                "passes": {"$ref": "#/$defs/truth"},
                "says": {"$ref": "#/$defs/words"},
                "agreement": {"$ref": "#/$defs/name"},
                "source": {"description": "Of the agreement.", "$ref": "#/$defs/words"},
                "basis": {"$ref": "#/$defs/basis"},
                "note": {"$ref": "#/$defs/words"},
                "at": {"$ref": "#/$defs/place"},
                "criteria": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/criterion"}}
              }
            },
            "definition": {
              "type": "object",
              "additionalProperties": false,
              "required": ["definition", "says", "truth", "at"],
              "properties": {
                "definition": {"$ref": "#/$defs/name"},
                "says": {"$ref": "#/$defs/words"},
                "truth": {"$ref": "#/$defs/truth"},
                "source": {"$ref": "#/$defs/words"},
                "basis": {"$ref": "#/$defs/basis"},
                "note": {"$ref": "#/$defs/words"},
                "at": {"$ref": "#/$defs/place"},
                "when": {"description": "Missing where no version is in force: it is then no.", "$ref": "#/$defs/condition"}
              }
            },
            "sequence": {
              "type": "object",
              "additionalProperties": false,
              "required": ["sequence", "says", "first", "decided", "at"],
              "properties": {
                "sequence": {"$ref": "#/$defs/name"},
                "says": {"$ref": "#/$defs/words"},
                "first": {"description": "The programme that comes first.", "$ref": "#/$defs/name"},
                "decided": {"type": "boolean"},
                "source": {"$ref": "#/$defs/words"},
                "basis": {"$ref": "#/$defs/basis"},
                "note": {"$ref": "#/$defs/words"},
                "at": {"$ref": "#/$defs/place"}
              }
            },
            "priority": {
              "type": "object",
              "additionalProperties": false,
              "required": ["priority", "says", "at"],
              "properties": {
                "priority": {"$ref": "#/$defs/name"},
                "says": {"$ref": "#/$defs/words"},
                "source": {"$ref": "#/$defs/words"},
                "basis": {"$ref": "#/$defs/basis"},
                "note": {"$ref": "#/$defs/words"},
                "at": {"$ref": "#/$defs/place"}
              }
            },
            "error_record": {
              "description": "A line of a stream that could not be decided.",
              "type": "object",
              "additionalProperties": false,
              "required": ["id", "line", "error"],
              "properties": {
                "id": {"type": ["string", "null"]},
                "line": {"description": "Counted over every line from 1.", "type": "integer", "minimum": 1},
                "error": {"$ref": "#/$defs/words"}
              }
            },
            "summary": {
              "description": "The short form of a decision in a batch.",
              "type": "object",
              "additionalProperties": false,
              "required": ["id", "eligible", "primary"],
              "properties": {
                "id": {"type": "string"},
                "eligible": {"description": "Programmes with an actionable outcome, in order.", "$ref": "#/$defs/names"},
                "primary": {"oneOf": [{"type": "null"}, {"$ref": "#/$defs/name"}]}
              }
            }

        """#
}
