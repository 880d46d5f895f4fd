"""The draft in one signed cookie on the person's own device, and nowhere else.

The browser deletes it when it is closed; a signature older than a day does not count.
"""

from django.core import signing
from django.http import HttpRequest, HttpResponse

from stepwell.web.drafts.answers import Answers


COOKIE, SALT = "stepwell-draft", "stepwell.web.drafts"
MOST_BYTES = 3_800
OLDEST_SECONDS = 24 * 60 * 60


def read(request: HttpRequest) -> Answers:
    """The answers so far; none without a cookie, or with one that is not ours."""
    signed = request.COOKIES.get(COOKIE, "")
    try:
        document = signing.loads(signed, salt=SALT, max_age=OLDEST_SECONDS)
    except signing.BadSignature:
        return Answers()
    return Answers.of_document(document)


def fits(answers: Answers) -> bool:
    """Tell whether a cookie holds them."""
    return len(_signed(answers)) <= MOST_BYTES


def keep(request: HttpRequest, response: HttpResponse, answers: Answers) -> None:
    """Give the answers, which have to fit, to the person's browser to keep."""
    response.set_cookie(
        COOKIE,
        _signed(answers),
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )


def forget(response: HttpResponse) -> None:
    """Let the browser delete the answers."""
    response.delete_cookie(COOKIE, samesite="Lax")


def _signed(answers: Answers) -> str:
    return signing.dumps(answers.document(), salt=SALT, compress=True)
