"""Whether the database answers only after what was written is on the disk."""

from django.db import connection

from stepwell.web.problem import CannotServe


SAFE_ON_POSTGRESQL = {
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
}
SAFE_ON_SQLITE = {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"}


def check_durability() -> None:
    """Raise CannotServe where a power cut could take away what was acknowledged."""
    is_sqlite = connection.vendor == "sqlite"
    ask, safe = (
        ("PRAGMA", SAFE_ON_SQLITE) if is_sqlite else ("SHOW", SAFE_ON_POSTGRESQL)
    )
    with connection.cursor() as cursor:
        for name, wanted in safe.items():
            cursor.execute(f"{ask} {name}")
            found = str(cursor.fetchone()[0])
            if found != wanted:
                raise CannotServe(
                    f"the database has {name} {found}, so that a power cut could lose"
                    f" what was kept; set it to {wanted}"
                )
