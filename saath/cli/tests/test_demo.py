"""What `saath demo` tells whoever tries it."""

from __future__ import annotations

import pytest

from saath.cli.demo import say_how_to_try


def test_everybody_of_the_team_is_named_with_role_and_language(capsys: pytest.CaptureFixture[str]) -> None:
    say_how_to_try(8000)
    shown = capsys.readouterr().out
    assert "http://localhost:8000/ with the password: five pillows" in shown
    assert "Rukmini Patel, Owner, English" in shown
    assert "Meera Joshi, Manager, ગુજરાતી" in shown
    assert "Farida Shaikh, Colleague, हिन्दी" in shown
