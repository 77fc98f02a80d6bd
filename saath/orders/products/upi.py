"""Payment links of UPI, by NPCI's linking specification: they open the payer's app, filled in. They prove no payment. Pure."""

from __future__ import annotations

import re
from urllib.parse import quote

from saath.core.money import Money

# Letters, digits, dot, hyphen and underscore before the @, the payment provider's handle behind it.
_VPA = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,254}@[A-Za-z][A-Za-z0-9]{1,63}")
LONGEST_REFERENCE, LONGEST_NOTE = 35, 50
# What UPI takes at once for most shops; in paise.
MOST = 1_00_000_00


def is_vpa(written: str) -> bool:
    """Tell whether something is written as a virtual payment address is; whether it exists only the payer's app can say."""
    return len(written) <= 255 and _VPA.fullmatch(written) is not None


def upi_link(*, vpa: str, name: str, amount: Money, reference: str, note: str) -> str:
    """Return `upi://pay` with payee, name, amount in rupees with two decimals, currency, reference and note.

    Raises ValueError for any currency but rupees, and for an amount that UPI does not take at once.
    """
    if amount.currency != "INR" or not 0 < amount.minor <= MOST:
        raise ValueError(f"UPI takes no {amount}")
    fields = {
        "pa": vpa,
        "pn": name,
        "tr": reference[:LONGEST_REFERENCE],
        "tn": note[:LONGEST_NOTE],
        "am": f"{amount.minor // 100}.{amount.minor % 100:02}",
        "cu": "INR",
    }
    # The @ of the address stays as it is: some apps do not read it otherwise.
    return "upi://pay?" + "&".join(f"{key}={quote(value, safe='@')}" for key, value in fields.items())
