"""Amounts of a product with their unit, so that no number stands by itself."""


def handed_out(amount: str, unit: str, name: str) -> str:
    """An amount and what it is of: ``42 tablets (diazepam 2 milligram tablet)``."""
    return f"{amount_words(amount, unit, name)} ({name})"


def amount_words(amount: str, unit: str, name: str) -> str:
    """An amount with its unit: ``42 tablets``, ``5.88 ml``."""
    if unit == "ml":
        return f"{amount} ml"
    one = name.rpartition(" ")[2]
    return f"{amount} {one}{'' if amount == '1' else 's'}"
