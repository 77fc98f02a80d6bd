"""How well products are found by what people type, on own queries: the figure of docs/performance.md.

    python -m benchmarks.product_search [--misses]

GOODS are what a shop of home textiles sells, as it writes it. QUERIES are what its customers and colleagues would type for
one of them: English, Hindi and Gujarati, in their own letters and in Latin ones, with slips of the finger, and in whole
sentences. Counted is whether the thing meant is the first one found, and whether it is among the first three.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Sequence

from saath.language.folding import fold_words
from saath.orders.products.finding import Hit, Wanted, meant_by

GOODS = (
    "Neelambari bedsheet, indigo block print, King", "Gulaab bedsheet, pink roses, Double", "Sukoon pillow, cotton",
    "Sukoon slim pillow", "Memory foam pillow, Ergo", "Jaipuri razai, block print, Double", "Jaipuri dohar, reversible",
    "Winter blanket, wool, grey", "Cushion cover, indigo, set of 5", "Cushion cover, mustard, set of 2", "Round gaddi",
    "Coir mattress, single", "Spring mattress, queen", "Mattress protector, waterproof", "Linen curtain, white",
    "Blackout curtain, navy blue", "Bath towel, white, large", "Hand towel, set of 4", "Handwoven durrie, red",
    "Yoga mat, green", "Tablecloth, printed, 6 seater", "Napkins, set of 6", "Pillow cover, satin, set of 2",
    "Baby quilt, elephants", "Bolster, cotton", "Floor carpet, Persian style", "Kitchen apron", "Oven mitts",
    "Shawl, pashmina, red", "Silk saree, Banarasi, green", "Cotton dupatta, yellow", "Tote bag, canvas",
)  # fmt: skip
QUERIES: dict[str, tuple[tuple[str, int], ...]] = {
    "English": (
        ("neelambari", 0), ("indigo bedsheet", 0), ("pink bedsheet", 1), ("memory foam", 4), ("slim pillow", 3),
        ("wool blanket", 7), ("queen mattress", 12), ("blackout curtain", 15), ("hand towels", 17), ("tote", 31),
        ("mustard cushion", 9), ("baby quilt", 23), ("green saree", 29), ("red shawl", 28), ("tablecloth", 20),
    ),
    "Hindi": (
        ("नीलांबरी चादर", 0), ("गुलाबी चादर", 1), ("सुकून तकिया", 2), ("जयपुरी रज़ाई", 5), ("कंबल", 7), ("गोल गद्दी", 10),
        ("परदा सफ़ेद", 14), ("लाल दरी", 18), ("बड़ा तौलिया", 16), ("लाल शॉल", 28), ("पीला दुपट्टा", 30), ("मेज़पोश", 20),
        ("बनारसी साड़ी", 29), ("थैला", 31), ("ऊनी कंबल", 7),
    ),
    "Gujarati": (
        ("નીલાંબરી ચાદર", 0), ("ગુલાબી ચાદર", 1), ("સુકૂન ઓશીકું", 2), ("જયપુરી રજાઈ", 5), ("ધાબળો", 7), ("ગોળ ગાદી", 10),
        ("સફેદ પડદો", 14), ("ટુવાલ મોટો", 16), ("લાલ શાલ", 28), ("પીળો દુપટ્ટો", 30), ("શેતરંજી", 18), ("લીલી સાડી", 29),
        ("થેલી", 31), ("દોહર", 6),
    ),
    "Latin letters": (
        ("neelambari chadar", 0), ("gulabi chaddar", 1), ("sukoon takiya", 2), ("jaipuri rajai", 5), ("kambal", 7),
        ("oshiku sukun", 2), ("parda safed", 14), ("lal dari", 18), ("tauliya bada", 16), ("dhablo", 7),
        ("lal shaal", 28), ("peela dupatta", 30), ("banarsi sari", 29), ("galicha", 25), ("takiye ka gilaf", 22),
    ),
    "Slips": (
        ("nelambari", 0), ("bedshet indigo", 0), ("pilow slim", 3), ("matress queen", 12), ("curtian blackout", 15),
        ("blakout", 15), ("cusion cover mustard", 9), ("jaipri razai", 5), ("tabelcloth", 20), ("saree banrasi", 29),
        ("pashmna", 28), ("dury red", 18), ("memroy foam", 4), ("takya sukoon", 2), ("protecter", 13),
    ),
    "Sentences": (
        ("kya aapke paas neeli chadar king size mein hai", 0), ("do you have the blackout curtains in stock?", 15),
        ("मुझे जयपुरी रज़ाई चाहिए डबल बेड की", 5), ("mane sukoon oshiku joie che", 2), ("is the pashmina shawl real", 28),
        ("bhaiya memory foam wala takiya kitne ka hai", 4), ("મારે મોટો સફેદ ટુવાલ જોઈએ છે", 16),
        ("looking for a waterproof cover for my mattress", 13), ("कुशन कवर का सेट पाँच वाला", 8),
        ("laal rang ki dari dikhao", 18),
    ),
}  # fmt: skip


def main() -> None:
    """Print how many are found, by kind of query."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    asked.add_argument("--misses", action="store_true")
    options = asked.parse_args()
    print_figures(measured(), misses=options.misses)


def measured() -> dict[str, list[tuple[str, int, Sequence[int]]]]:
    """Return for each kind of query what was typed, which thing was meant, and what was found."""
    hits = [
        Hit(place, token, is_in_title=True)
        for place, title in enumerate(GOODS)
        for token in {token for word in fold_words(title) for token in (word.written, *word.alike)}
    ]
    words = frozenset(hit.token for hit in hits if hit.token[0] == "w")

    def hits_of(wanted: Sequence[Wanted]) -> list[Hit]:
        return hits

    return {
        kind: [(text, meant, meant_by(text, hits_of=hits_of, words=lambda: words)) for text, meant in queries]
        for kind, queries in QUERIES.items()
    }


def print_figures(found: dict[str, list[tuple[str, int, Sequence[int]]]], *, misses: bool) -> None:
    """Print the figures, and what was found instead where that is asked for."""
    totals: Counter[str] = Counter()
    for kind, results in found.items():
        first = sum(got[:1] == [meant] for _text, meant, got in results)
        near = sum(meant in got[:3] for _text, meant, got in results)
        totals.update(first=first, near=near, asked=len(results))
        print(f"{kind}: first {first} of {len(results)}, among three {near}")
        for text, meant, got in results if misses else ():
            if got[:1] != [meant]:
                print(f"   {text!r} wants {GOODS[meant]!r}, found {[GOODS[each] for each in got[:3]]}")
    print(f"all: first {totals['first']} of {totals['asked']}, among three {totals['near']}")


if __name__ == "__main__":
    started = time.process_time()
    main()
    print(f"{time.process_time() - started:.2f} s CPU")
