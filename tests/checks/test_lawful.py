"""The lawful check: what it stops, what it lets through, and what its findings say."""

import json
from collections import Counter
from pathlib import Path

import pytest

from question_tailor.bank import load_bank
from question_tailor.checks.lawful import JURISDICTIONS, check, find
from question_tailor.errors import ConfigurationError

ROOT = Path(__file__).parents[2]
SEEN = ROOT / "tests" / "data" / "seen" / "lawful.jsonl"
OWN = Path(__file__).with_name("lawful_texts.jsonl")


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def worst(found):
    severities = {finding.severity for finding in found}
    return "block" if "block" in severities else "warn" if severities else "pass"


def topics(text, **options):
    return [finding.rule for finding in find(text, **options) if finding.severity == "block"]


def test_the_seen_half_of_the_labelled_set_is_told_apart():
    counts = Counter((row["expect"], worst(find(row["text"]))) for row in lines(SEEN))

    def share(expect, *said):
        return sum(counts[expect, one] for one in said) / sum(counts[expect, one] for one in ("block", "warn", "pass"))

    assert share("block", "block") >= 0.99
    assert share("warn", "warn", "block") >= 0.9
    assert share("pass", "block") <= 0.005


def test_the_sentences_that_the_rules_were_tried_on_are_told_apart():
    rows = lines(OWN)
    missed = [
        row["text"]
        for row in rows
        if row["expect"] == "block" and worst(find(row["text"], form=row["form"])) != "block"
    ]
    stopped = [
        row["text"] for row in rows if row["expect"] == "pass" and worst(find(row["text"], form=row["form"])) == "block"
    ]

    assert len(missed) <= 0.02 * sum(row["expect"] == "block" for row in rows), missed
    assert len(stopped) <= 0.01 * sum(row["expect"] == "pass" for row in rows), stopped


STOPPED_AND_NOT = [
    ("age", "How old are you?", "How old is the codebase you took over?"),
    ("age", "Wann gehen Sie in Rente?", "Wann haben Sie zuletzt ein Feature in den Ruhestand geschickt?"),
    ("age", "Quel âge avez-vous ?", "Quel âge a le code dont vous avez hérité ?"),
    ("race", "Which race do you identify with?", "How did you win the race to market?"),
    ("national_origin", "Where are you really from?", "Where does the demand come from?"),
    ("citizenship", "Which passport do you hold?", "Are you authorised to work in Canada?"),
    ("citizenship", "Welchen Pass haben Sie?", "Wie würden Sie den Visumantrag einer Behörde vereinfachen?"),
    ("language", "What is your mother tongue?", "Can you negotiate in German? The role needs it."),
    ("name", "What was your maiden name?", "Under which name can we verify your references?"),
    ("religion", "Do you go to church?", "When did you last take a leap of faith?"),
    ("religion", "Êtes-vous pratiquante ?", "Comment vendriez-vous un logiciel aux paroisses ?"),
    ("residence", "Which neighbourhood do you live in?", "Can you be in our Leeds office two days a week?"),
    ("disability", "Do you have any disability?", "Do you need any adjustments for this interview?"),
    ("disability", "Waren Sie schon einmal in Therapie?", "Wie würden Sie eine App für Therapieplätze bepreisen?"),
    ("genetic", "Does cancer run in your family?", "How would you explain a genomics product to a board?"),
    ("substance", "How much do you drink?", "Our users say the feed is addictive. What do you change?"),
    ("appearance", "How tall are you?", "What weight do you give to qualitative evidence?"),
    ("criminal_record", "Have you ever been arrested?", "How did you arrest the decline in usage?"),
    ("criminal_record", "Avez-vous un casier judiciaire ?", "Quelle conviction avez-vous abandonnée ?"),
    ("credit", "Do you have personal debts?", "How do you pay down technical debt?"),
    ("salary_history", "What do you earn at the moment?", "What are your salary expectations for this role?"),
    ("salary_history", "Was verdienen Sie derzeit?", "Welche Gehaltsvorstellung haben Sie?"),
    ("education", "Who paid for your degree?", "Which degree or equivalent experience do you bring?"),
    ("union", "Are you a union member?", "How did you negotiate with the works council?"),
    ("politics", "Who did you vote for?", "How do you handle office politics?"),
    ("organisations", "Are you a freemason?", "Which professional associations are you active in?"),
    ("relatives", "What do your parents do for a living?", "Does a relative of yours work here? We ask everybody."),
    ("military", "Were you honourably discharged?", "Which job-related skills do you bring from your service?"),
    (
        "protective_status",
        "Is there a restraining order against your ex?",
        "How would you hide the address of a stalked user?",
    ),
    ("family", "Do you have children?", "How would you price a family plan?"),
    (
        "family",
        "Qui garde vos enfants quand vous voyagez ?",
        "Le poste comporte un quart de déplacements. Est-ce possible ?",
    ),
    ("marital_status", "Are you married?", "How did you marry two datasets without a common key?"),
    ("pregnancy", "Are you pregnant?", "Tell us about the birth of a product."),
    ("pregnancy", "Haben Sie einen Kinderwunsch?", "Wie würden Sie eine App für Schwangere verbessern?"),
    ("gender", "Are you gay?", "How did you find the gender bias in a ranking model?"),
]


