"""A QR code as a part of the page, which needs no address of its own."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from qrcode import QRCode


QUIET = 4


def as_svg(text: str) -> SafeString:
    """Draw a text: dark squares on a light sheet, by day and by night."""
    code = QRCode(border=QUIET)
    code.add_data(text)
    rows = code.get_matrix()
    path = "".join(
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, is_dark in enumerate(row)
        if is_dark
    )
    return format_html(
        '<svg class="qr" role="img" aria-label="{}" viewBox="0 0 {} {}">'
        '<rect width="100%" height="100%" fill="#fff"/><path d="{}"/></svg>',
        _("A square for the camera of your phone; it says the same as the key."),
        len(rows),
        len(rows),
        path,
    )
