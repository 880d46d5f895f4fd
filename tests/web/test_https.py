"""Behind HTTPS, cookies are bound to this host and never sent without encryption."""

import json
import os
import subprocess
import sys

from stepwell.web.config.https import cookie_name, origins


ASK = """
import json
from stepwell.web.config import settings
names = [each for each in dir(settings) if each.isupper()]
told = {each: getattr(settings, each) for each in names if "_" in each}
print(json.dumps(told, default=str))
"""


def settings_with(**environment):
    """The settings as a process with this environment reads them."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", ASK],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_cookies_are_bound_to_the_host():
    """Another name below the same domain cannot set or read them."""
    told = settings_with(STEPWELL_HTTPS="1", STEPWELL_HOSTS="site.example,b.example")
    for kind in ("SESSION", "CSRF", "LANGUAGE"):
        assert told[f"{kind}_COOKIE_NAME"].startswith("__Host-")
        assert told[f"{kind}_COOKIE_SECURE"] is True
        assert told[f"{kind}_COOKIE_HTTPONLY"] is True
        assert told[f"{kind}_COOKIE_SAMESITE"] == "Lax"
    assert told["SECURE_HSTS_SECONDS"] >= 365 * 24 * 60 * 60
    assert told["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]
    assert told["CSRF_TRUSTED_ORIGINS"] == ["https://site.example", "https://b.example"]
    assert told["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1


def test_without_https_no_header_of_a_stranger_is_believed():
    """Nobody can claim another address or an encryption that is not there."""
    told = settings_with(STEPWELL_HTTPS="")
    assert told["SECURE_PROXY_SSL_HEADER"] is None
    assert told["ALLAUTH_TRUSTED_PROXY_COUNT"] == 0
    assert told["SECURE_HSTS_SECONDS"] == 0
    assert not told["SESSION_COOKIE_SECURE"]
    assert told["SESSION_COOKIE_NAME"] == "stepwell-session"


def test_names_and_origins():
    """A prefix where there is HTTPS, and an address for each host."""
    assert cookie_name("a", https=False) == "a"
    assert cookie_name("a", https=True) == "__Host-a"
    assert origins(["a.example"]) == ["https://a.example"]
