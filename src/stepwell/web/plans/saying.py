"""Saying on the next page what was done, or why not."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpRequest

from stepwell.web.plans.agreeing import CannotAgreeError


@contextmanager
def saying(request: HttpRequest, done: str) -> Iterator[None]:
    """Say that it was done, or the sentence with which it was refused."""
    try:
        yield
    except CannotAgreeError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, done)
