"""What differs where a proxy serves the site through HTTPS."""

from collections.abc import Iterable


def cookie_name(name: str, https: bool) -> str:
    """The name of a cookie; ``__Host-`` binds it to this host and to HTTPS."""
    return f"__Host-{name}" if https else name


def origins(hosts: Iterable[str]) -> list[str]:
    """From which addresses forms may come."""
    return [f"https://{host}" for host in hosts]
