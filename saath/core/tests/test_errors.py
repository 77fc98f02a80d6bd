from django.utils import translation

from saath.core.errors import BadInput, Forbidden, NotFound, RateLimited, SaathError


def test_every_error_says_what_happened_what_is_safe_and_what_to_do() -> None:
    for kind in (SaathError, Forbidden, NotFound, BadInput):
        error = kind()
        assert all(str(text).endswith(".") for text in (error.message, error.what_is_safe, error.what_to_do))


def test_rate_limit_says_how_long_to_wait() -> None:
    with translation.override("en"):
        assert str(RateLimited(retry_after_seconds=1).what_to_do).startswith("Please wait 1 second and")
        assert str(RateLimited(retry_after_seconds=5).what_to_do).startswith("Please wait 5 seconds and")
        assert str(RateLimited(retry_after_seconds=1202).what_to_do).startswith("Please wait 21 minutes and")
        assert str(RateLimited(retry_after_seconds=57_598).what_to_do).startswith("Please wait 16 hours and")


def test_bad_input_names_its_field() -> None:
    assert BadInput("No.", field="email").field == "email"
