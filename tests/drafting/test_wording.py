import pytest

from question_tailor.drafting.wording import filled
from question_tailor.facts import Fact


def fact(shape, phrase):
    return Fact(shape, "duty", phrase, "job", 0, 1)


@pytest.mark.parametrize(
    ("language", "wording", "shape", "phrase", "said"),
    [
        ("de", "Wie wäre das bei {people} gewesen?", "people", "dem Vorstand", "Wie wäre das beim Vorstand gewesen?"),
        ("de", "Was hörten Sie von {people}?", "people", "der Leitung", "Was hörten Sie von der Leitung?"),
        ("de", "Was trugen Sie zu {people}?", "people", "der Leitung", "Was trugen Sie zur Leitung?"),
        ("de", "{people} müssen Sie Rede stehen.", "people", "dem Vorstand", "Dem Vorstand müssen Sie Rede stehen."),
        ("fr", "Il s'agira de {doing}.", "doing", "élargir l'offre", "Il s'agira d'élargir l'offre."),
        ("fr", "Il s'agira de {doing}.", "doing", "harmoniser l'offre", "Il s'agira d'harmoniser l'offre."),
        ("fr", "Il s'agira de {doing}.", "doing", "hiérarchiser l'offre", "Il s'agira de hiérarchiser l'offre."),
        ("fr", "Autour de {people} ?", "people", "les banques", "Autour des banques ?"),
        ("fr", "Face à {people} ?", "people", "le comité", "Face au comité ?"),
        ("fr", "Face à {people} ?", "people", "la direction", "Face à la direction ?"),
        ("fr", "De {people}, que savez-vous ?", "people", "le comité", "Du comité, que savez-vous ?"),
        ("fr", "Autour de {thing} ?", "thing", "Les Échos Pay", "Autour de Les Échos Pay ?"),
        ("fr", "À propos de {thing} ?", "thing", "Orbia", "À propos d'Orbia ?"),
        ("en", "Say it of {thing}.", "thing", "the board", "Say it of the board."),
    ],
)
def test_a_fact_and_the_word_before_it_are_drawn_together_where_the_language_does(
    language, wording, shape, phrase, said
):
    assert filled(wording, fact(shape, phrase), language) == said


def test_braces_within_a_fact_are_text():
    assert filled("About {thing}: {question}", fact("thing", "{question}"), "en", "Why?") == "About {question}: Why?"
