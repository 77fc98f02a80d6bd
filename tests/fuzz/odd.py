"""Input that no program of ours writes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from hypothesis import strategies as st

WORTHY = (
    "", " ", "\x00", "\ud7ff", "\ufeff", "\u202e", "\u200d", "0", "-1", "9" * 20, "9" * 400, "1e999", "NaN", "²", "٣", "१२",
    "null", "[]", "{}", "%", "%00", "%s", "{0}", "../..", "/", "//evil.example", "javascript:alert(1)", "\r\nX: y", "\n",
    "'", '"', "' OR 1=1 --", "<script>", "&amp;", "on", "true", "a" * 5_000, "क्" * 2_000, "🙏🏽" * 200, "ß", "İ", "a@b",
    "a@b@c", "@", "=?utf-8?q?=00?=", "2027-02-30", "0000-00-00", "9999-12-31", "24:00", "10-9", "99-100", "#a3195b", "xn--a",
    "x" * 64 + "@example.in", "meera@" + "x." * 150 + "in", "01890a5d-ac96-774b-bcce-b302099a8057", "*", "\\", "_",
)  # fmt: skip

odd_text = st.one_of(
    st.sampled_from(WORTHY),
    st.text(max_size=60),
    st.text(alphabet=st.characters(min_codepoint=0x0900, max_codepoint=0x0AFF), max_size=30),
    st.builds("".join, st.lists(st.sampled_from(WORTHY), max_size=3)),
)


@dataclass(frozen=True)
class Blow:
    """One damage: what is done to `length` octets from `place` on, and what is put there."""

    kind: str
    place: int
    length: int
    put: bytes

    def on(self, content: bytearray) -> None:
        """Do it."""
        struck = slice(self.place, self.place + self.length)
        match self.kind:
            case "change":
                content[self.place : self.place + 1] = self.put[:1]
            case "cut":
                del content[struck]
            case "double":
                content[self.place : self.place] = content[struck]
            case "put":
                content[self.place : self.place] = self.put
            case "zero":
                content[struck] = bytes(len(content[struck]))


def blows(size: int) -> st.SearchStrategy[list[Blow]]:
    """Return a few damages to so many octets."""
    kinds = st.sampled_from(["change", "cut", "double", "put", "zero"])
    lengths = st.sampled_from([1, 2, 4, 30, 1_000, size])
    return st.lists(
        st.builds(Blow, kinds, st.integers(0, size), lengths, st.binary(min_size=1, max_size=8)), max_size=4
    )


def struck(whole: bytes, some: list[Blow]) -> bytes:
    """Return octets after some damages."""
    content = bytearray(whole)
    for blow in some:
        blow.on(content)
    return bytes(content)


def damaged(whole: bytes) -> st.SearchStrategy[bytes]:
    """Return octets that were cut, changed, doubled or filled up somewhere."""
    return blows(len(whole)).map(partial(struck, whole))
