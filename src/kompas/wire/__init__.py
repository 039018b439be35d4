"""JSON in and out: the one room that knows pydantic.

Reads what people and machines send, refuses what is wrong with it in words, and describes the
formats as JSON Schema. Everything behind it works on the plain values of the core.

Doors: `draft.read_draft`, `facts.read_facts`, `schema`, `write.judgement_json`, `events`. Each is
imported by its own module, so that who reads facts does not wait for pydantic.
"""
