"""The draft of the answers, once all of them are given and compared."""

from django.urls import reverse

from stepwell.interop.errors import InputError
from stepwell.plan.edition import FIRST, Edition
from stepwell.web.drafts import way
from stepwell.web.drafts.answers import Answers
from stepwell.web.drafts.document import document_of
from stepwell.web.drafts.proposed import Proposed


def finished(answers: Answers, edition: Edition = FIRST) -> Proposed | str:
    """What is proposed, or the address of what has to be done before."""
    if answers.red_flags or way.first_open(answers):
        return way.next_address(answers)
    if not answers.is_compared:
        return reverse("check")
    try:
        return Proposed.of_document(document_of(answers), edition)
    except InputError:
        return reverse("check")
