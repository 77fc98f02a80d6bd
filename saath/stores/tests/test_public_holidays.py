"""Suggestions of holidays."""

from datetime import date

import pytest
from holidays.countries.india import India

from saath.stores.public_holidays import MOON_KNOWN_UNTIL, suggest_holidays
from saath.stores.states import ALL_INDIA, STATES


def test_every_state_has_holidays_and_so_has_all_of_india() -> None:
    assert set(STATES) == set(India.subdivisions)
    for state in (ALL_INDIA, *STATES):
        assert date(2026, 8, 15) in {holiday.date for holiday in suggest_holidays(state=state, year=2026)}


def test_uttarayan_is_a_holiday_in_gujarat_and_not_in_kerala() -> None:
    uttarayan = date(2026, 1, 14)
    assert uttarayan in {holiday.date for holiday in suggest_holidays(state="GJ", year=2026)}
    assert uttarayan not in {holiday.date for holiday in suggest_holidays(state="KL", year=2026)}


@pytest.mark.parametrize(("language", "name"), [("en", "Uttarayan"), ("gu", "ઉત્તરાયણ"), ("hi", "उत्तरायण")])
def test_names_are_in_the_language(language: str, name: str) -> None:
    names = {holiday.name for holiday in suggest_holidays(state="GJ", year=2026, language=language)}
    assert name in names


def test_unknown_state_is_refused() -> None:
    with pytest.raises(ValueError, match="no state"):
        suggest_holidays(state="XX", year=2026)


def test_a_year_of_which_the_moon_is_not_known_yet_has_its_fixed_days() -> None:
    assert date(2037, 1, 26) in {holiday.date for holiday in suggest_holidays(state="GJ", year=2037)}


@pytest.mark.filterwarnings("ignore:Requested Holidays are available")
def test_the_moon_is_known_until_the_year_that_we_say() -> None:
    years = [
        year
        for year in range(2030, 2050)
        if any("Diwali" in each.name for each in suggest_holidays(state="GJ", year=year))
    ]
    assert max(years) == MOON_KNOWN_UNTIL
