"""Passkeys in templates: whether they work here, and what the device is asked."""

import json
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.template import Context


register = template.Library()


@register.simple_tag(takes_context=True)
def passkeys_work(context: Context) -> bool:
    """Tell whether browsers allow passkeys at this address: HTTPS, or localhost."""
    request = context["request"]
    host = request.get_host().partition(":")[0]
    return bool(request.is_secure() or host == "localhost")


@register.filter
def as_json(value: Any) -> str:
    """Write what a device is asked, for an attribute."""
    return json.dumps(value, cls=DjangoJSONEncoder)
