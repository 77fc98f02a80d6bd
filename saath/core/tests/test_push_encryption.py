"""The example of RFC 8291, Appendix A, opens: our keys are derived as everybody else's."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from saath.core.push.encryption import CURVE, content_keys, from_text, public_point

THEIR_KEY = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
    "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def test_the_example_of_the_rfc_opens() -> None:
    browser = ec.derive_private_key(int.from_bytes(from_text(THEIR_KEY), "big"), CURVE)
    body = from_text(BODY)
    salt, our_point, sealed = body[:16], body[21:86], body[86:]
    shared = browser.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, our_point))
    key, nonce = content_keys(shared, from_text(AUTH), public_point(browser.public_key()), our_point, salt)
    plain = AESGCM(key).decrypt(nonce, sealed, None)
    assert plain == b"When I grow up, I want to be a watermelon\x02"
