import pytest

from question_tailor.facts import find_facts
from question_tailor.facts.prose import duties


@pytest.mark.parametrize(
    ("language", "sentence", "phrases"),
    [
        (
            "en",
            (
                "You will grow the team from 3 to 7 PMs, fix our onboarding where 60% of practices drop off, and launch"
                " our claims product in Germany."
            ),
            [
                "growing the team from 3 to 7 PMs",
                "fixing our onboarding where 60% of practices drop off",
                "launching our claims product in Germany",
            ],
        ),
        (
            "en",
            "You lead discovery with hotel groups and you run the quarterly planning.",
            ["leading discovery with hotel groups", "running the quarterly planning"],
        ),
        (
            "en",
            "We need someone who owns the roadmap for our booking app and brings order into pricing.",
            ["owning the roadmap for our booking app", "bringing order into pricing"],
        ),
        (
            "en",
            "The role: define our strategy for clinics, hire two group product managers.",
            ["defining our strategy for clinics", "hiring two group product managers"],
        ),
        (
            "en",
            "Lead the move from licences to subscriptions.",
            ["leading the move from licences to subscriptions"],
        ),
        (
            "en",
            "we need a head of product, team of 4 PMs, must fix onboarding and launch business accounts in Q3.",
            ["launching business accounts in Q3"],
        ),
        (
            "en",
            "You work with sales and support on the renewals of clinics.",
            ["working with sales and support on the renewals of clinics"],
        ),
        (
            "en",
            "As our Head of Product, you will own pricing for clinics and rebuild our onboarding for practices.",
            ["owning pricing for clinics", "rebuilding our onboarding for practices"],
        ),
        ("en", "You bring ten years of experience and speak German to a high standard.", []),
        ("en", "Join us and build your career with great people.", []),
        ("en", "Our clinics grow the market for dental software every year.", []),
        (
            "de",
            (
                "Sie verantworten die Roadmap für Firmenkunden, führen ein Team aus fünf Personen und bauen die"
                " Discovery mit Krankenhäusern auf."
            ),
            [
                "die Roadmap für Firmenkunden zu verantworten",
                "ein Team aus fünf Personen zu führen",
                "die Discovery mit Krankenhäusern aufzubauen",
            ],
        ),
        (
            "de",
            (
                "Sie werden die Abwanderung von 8 auf 5 Prozent senken, den Markteintritt in Polen vorbereiten und die"
                " Preise neu ordnen."
            ),
            [
                "die Abwanderung von 8 auf 5 Prozent zu senken",
                "den Markteintritt in Polen vorzubereiten",
                "die Preise neu zu ordnen",
            ],
        ),
        (
            "de",
            "Wir suchen jemanden, der die Roadmap für unsere Kassen verantwortet und das Team in Köln führt.",
            ["die Roadmap für unsere Kassen zu verantworten", "das Team in Köln zu führen"],
        ),
        ("de", "Sie bringen zehn Jahre Erfahrung mit.", []),
        (
            "fr",
            (
                "Vous pilotez la feuille de route de nos caisses, encadrez une équipe de huit personnes et lancez notre"
                " offre en Belgique."
            ),
            [
                "piloter la feuille de route de nos caisses",
                "encadrer une équipe de huit personnes",
                "lancer notre offre en Belgique",
            ],
        ),
        (
            "fr",
            "Vous allez réduire le délai de mise en service et préparer le marché espagnol.",
            ["réduire le délai de mise en service", "préparer le marché espagnol"],
        ),
        (
            "fr",
            "Nous cherchons quelqu'un qui pilote la stratégie produit et anime le comité clients.",
            ["piloter la stratégie produit", "animer le comité clients"],
        ),
    ],
)
def test_each_duty_of_a_sentence_becomes_a_phrase_of_its_own(language, sentence, phrases):
    found = list(duties(sentence, language))

    assert [phrase for phrase, _, _ in found] == phrases
    for phrase, start, end in found:
        held = sentence[start:end].lower()
        nouns = [word for word in phrase.split() if word[0].isupper() or word[0].isdigit()]
        assert all(noun.lower() in held for noun in nouns)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Vous êtes en charge de la feuille de route."),
        ("fr", "Votre mission : tout ce qui touche aux caisses."),
        ("de", "Sie sind die Stimme unserer Kunden."),
        ("de", "Sie werden bei uns viel lernen."),
        ("de", "Wir suchen jemanden, der gern bei uns ist."),
        ("en", "You are the voice of our customers."),
        ("en", "You will."),
        ("en", "The role: a big one."),
    ],
)
def test_a_sentence_without_a_duty_gives_none(language, sentence):
    assert list(duties(sentence, language)) == []


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_any_row_of_its_words_is_read_without_a_fault(language):
    words = [
        "You",
        "Sie",
        "Vous",
        "Du",
        "Tu",
        "will",
        "werden",
        "allez",
        "own",
        "verantworten",
        "pilotez",
        "and",
        "und",
        "et",
        ",",
        ";",
        ".",
        "the",
        "die",
        "la",
        "roadmap",
        "who",
        "der",
        "qui",
        "führt",
        "pilote",
        "need",
        "wir",
        "nous",
        ":",
        "must",
        "to",
    ]
    for seed in range(400):
        row = " ".join(words[(seed * step * step + step * 7 + seed) % len(words)] for step in range(1, 12))
        for _, start, end in duties(row, language):
            assert 0 <= start < end <= len(row)


def test_a_posting_in_prose_yields_a_fact_for_each_of_its_duties():
    text = (
        "Head of Product at Lumio\n\nLumio helps dentists. You own our product roadmap and the discovery process. You"
        " will grow the team from 3 to 7 PMs, fix our onboarding where 60% of practices drop off, and launch our"
        " insurance claims product in Germany this year."
    )

    phrases = [fact.phrase for fact in find_facts(text, "job") if fact.shape == "doing"]

    assert [phrase.split()[0] for phrase in phrases] == ["owning", "growing", "fixing", "launching"]


def test_prose_is_left_alone_where_bullets_name_the_duties():
    bullets = "".join(
        f"- {verb} the product roadmap of {place}\n"
        for verb, place in zip(
            ("Own", "Define", "Lead", "Rebuild", "Present", "Price"),
            ("Ghent", "Graz", "Lyon", "Turin", "Malmö", "Oslo"),
            strict=True,
        )
    )
    text = f"# Head of Product\n\n## What you will do\n\n{bullets}\nYou run the weekly planning of three teams.\n"

    assert not any("planning" in fact.phrase for fact in find_facts(text, "job"))


def test_only_the_people_at_the_end_of_a_phrase_are_people():
    facts = find_facts("# CPO\n\n## What you will do\n\n- Present the plan to the board every quarter\n", "job")

    assert [fact.phrase for fact in facts if fact.shape == "people"] == ["the board"]