@pytest.mark.parametrize(("topic", "stopped", "passed"), STOPPED_AND_NOT)
def test_the_candidate_with_an_attribute_is_stopped_and_the_word_alone_is_not(topic, stopped, passed):
    assert f"lawful.{topic}" in topics(stopped)
    assert topics(passed) == []


@pytest.mark.parametrize(
    "text",
    [
        "Walk us through the migration, and by the way, are you pregnant?",
        "Ask her whether she has small children.",
        "Find out when he plans to retire.",
        "Does the candidate go to church?",
        "Red flag: has small children",
        "Excellent: young, hungry, no family duties",
        "1 = recently married, 5 = no ties",
        "Probe: was the gap on the CV a burnout?",
        "Half of the board votes Republican. And you?",
        "how old r u if thats ok to ask",
        "whats your current salery",
        "Kids?",
    ],
)
def test_it_does_not_matter_how_it_is_wrapped(text):
    assert topics(text)


@pytest.mark.parametrize(
    ("asked", "about_work"),
    [
        ("Lovely surname. Where does it come from?", "Lovely product name. Where does it come from?"),
        ("I noticed the limp. An accident?", "I noticed the dip in the checkout. An accident?"),
        ("Our app is for parents: are you one yourself?", "Our app is for parents: are you testing it with them?"),
        ("Sind Sie im Kirchenchor?", "Wie haben Sie Religion im Kundenprofil behandelt?"),
        ("Does the candidate smoke?", "Does the candidate's answer smoke out the constraint?"),
    ],
)
def test_a_question_beside_a_remark_is_the_candidates_and_one_about_work_is_not(asked, about_work):
    assert topics(asked)
    assert topics(about_work) == []


@pytest.mark.parametrize(
    "text",
    [
        "Are  you\u00a0 pregnant?",
        "ARE YOU PREGNANT?",
        "Are you preg\u200bnant?",
        "Are you p r e g n a n t?",
        "Are you preg\u00adnant?",
        "What\u2019s your mother\u2011tongue?",
        "Welche Staatsangehoerigkeit haben Sie?",
        "Welche Staatsangehorigkeit haben Sie?",
        "Sind Sie GROSSMUTTER, und wie viele Kinder haben Sie?",
        "Quel age avez vous ?",
        "\u00cates\u2011vous mari\u00e9(e) ?",
        "\u00cates-vous mari\u00e9\u00b7e ?",
        "Haben Sie Kinder oder sind Sie, liebe:r Bewerber:in, kinderlos?",
    ],
)
def test_writing_does_not_hide_it(text):
    assert topics(text)


def test_a_finding_says_what_where_why_and_what_instead():
    text = "Thanks for coming. Could you tell us, roughly, how old you are?"
    (finding,) = find(text, field="probes[1]")

    assert finding.rule == "lawful.age"
    assert finding.severity == "block"
    assert finding.field == "probes[1]"
    assert "old you are" in text[slice(*finding.span)]
    assert "topic" in finding.why
    assert "Age Discrimination in Employment Act" in finding.why
    assert finding.suggestion


