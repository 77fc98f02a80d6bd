"""The picture of a product, asked of the shop's own server when it goes into an answer, and drawn anew."""

from __future__ import annotations

from io import BytesIO

import structlog

from saath.core.errors import SaathError
from saath.orders.models import Product, Variant

# A colleague waits for it: what takes longer goes without.
WAIT_SECONDS = 4.0
MOST_BYTES = 8 * 1024 * 1024
SIDE = 1024

log = structlog.get_logger()


def picture_of(product: Product, variant: Variant) -> str:
    """Return the address of the picture of a kind of a product, of the product where the kind has none, '' for none."""
    return variant.picture or product.picture


def photo_of(product: Product, variant: Variant) -> BytesIO | None:
    """Return the picture of a kind of a product as a JPEG of at most 1024 pixels; None where there is none to be had in 4 s.

    Calls a server that the shop's platform named, at a public address only: never inside a transaction.
    """
    import httpx  # here, with what draws, as few processes ever ask for a photo: some 20 MB

    from saath.core.http import client
    from saath.files.pictures import JPEG, NotAPicture, reencode

    try:
        with client(max_bytes=MOST_BYTES, total_seconds=WAIT_SECONDS) as calling:
            answer = calling.get(
                picture_of(product, variant), headers={"Accept": "image/*"}
            ).raise_for_status()
        return BytesIO(reencode(BytesIO(answer.content), side=SIDE, content_type=JPEG).data)
    except (httpx.HTTPError, httpx.InvalidURL, SaathError, NotAPicture) as error:
        log.info("product_without_picture", product=str(product.public_id), reason=type(error).__name__)
        return None
