import pytest

from question_tailor.facts.german import doing
from question_tailor.facts.german_nouns import accusative, gender_of, with_article
from question_tailor.facts.german_verbs import zu


@pytest.mark.parametrize(
    ("said", "phrase"),
    [
        ("Sie verantworten die Roadmap für Firmenkunden", "die Roadmap für Firmenkunden zu verantworten"),
        (
            "Sie bauen die Abwicklung mit den Partnerbanken neu auf",
            "die Abwicklung mit den Partnerbanken neu aufzubauen",
        ),
        (
            "Sie führen 34 Personen über vier Direktorinnen und Direktoren und entwickeln die nächsten Heads",
            "34 Personen über vier Direktorinnen und Direktoren zu führen",
        ),
        ("Sie entwickeln und verantworten die Roadmap", "die Roadmap zu entwickeln und zu verantworten"),
        ("Du baust dein Team von drei auf acht Leute aus", "Ihr Team von drei auf acht Leute auszubauen"),
        ("Du hältst den Kontakt zu den größten Kunden", "den Kontakt zu den größten Kunden zu halten"),
        (
            "Gemeinsam mit dem CTO entscheiden Sie über beide Hauptbücher",
            "gemeinsam mit dem CTO über beide Hauptbücher zu entscheiden",
        ),
        ("Dabei berichten Sie an den Vorstand", "an den Vorstand zu berichten"),
        ("Sie werden das Vertrauen des Vertriebs zurückgewinnen", "das Vertrauen des Vertriebs zurückzugewinnen"),
        (
            "Sie sind verantwortlich für die Preise der Produktlinie",
            "die Verantwortung für die Preise der Produktlinie zu tragen",
        ),
        (
            "Zu Ihren Aufgaben gehört es, die Plattform in drei Länder zu bringen",
            "die Plattform in drei Länder zu bringen",
        ),
    ],
)
def test_a_duty_with_a_person_becomes_a_zu_infinitive(said, phrase):
    made = doing(said, bullet=False)

    assert made
    assert made[0] == phrase


@pytest.mark.parametrize(
    ("said", "phrase"),
    [
        (
            "Produktstrategie für die Disposition entwickeln und umsetzen",
            "die Produktstrategie für die Disposition zu entwickeln und umzusetzen",
        ),
        ("Neue Märkte in Osteuropa erschließen", "neue Märkte in Osteuropa zu erschließen"),
        (
            "Strategische Roadmap mit der Geschäftsführung abstimmen",
            "die strategische Roadmap mit der Geschäftsführung abzustimmen",
        ),
        (
            "Aufbau und Führung eines Teams von zwölf Product Managern",
            "ein Team von zwölf Product Managern aufzubauen und zu führen",
        ),
        ("Weiterentwicklung unserer Plattform in Europa", "unsere Plattform in Europa weiterzuentwickeln"),
        (
            "Entwicklung der Produktstrategie und der Roadmap",
            "die Produktstrategie und die Roadmap zu entwickeln",
        ),
        ("Definition der langfristigen Produktvision", "die langfristige Produktvision zu definieren"),
        ("Analyse von Marktdaten und Wettbewerbern", "Marktdaten und Wettbewerber zu analysieren"),
        ("Fachliche Führung von 14 Produktmanagern", "14 Produktmanager fachlich zu führen"),
        ("Zusammenarbeit mit Vertrieb und Finanzen", "mit Vertrieb und Finanzen zusammenzuarbeiten"),
        ("Abstimmung mit dem Betriebsrat über Schichten", "sich mit dem Betriebsrat über Schichten abzustimmen"),
        ("**Team:** Coaching der fünf Direktoren", "die fünf Direktoren zu coachen"),
    ],
)
def test_a_bullet_may_name_the_work_alone(said, phrase):
    made = doing(said, bullet=True)

    assert made
    assert made[0] == phrase


