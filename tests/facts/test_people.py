import pytest

from question_tailor.facts import find_facts, in_another_language
from question_tailor.facts.people import people


@pytest.mark.parametrize(
    ("said", "phrase"),
    [
        ("Sie berichten an den Vorstand.", "dem Vorstand"),
        ("Präsentation vor unserem Aufsichtsrat", "unserem Aufsichtsrat"),
        ("Mitglied der Geschäftsführung", "der Geschäftsführung"),
        ("Abstimmung mit Partnerbanken", "den Partnerbanken"),
        ("Rückhalt durch unsere Verbände", "unseren Verbänden"),
        ("Sie übernehmen ein Team von zwölf Personen.", "einem Team von zwölf Personen"),
        ("Software für kleine Speditionen und mehr", "kleine Speditionen"),
    ],
)
def test_german_people_stand_in_the_dative_and_customers_in_the_accusative(said, phrase):
    assert [found.phrase for found in people(said, "de")] == [phrase]


@pytest.mark.parametrize(
    ("said", "phrase"),
    [
        ("Présentation au comité de direction", "le comité de direction"),
        ("auprès de l'équipe conformité", "l'équipe conformité"),
        ("avec nos banques partenaires", "nos banques partenaires"),
        ("le travail des investisseurs", "les investisseurs"),
        ("Vous rejoignez une équipe de douze personnes.", "une équipe de douze personnes"),
        ("Un logiciel pour les petits transporteurs, sans papier", "les petits transporteurs"),
    ],
)
def test_french_people_have_their_article(said, phrase):
    assert [found.phrase for found in people(said, "fr")] == [phrase]


@pytest.mark.parametrize("said", ["Vorstandsassistenz", "ein Kundenbeiratstreffen", "Software für die Logistik"])
def test_no_people_are_seen_in_parts_of_german_words(said):
    assert list(people(said, "de")) == []


GERMAN = """# CPO

## Unsere Produkte

- **Heizora**: Abrechnung
- **Rechnung**: ein Wort

Die App Loopline läuft überall. Unsere App Ende des Jahres ist neu. Das Ende ist offen.

## Werte

- **Früh sagen, was klemmt.** Immer.

## Ihre Aufgaben

- Sie verantworten die Roadmap für Firmenkunden
- Sie verantworten ein junges und dynamisches Team aus Digital Natives
"""


def test_german_nouns_are_no_product_names_and_nothing_unfit_is_taken():
    found = {(fact.shape, fact.phrase) for fact in find_facts(GERMAN, "job", language="de")}

    assert found == {
        ("thing", "Heizora"),
        ("thing", "Loopline"),
        ("value", "Früh sagen, was klemmt"),
        ("doing", "die Roadmap für Firmenkunden zu verantworten"),
    }


def test_in_another_language_names_and_values_stay_and_duties_are_quoted():
    facts = in_another_language(find_facts(GERMAN, "job", language="de"), GERMAN)

    said = {(fact.shape, fact.phrase) for fact in facts}
    assert ("thing", "Heizora") in said
    assert ("value", "Früh sagen, was klemmt") in said
    assert ("words", "Sie verantworten die Roadmap für Firmenkunden") in said
    assert all(fact.shape != "doing" for fact in facts)
