"""Numbers in addresses, as strangers write them."""

LARGEST_ID = 2**63 - 1


def row_number(text: str) -> int | None:
    """Return the number that may be a row's, or None: other digits than 0 to 9, and what no bigint holds, are none."""
    if not (text.isascii() and text.isdigit() and len(text) < 20):
        return None
    number = int(text)
    return number if number <= LARGEST_ID else None
