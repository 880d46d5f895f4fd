"""A template and its words become a PDF; nothing outside this folder is read."""

import json
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

from stepwell.documents.paper.signs import printable


HERE = Path(__file__).parent
TEMPLATES, FONTS = HERE / "templates", HERE / "fonts"
STANDARD: Literal["ua-1"] = "ua-1"
"""PDF/UA-1: without a title, a language or a text beside a picture nothing is made."""
PICTURES = "pictures"


class Sheet(StrEnum):
    """The size of the paper."""

    A4 = "a4"
    LETTER = "us-letter"


def typeset(template: str, words: Mapping[str, Any], sheet: Sheet) -> bytes:
    """Set the words in a template; the same words give the same bytes.

    ``words`` holds texts, lists and mappings; below ``pictures`` stand SVG by name.
    """
    told = {
        key: value if key == PICTURES else printable(value)
        for key, value in words.items()
    }
    return typst.compile(
        str(TEMPLATES / f"{template}.typ"),
        root=str(TEMPLATES),
        font_paths=_fonts(),
        sys_inputs={"words": json.dumps({**told, "sheet": sheet})},
        format="pdf",
        pdf_standards=STANDARD,
        timestamp=0,
    )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])
