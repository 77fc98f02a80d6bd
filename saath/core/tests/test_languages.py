import pytest

from saath.core.languages import language_of


@pytest.mark.parametrize(
    ("code", "locale"),
    [("hi", "hi_IN"), ("gu-IN", "gu_IN"), ("EN_gb", "en_IN"), ("fr", "en_IN"), (None, "en_IN")],
)
def test_language_of_a_code(code: str | None, locale: str) -> None:
    assert language_of(code).locale == locale
