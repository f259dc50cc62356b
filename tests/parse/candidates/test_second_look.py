"""An odd item of a list takes the order and the sign of its siblings, and no other item does."""

from pipeline.parse.candidates.second_look import looked_again
from pipeline.parse.records import ITEM, Block, Unit
from pipeline.parse.words.entry import read_entries
from pipeline.places.lexicon import KnownWords


class Slips(KnownWords):
    """A lexicon in which a slip counts where a country is due."""

    def country_codes(self, words):
        return ("RO",) if words == "Romnia" else self.countries(words)


WORDS = Slips({"Franţa": "FR", "Italia": "IT", "România": "RO"})


def read(*texts):
    units = []
    for number, text in enumerate(texts):
        block = Block(ITEM, 0, text, ((0, 1),), list_id=1)
        units.append(Unit(number, block, 0, text, "item", (1, 1, 0)))
    seen = [(unit, read_entries(unit.text, WORDS)) for unit in units]
    return [
        [(each.name, each.country) for each in entries] for _, entries in looked_again(seen, WORDS)
    ]


def test_a_slip_of_a_country_is_read_as_its_siblings_are():
    found = read("Lyon / Franţa", "Pisa / Italia", "Nancy / Franţa", "Cluj / Romnia")
    assert found[-1] == [("Cluj", "Romnia")]


def test_a_small_name_is_read_as_its_siblings_are():
    found = read("Franţa: Lyon", "Italia: Pisa", "Franţa: Nancy", "Italia: xyzzy")
    assert found[-1] == [("xyzzy", "Italia")]


def test_without_a_majority_nothing_changes():
    assert read("Lyon / Franţa", "Pisa", "xyzzy / Italia")[-1] == [("Italia", "")]
