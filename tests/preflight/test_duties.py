"""Whether a posting names enough to tailor to, in whatever words."""

import json
from pathlib import Path

import pytest

from question_tailor.preflight.duties import count_duties

POSTINGS = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "duties.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("text", [posting["text"] for posting in POSTINGS if posting["enough"]])
def test_three_duties_are_heard_in_whatever_words_they_come(text):
    assert count_duties(text) >= 3


@pytest.mark.parametrize("text", [posting["text"] for posting in POSTINGS if not posting["enough"]])
def test_praise_requirements_and_offers_are_no_duties(text):
    assert count_duties(text) < 3


def test_a_language_that_is_not_read_is_given_the_benefit_of_the_doubt():
    spanish = "Director de producto\n\nDirigirás a ocho personas de producto, definirás la estrategia con el consejo y "

    assert count_duties(spanish + "presentarás los resultados a la dirección de la empresa.") >= 3
    assert count_duties("Director de producto\n\nLa empresa es un referente del sector.") < 3


@pytest.mark.parametrize(
    "piece", ["you will ", "own, ", "verantwortlich für ", "responsible for ", "\n- own it", "(", "and ", "the our "]
)
def test_a_hostile_posting_takes_no_longer_than_a_long_one(piece):
    # Quadratic work on so many characters takes minutes.
    assert count_duties(piece * (60_000 // len(piece))) >= 0
