"""Which works a paper names: only those need an entry among its sources."""

import json
import re
from collections.abc import Iterable
from typing import Any


def cited(sources: Iterable[str], told: Any) -> tuple[str, ...]:
    """Give the sources whose key stands in what is told, in the order they came."""
    said = set(re.findall(r"\w+", json.dumps(told)))
    return tuple(line for line in sources if line.partition(":")[0] in said)
