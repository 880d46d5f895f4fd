"""The published JSON schemas, ready to validate with."""

import json
from pathlib import Path

from jsonschema import Draft202012Validator


FOLDER = Path(__file__).parents[1] / "docs" / "reference"


def validator(name):
    """The validator of a schema by its name, such as plan or journal-check."""
    text = (FOLDER / f"{name}.schema.json").read_text(encoding="utf-8")
    schema = json.loads(text)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)
