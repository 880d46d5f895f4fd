"""Documents of plans, each made once: planning takes longer than most tests."""

from functools import cache

from people import REQUEST
from stepwell.documents import plan_json
from stepwell.web.drafts.proposed import Proposed


@cache
def plan_document(start="2027-01-04", reduce_to=None):
    """The document of the usual request, from another first day or to a lower dose."""
    changes = {"start": start} | (
        {"goal": {"reduce_to": reduce_to}} if reduce_to else {}
    )
    return plan_json(Proposed.of_document(REQUEST | changes).view)
