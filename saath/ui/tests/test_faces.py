import pytest

from saath.ui.faces import HUES, clusters, hue, initials


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Imran Qureshi", "IQ"),
        ("Lakshmi", "L"),
        ("Anna Maria de Souza", "AS"),
        ("सुनीता वर्मा", "सु"),
        ("क्षितिज", "क्षि"),
        ("જિજ્ઞેશ દેસાઈ", "જિ"),
        ("मी", "मी"),
        ("(Ravi) kumar", "RK"),
        ("émile zola", "ÉZ"),
        ("+91 98250 00210", "10"),
        ("", "?"),
        ("  ", "?"),
    ],
)
def test_initials_are_whole_letters_of_their_script(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_a_colleague_has_one_letter() -> None:
    assert initials("Arjun Solanki", most=1) == "A"


def test_joiners_and_conjuncts_stay_together() -> None:
    assert list(clusters("ક્ષમા")) == ["ક્ષ", "મા"]
    assert list(clusters("र्\u200dय")) == ["र्\u200dय"]


def test_a_hue_is_kept_for_ever() -> None:
    assert hue("01935b6e") == hue("01935b6e")
    assert {hue(str(number)) for number in range(500)} == set(range(HUES))