def test_spans_hold_where_letters_fold_to_more_or_fewer():
    text = "Stra\u00dfe \u2026 \u201cErz\u00e4hlen Sie\u201d: Sind Sie schwanger?"
    (finding,) = find(text)

    assert "schwanger" in text[slice(*finding.span)]


def test_each_topic_is_told_once_and_in_order():
    found = find("Are you married, which church do you go to, and are you divorced?")

    assert [finding.rule for finding in found] == ["lawful.marital_status", "lawful.religion"]


def test_what_depends_on_the_case_warns():
    assert worst(find("Tell us about yourself.")) == "warn"
    assert worst(find("Aren't you overqualified for this?")) == "warn"
    assert worst(find("Is the candidate one of us?")) == "warn"


def test_without_a_place_the_strictest_rule_of_all_holds():
    text = "What do you earn at the moment?"

    assert worst(find(text)) == "block"
    assert worst(find(text, jurisdictions=["uk"])) == "warn"
    assert worst(find(text, jurisdictions=["us"])) == "warn"
    assert worst(find(text, jurisdictions=["us-ca"])) == "block"
    assert worst(find(text, jurisdictions=["uk", "us-ca"])) == "block"


@pytest.mark.parametrize("code", ["us-ca", "us-ny", "us-il"])
def test_a_state_has_the_rules_of_its_country_too(code):
    (finding,) = find("Are you on any medication?", jurisdictions=[code])

    assert finding.severity == "block"
    assert "Americans with Disabilities Act" in finding.why


@pytest.mark.parametrize("code", ["de", "fr"])
def test_a_member_state_has_the_rules_of_the_union_too(code):
    (finding,) = find("Are you on any medication?", jurisdictions=[code])

    assert "Directive 2000/78/EC" in finding.why


@pytest.mark.parametrize("code", JURISDICTIONS)
def test_the_plainest_questions_block_everywhere(code):
    for text in ("How old are you?", "Are you pregnant?", "What is your religion?", "Do you have a disability?"):
        assert topics(text, jurisdictions=[code]), text


def test_an_unknown_place_is_named_with_those_that_are_known():
    with pytest.raises(ConfigurationError, match="atlantis") as caught:
        find("How old are you?", jurisdictions=["us", "atlantis"])

    assert all(code in str(caught.value) for code in JURISDICTIONS)


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_one_language_can_be_asked_for(language):
    asked = {"en": "Are you married?", "de": "Sind Sie schwanger?", "fr": "Avez-vous des enfants ?"}

    for spoken, text in asked.items():
        assert bool(topics(text, language=language)) == (spoken == language)


def test_another_language_within_a_text_is_heard():
    assert topics("Tell us about the roadmap you inherited. Sind Sie eigentlich verheiratet?") == [
        "lawful.marital_status"
    ]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("We are looking for a young, energetic native speaker.", "age"),
        ("Must be under 40", "age"),
        ("No family commitments", "family"),
        ("Nur Kandidaten mit deutscher Staatsangeh\u00f6rigkeit", "citizenship"),
        ("Langue maternelle fran\u00e7aise exig\u00e9e", "language"),
        ("Male candidates preferred", "gender"),
    ],
)
def test_a_posting_that_steers_is_stopped(text, topic):
    assert f"lawful.{topic}" in topics(text, form="posting")


@pytest.mark.parametrize(
    "text",
    [
        "We welcome applicants of any age, gender, religion or origin.",
        "Women and people with disabilities are encouraged to apply.",
        "Schwerbehinderte Menschen werden bei gleicher Eignung bevorzugt.",
        "Nous ne discriminons pas selon l'\u00e2ge, le sexe ou l'origine.",
        "Parental leave topped up to full pay and a company pension",
        "Our company is young and growing fast.",
        "You must have the right to work in the UK.",
        "Our app helps 1.9 million families and their children.",
    ],
)
def test_a_posting_that_protects_offers_or_tells_is_let_through(text):
    assert topics(text, form="posting") == []