@pytest.mark.parametrize(
    "said",
    [
        "Sie gestalten",
        "Wir bieten Ihnen ein tolles Team",
        "Sie bringen mehrjährige Erfahrung in der Produktentwicklung mit",
        "Spaß an agilen Methoden",
        "Steuerung des neuen Zwirbels",
        "Sie machen aus drei Backlogs einen und halten die Teams zusammen",
        "Die Zeit von der Vertragsunterschrift bis zum ersten fehlerfreien Abrechnungslauf von 34 auf 15 Wochen senken",
        "Die Plattform wächst und muss skalieren",
        "Du bist erste Ansprechperson für den Vertrieb",
    ],
)
def test_what_cannot_be_said_safely_is_left(said):
    assert doing(said, bullet=True) is None


def test_a_sentence_that_names_nobody_is_no_duty():
    assert doing("Aufbau der Plattform in drei weiteren Ländern", bullet=False) is None


def test_a_duty_ends_where_its_words_end():
    said = "Sie legen die Kennzahlen für alle Teams fest, an denen wir erkennen, ob es läuft."
    phrase, end = doing(said, bullet=True)

    assert phrase == "die Kennzahlen für alle Teams festzulegen"
    assert said[:end].rstrip(",") == "Sie legen die Kennzahlen für alle Teams fest"


def test_a_verb_takes_its_zu_where_it_belongs():
    assert zu("auf|bauen") == "aufzubauen"
    assert zu("übernehmen") == "zu übernehmen"


@pytest.mark.parametrize(
    ("noun", "gender"),
    [
        ("Produktstrategie", "f"),
        ("Kernteam", "n"),
        ("Planungsprozess", "m"),
        ("Partnerbanken", "pl"),
        ("Zwirbel", None),
    ],
)
def test_a_compound_has_the_gender_of_its_last_part(noun, gender):
    assert gender_of(noun) == gender


@pytest.mark.parametrize(
    ("genitive", "turned"),
    [
        ("des neuen Produkts", "das neue Produkt"),
        ("eines neuen Prozesses", "einen neuen Prozess"),
        ("der neuen Roadmap", "die neue Roadmap"),
        ("der neuen Märkte", "die neuen Märkte"),
        ("unseres gemeinsamen Portfolios", "unser gemeinsames Portfolio"),
        ("neuer Märkte", "neue Märkte"),
        ("von digitalen Produkten", "digitale Produkte"),
        ("des Zwirbels", None),
        ("von unserer Idee", None),
    ],
)
def test_a_genitive_becomes_an_object_or_nothing(genitive, turned):
    made = accusative(genitive.split())

    assert (" ".join(made) if made else None) == turned


@pytest.mark.parametrize(
    ("bare", "whole"),
    [
        ("Roadmap", "die Roadmap"),
        ("Neues Preismodell", "ein neues Preismodell"),
        ("Kennzahlen und Ziele", "Kennzahlen und Ziele"),
        ("Vision, Strategie und Ziele", "Vision, Strategie und Ziele"),
        ("Zwirbel", None),
    ],
)
def test_a_bullet_gets_the_article_that_it_leaves_out(bare, whole):
    made = with_article(bare.split())

    assert (" ".join(made) if made else None) == whole


@pytest.mark.parametrize(
    ("said", "phrase"),
    [
        ("Du bringst Leidenschaft mit, hast Humor und bist ein Teamplayer", None),
        ("Als CPO wirst du die Vision formulieren, 30 Leute führen", "die Vision zu formulieren"),
        ("In dieser Rolle baust du ein Team auf, richtest die Roadmap neu aus", "ein Team aufzubauen"),
        ("Du gestaltest die Roadmap und du sprichst mit Kunden", "die Roadmap zu gestalten"),
    ],
)
def test_only_the_first_clause_of_a_duty_counts_and_not_who_has_it(said, phrase):
    made = doing(said, bullet=False)

    assert (made[0] if made else None) == phrase
