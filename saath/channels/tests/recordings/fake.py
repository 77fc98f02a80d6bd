from __future__ import annotations

from pathlib import Path

from saath.channels.base import Account, RawDelivery
from saath.channels.fake import fake_delivery
from saath.channels.tests.contract import Recording

KEY = b"a key of sixteen octets and more"


def recording(folder: Path) -> Recording:
    payload = {"messages": [{"id": "m1", "from": "u77", "name": "ઉષા", "text": "મારો ઓર્ડર ક્યાં છે?"}]}
    genuine = fake_delivery(payload, KEY)
    return Recording(
        account=Account("fake-shop", keys=(KEY,)),
        delivery=genuine,
        provider_id="m1",
        sender="u77",
        text="મારો ઓર્ડર ક્યાં છે?",
        recipient="u77",
        forged=RawDelivery(body=genuine.body.replace(b"u77", b"u78"), headers=genuine.headers),
    )
