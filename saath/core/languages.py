"""The languages that Saath speaks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """A language with the code of Django, the locale of babel, and its name for itself."""

    code: str
    locale: str
    own_name: str


LANGUAGES = (
    Language("en", "en_IN", "English"),
    Language("hi", "hi_IN", "हिन्दी"),
    Language("gu", "gu_IN", "ગુજરાતી"),
)
CODES = tuple(language.code for language in LANGUAGES)
CHOICES = [(language.code, language.own_name) for language in LANGUAGES]
DEFAULT = LANGUAGES[0]

_BY_CODE = {language.code: language for language in LANGUAGES}


def language_of(code: str | None) -> Language:
    """The language of a code such as `hi` or `gu-IN`; English for one that we do not speak."""
    return _BY_CODE.get((code or "").lower().replace("_", "-").split("-")[0], DEFAULT)
