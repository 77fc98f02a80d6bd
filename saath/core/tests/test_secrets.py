import os
import pickle
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from saath.core import secrets
from saath.core.secrets import SecretText, SecretUnreadable, decrypt, encrypt


@pytest.fixture(autouse=True)
def key_file(settings: Settings, tmp_path: Path) -> Path:
    settings.KEYS_FILE = tmp_path / "keys"
    return tmp_path / "keys"


def test_secret_comes_back() -> None:
    assert decrypt(encrypt("smtp password")).reveal() == "smtp password"
    assert "smtp" not in encrypt("smtp password")


def test_key_file_is_for_its_owner_only(key_file: Path) -> None:
    encrypt("x")
    assert key_file.stat().st_mode & 0o777 == 0o600


def test_secret_text_does_not_show_itself() -> None:
    secret = SecretText("abc")
    shown = f"{secret} {secret!r} {[secret]}"
    assert "abc" not in shown
    with pytest.raises(TypeError):
        pickle.dumps(secret)


def test_secret_texts_compare() -> None:
    assert SecretText("क") == SecretText("क")
    assert SecretText("a") != SecretText("b")
    assert SecretText("a") != "a"


def test_old_secrets_open_under_a_new_key_without_restart() -> None:
    old = encrypt("one")
    secrets.add_key()
    assert decrypt(old).reveal() == "one"
    assert decrypt(encrypt("two")).reveal() == "two"


def test_changing_the_key_brings_every_stored_secret_along(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [encrypt("one"), encrypt("two")]
    stale = rows[0]

    def reencrypt(rotate: secrets.Rotate) -> int:
        rows[:] = [rotate(row) for row in rows]
        return len(rows)

    monkeypatch.setattr(secrets, "_holders", {})
    secrets.holds_secrets("rows", reencrypt)
    secrets.add_key()
    assert secrets.reencrypt_all() == {"rows": 2}
    secrets.drop_old_keys()
    assert [decrypt(row).reveal() for row in rows] == ["one", "two"]
    with pytest.raises(SecretUnreadable):
        decrypt(stale)


def test_key_changed_by_another_process_is_noticed(key_file: Path) -> None:
    kept = encrypt("one")
    ring = key_file.read_text()
    secrets.add_key()
    secrets.drop_old_keys()
    with pytest.raises(SecretUnreadable):
        decrypt(kept)
    key_file.write_text(ring)
    os.utime(key_file, ns=(1, 1))
    assert decrypt(kept).reveal() == "one"
