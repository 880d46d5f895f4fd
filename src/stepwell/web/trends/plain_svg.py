"""A picture without style attributes: the policy of the site lets none count.

An image with a policy of its own is drawn by some browsers without its styles, black
on black, so each declaration becomes the attribute of the same name.
"""

import re


SHEET = re.compile(r"<style[^>]*>\*\{([^}]*)\}</style>")
STYLE = re.compile(r' style="([^"]*)"')
ATTRIBUTES = frozenset(
    "fill fill-opacity font-family font-size font-style font-weight opacity stroke"
    " stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin"
    " stroke-opacity stroke-width text-anchor".split()
)
"""What may stand as an attribute of its own and mean the same."""


def plain_svg(svg: bytes) -> bytes:
    """The same picture, with attributes in place of styles; raises ValueError."""
    text = svg.decode("utf-8")
    for_all = "".join(_attributes(rules) for rules in SHEET.findall(text))
    plain = STYLE.sub(lambda found: _attributes(found[1]), SHEET.sub("", text))
    # What held for every element is inherited from the outermost one.
    return plain.replace("<svg", f"<svg{for_all}", 1).encode()


def _attributes(declarations: str) -> str:
    made = []
    for each in filter(str.strip, declarations.split(";")):
        name, _, value = each.partition(":")
        if name.strip() not in ATTRIBUTES:
            raise ValueError(f"no attribute of SVG says {name.strip()}")
        made.append(f' {name.strip()}="{value.strip()}"')
    return "".join(made)