def test_nothing_in_the_bank_is_stopped():
    stopped = [
        (question.id, name, text)
        for question in load_bank()
        for name, text in texts(question.model_dump(exclude={"id", "source"}))
        if topics(text, field="anchors.good" if name in {"good", "mixed", "poor", "excellent"} else "text")
    ]

    assert stopped == []


def texts(value, name=""):
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(inner, key)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts(inner, name)


@pytest.mark.parametrize(
    "path",
    sorted((ROOT / "examples").glob("*/*.md")) + sorted((ROOT / "examples").glob("*/*.txt")),
    ids=lambda p: p.name,
)
def test_no_sample_posting_or_company_steers(path):
    assert topics(path.read_text(encoding="utf-8"), form="posting") == []


def test_a_clean_question_has_no_finding(answer, brief):
    assert check(answer(), brief()) == ()


@pytest.mark.parametrize(
    ("field", "value", "where"),
    [
        ("text", "Tell me about a time you led a launch while pregnant, if you have children.", "text"),
        ("probes", ["Who argued for it?", "Are you married?"], "probes[1]"),
        ("why", "Finds out whether the candidate has children.", "why"),
        ("red_flags", ["Is over 50 and close to retirement."], "red_flags[0]"),
    ],
)
def test_every_text_of_a_question_is_looked_at(field, value, where, answer, brief):
    assert where in [finding.field for finding in check(answer(**{field: value}), brief())]


def test_rating_anchors_are_read_as_notes_about_a_candidate(answer, brief):
    anchors = {
        **answer().anchors.model_dump(),
        "excellent": "Young, single and without children, so free to travel at any time.",
    }

    found = check(answer(anchors=anchors), brief())

    assert {finding.field for finding in found} == {"anchors.excellent"}
    assert "lawful.family" in [finding.rule for finding in found]


def test_a_brief_with_places_is_held_to_their_rules(answer, brief):
    probes = ["Who argued for another one?", "What do you earn at the moment?"]

    assert worst(check(answer(probes=probes), brief(jurisdictions=("uk",)))) == "warn"
    assert worst(check(answer(probes=probes), brief(jurisdictions=("us-il",)))) == "block"


@pytest.mark.parametrize(
    "text", ["", " ", "?", "\n\n", "\u200b", "\U0001f600" * 50, "\u0410\u0431\u0432", "a" * 4_000, "((((", "=" * 99]
)
def test_texts_without_words_have_no_finding(text):
    assert find(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "How did your depression app find its first users?",
        "What is your pregnancy platform's weakest metric?",
        "Wie haben Sie Ihre Schwangerschaft-App bepreist?",
        "Do you have any disabilities among your users?",
    ],
)
def test_what_belongs_to_a_product_or_its_users_is_not_the_candidates(text):
    assert topics(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "A direct report tells you he is depressed. What is your first step as his manager?",
        "One of your engineers comes back from maternity leave and her project is gone. What do you do?",
        "What did you do when an investor called your customers too old to matter?",
        "Are there customers whose politics you would not want to serve? How was that decided where you worked?",
        "Was tun Sie, wenn eine Mitarbeiterin Ihnen von ihrer Depression erz\u00e4hlt?",
        "Wie viele Kinder nutzten Ihre Lern-App t\u00e4glich, und woran haben Sie das erkannt?",
        "Quels enfants avez-vous observ\u00e9s pour concevoir ce jeu, et avec quel accord des parents ?",
        "Red flag: says women are bad with money and builds on it.",
        "Gut: wei\u00df, was Alleinerziehende an dem Tarif st\u00f6rt, und hat mit ihnen gesprochen.",
        "Faible : croit que les femmes n'ach\u00e8tent pas d'actions.",
    ],
)
def test_an_attribute_of_others_in_a_question_about_work_is_let_through(text):
    assert topics(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "As a mother of three, how will you manage our release nights?",
        "Would our customers in the Gulf accept a Black product head like you?",
        "Our founder starts meetings with a prayer. Would you join in?",
        "We prefer somebody who is not politically active.",
        "Ist das Thema Kinderwunsch bei Ihnen durch?",
    ],
)
def test_others_beside_the_candidate_hide_nothing(text):
    assert topics(text)
