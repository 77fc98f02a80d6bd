from datetime import UTC, datetime, timedelta

import pytest

from saath.core.tokens import BadToken, ExpiredToken, make_token, read_token

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_token_gives_its_data_back_until_it_expires() -> None:
    token = make_token("invite", {"id": 7}, lasts=HOUR, at=NOON)
    assert read_token("invite", token, at=NOON + HOUR / 2) == {"id": 7}
    with pytest.raises(ExpiredToken):
        read_token("invite", token, at=NOON + HOUR)


def test_token_is_good_for_its_purpose_only() -> None:
    token = make_token("invite", 7, lasts=HOUR, at=NOON)
    with pytest.raises(BadToken):
        read_token("reset", token, at=NOON)


@pytest.mark.parametrize("token", ["", "a", "a:b:c", "ü:ü"])
def test_other_text_is_refused(token: str) -> None:
    with pytest.raises(BadToken):
        read_token("invite", token)


def test_changed_token_is_refused() -> None:
    token = make_token("invite", 7, lasts=HOUR, at=NOON)
    for position in range(len(token)):
        other = "B" if token[position] == "A" else "A"
        with pytest.raises(BadToken):
            read_token("invite", token[:position] + other + token[position + 1 :], at=NOON)
