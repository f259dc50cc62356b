"""The models as Table Schema and JSON Schema: the contract for other cities."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import pandera.pandas as pa

from pipeline.inputs.publication import Publication
from pipeline.publish.csv_table import cell, csv_bytes
from pipeline.publish.description import ABOUT, SCHEMA_VERSION
from pipeline.publish.products.affiliations_json import json_bytes
from pipeline.tables import Affiliations, Table

_TYPES = {
    "string[python]": "string",
    "string[pyarrow]": "string",  # what pandas takes where pyarrow is installed
    "Int64": "integer",
    "float64": "number",
    "bool": "boolean",
}


def field_type(column: pa.Column) -> str:
    """Return the type of a column in Table Schema, which JSON Schema shares."""
    return _TYPES[str(column.dtype)]


def rules(column: pa.Column) -> dict[str, Any]:
    """Return what the column's checks demand, in the words of Table Schema.

    Raises KeyError for a check that has no word here: it would be lost in the schemas.
    """
    told: dict[str, Any] = {}
    for check in column.checks:
        told |= _RULES[check.name](check.statistics)
    return told


_Rule = Callable[[Mapping[str, Any]], dict[str, Any]]
_RULES: dict[str, _Rule] = {
    "isin": lambda has: {"enum": list(has["allowed_values"])},
    "str_matches": lambda has: {"pattern": _bare_pattern(has["pattern"])},
    "in_range": lambda has: {"minimum": has["min_value"], "maximum": has["max_value"]},
    "greater_than_or_equal_to": lambda has: {"minimum": has["min_value"]},
    "str_length": lambda has: {"minLength": has["min_value"], "maxLength": has["max_value"]},
}


def _bare_pattern(pattern: object) -> str:
    """The pattern without anchors: Table Schema matches whole cells."""
    text = pattern.pattern if isinstance(pattern, re.Pattern) else str(pattern)
    return text.removeprefix("^").removesuffix(r"\Z")


def table_schema(model: type[Table]) -> dict[str, Any]:
    """Return the Table Schema (Data Package v2) of a table."""
    fields = []
    for name, column in model.columns().items():
        constraints: dict[str, Any] = {"required": not column.nullable}
        if column.unique:
            constraints["unique"] = True
        fields.append(
            {
                "name": name,
                "type": field_type(column),
                "description": column.description,
                # As it stands in the file: Data Package v2 has every example a text.
                "example": cell(column.metadata["example"]),
                "constraints": constraints | rules(column),
            }
        )
    return {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": fields,
        "missingValues": [""],
        "primaryKey": list(model.key()),
    }


def json_schema(model: type[Table]) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of an array of the table's records."""
    properties = {}
    for name, column in model.columns().items():
        kind = field_type(column)
        about = {"description": column.description, "examples": [column.metadata["example"]]}
        told = rules(column)
        if "pattern" in told:
            told["pattern"] = f"^(?:{told['pattern']})$"
        if column.nullable and "enum" in told:
            told["enum"] = [*told["enum"], None]
        properties[name] = {"type": [kind, "null"] if column.nullable else kind, **about, **told}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": Publication().title,
        "description": f"{ABOUT} Version {SCHEMA_VERSION} of the schema.",
        "type": "array",
        "items": {
            "type": "object",
            "properties": properties,
            "required": list(properties),
            "additionalProperties": False,
        },
    }


def example_record(model: type[Table]) -> dict[str, Any]:
    """Return the record that the columns' examples make: it is one valid row."""
    return {name: column.metadata["example"] for name, column in model.columns().items()}


# One fault each, and the column in which a checker must find it.
FAULTS: dict[str, dict[str, Any]] = {
    "kind-unknown": {"kind": "brother"},
    "date-unordered": {"established": "26/05/1957"},
    "country-in-words": {"partner_country_code": "France"},
    "latitude-out-of-range": {"partner_latitude": 448.4124},
    "partner-missing": {"partner_city": None},
}


def schema_files() -> dict[str, bytes]:
    """Return the files of ``schemas/``, path to bytes."""
    model = Affiliations
    valid = example_record(model)
    files = {
        "affiliations.tableschema.json": json_bytes(
            {"version": SCHEMA_VERSION, **table_schema(model)}
        ),
        "affiliations.schema.json": json_bytes(json_schema(model)),
        "examples/valid.csv": csv_bytes(model, model.frame([valid])),
        "examples/valid.json": json_bytes([valid]),
    }
    for name, fault in FAULTS.items():
        spoilt = {**valid, **fault}
        files[f"examples/invalid-{name}.csv"] = csv_bytes(model, model.frame([spoilt]))
        files[f"examples/invalid-{name}.json"] = json_bytes([spoilt])
    return dict(sorted(files.items()))
