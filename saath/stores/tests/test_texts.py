"""What customers read, in the shop's words and in their language."""

from collections.abc import Iterator

import pytest

from saath.core.errors import BadInput, Forbidden
from saath.stores import texts
from saath.stores.actions.texts import confirm_text, use_our_text, word_text
from saath.stores.models import CustomerText
from saath.stores.texts import LocalText, TextKey, Wording, local_text, text_for
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import store_scope

SYSTEM = Actor.system("test")
OURS = LocalText(
    {"en": "{name} from {shop}", "hi": "{shop} से {name}", "gu": "{shop} તરફથી {name}"},
)


@pytest.fixture
def signature(monkeypatch: pytest.MonkeyPatch) -> TextKey:
    """A text that exists for this test only."""
    monkeypatch.setattr(texts, "_declared", {})
    return TextKey("test.signature", OURS)


@pytest.fixture
def shop(db: None) -> Iterator[Store]:
    """A shop that speaks Hindi first."""
    store = Store.objects.create(name="Paanch Takiye", slug="paanch-takiye", language="hi")
    with store_scope(store.pk):
        yield store


def test_without_words_of_the_shop_ours_stand(shop: Store, signature: TextKey) -> None:
    wording = text_for(shop, signature, "gu")
    assert wording.language == "gu"
    assert wording.fill(name="Meera", shop="Paanch Takiye") == "Paanch Takiye તરફથી Meera"


def test_language_that_we_do_not_speak_falls_back_to_the_shops(shop: Store, signature: TextKey) -> None:
    assert text_for(shop, signature, "fr").language == "hi"


def test_words_of_the_shop_replace_ours_in_their_language_only(shop: Store, signature: TextKey) -> None:
    word_text(SYSTEM, signature, language="gu", text="{name}, {shop}")
    assert text_for(shop, signature, "gu") == Wording("{name}, {shop}", "gu")
    assert text_for(shop, signature, "en").text == "{name} from {shop}"


def test_once_the_shop_words_its_own_language_ours_stand_in_no_more(shop: Store, signature: TextKey) -> None:
    word_text(SYSTEM, signature, language="hi", text="आपकी {name}, {shop}")
    assert text_for(shop, signature, "en") == Wording("आपकी {name}, {shop}", "hi")
    assert local_text(shop, signature).missing == {"en", "gu"}


def test_version_is_out_of_date_until_worded_anew_or_confirmed(shop: Store, signature: TextKey) -> None:
    word_text(SYSTEM, signature, language="hi", text="{name} {shop}")
    english = word_text(SYSTEM, signature, language="en", text="{name} of {shop}")
    assert not local_text(shop, signature).outdated
    word_text(SYSTEM, signature, language="hi", text="{shop} {name}")
    assert local_text(shop, signature).outdated == {"en"}
    assert text_for(shop, signature, "en").text == "{name} of {shop}"
    confirm_text(SYSTEM, english)
    assert not local_text(shop, signature).outdated


def test_wording_anew_after_going_back_makes_others_out_of_date(shop: Store, signature: TextKey) -> None:
    hindi = word_text(SYSTEM, signature, language="hi", text="{name} {shop}")
    word_text(SYSTEM, signature, language="en", text="{name} of {shop}")
    use_our_text(SYSTEM, hindi)
    assert text_for(shop, signature, "hi").text == "{shop} से {name}"
    word_text(SYSTEM, signature, language="hi", text="{name}: {shop}")
    assert local_text(shop, signature).outdated == {"en"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "{name}",
        "{name} {shop} {price}",
        "{name} {shop} {",
        "{name.__class__} {shop}",
        "{{name}} {shop}",
    ],
)
def test_wrong_placeholders_are_refused(shop: Store, signature: TextKey, text: str) -> None:
    with pytest.raises(BadInput) as refused:
        word_text(SYSTEM, signature, language="en", text=text)
    assert refused.value.field == "text"
    assert not CustomerText.objects.exists()


def test_unknown_language_is_refused(shop: Store, signature: TextKey) -> None:
    with pytest.raises(BadInput):
        word_text(SYSTEM, signature, language="fr", text="{name} {shop}")


def test_colleague_without_the_right_words_nothing(shop: Store, signature: TextKey) -> None:
    reader = Actor(kind="member", label="Arjun", store_id=shop.pk)
    with pytest.raises(Forbidden):
        word_text(reader, signature, language="en", text="{name} {shop}")


@pytest.mark.parametrize(
    ("versions", "complaint"),
    [
        ({"en": "a", "hi": "b"}, "not worded"),
        ({"en": "{a}", "hi": "{a}", "gu": "{b}"}, "other placeholders"),
    ],
)
@pytest.mark.usefixtures("signature")
def test_text_that_is_not_worded_alike_in_every_language_is_a_mistake(
    versions: dict[str, str], complaint: str
) -> None:
    with pytest.raises(ValueError, match=complaint):
        TextKey("test.other", LocalText(versions))


def test_name_is_declared_once(signature: TextKey) -> None:
    with pytest.raises(ValueError, match="twice"):
        TextKey("test.signature", LocalText({"en": "a", "hi": "b", "gu": "c"}))


def test_local_text_has_its_base() -> None:
    with pytest.raises(ValueError, match="base"):
        LocalText({"hi": "नमस्ते"})
