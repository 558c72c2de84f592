import json
import time
from functools import cache
from pathlib import Path

import pytest

from question_tailor._resources import toml
from question_tailor.bank import load_bank
from question_tailor.checks import form, hygiene
from question_tailor.checks.clauses import LANGUAGES, pattern
from question_tailor.checks.form import LABELS, labels

SEEN = Path(__file__).parents[1] / "data" / "seen" / "form.jsonl"
OWN = Path(__file__).with_name("form_texts.jsonl")  # thought of by the author of the rules, before and between them
LINES = [json.loads(line) for file in (SEEN, OWN) for line in file.read_text(encoding="utf-8").splitlines()]
ALIKE = {
    # What must not be confused: a text, and the labels that hold for it.
    "en": {
        "Have you ever closed a product line?": "closed",
        "Have you ever closed a product line? How did customers take it?": "compound",
        "When did you last change your mind about a strategy?": "behavioural",
        "When did you join your present company?": "closed",
        "Which platform did you close, and why?": "behavioural",
        "What did you decide, and who did you tell first?": "compound behavioural",
        "Two platforms did the same thing. Which of them did you close?": "behavioural",
        "Tell me about a time you lost an argument and what came of it.": "behavioural",
        "Tell me about a time you lost an argument. What came of it?": "compound behavioural",
        "Tell me about a time you had to go to the board and explain a miss.": "behavioural",
        "Please outline how you plan a year and explain how you hire.": "compound",
        "Explain how you plan a year as well as how you hire.": "compound",
        "How and when do you involve legal?": "",
        "Do you decide by data or do you trust your gut?": "closed",
        "Can you read SQL?": "closed",
        "Can you describe how you read a cohort chart?": "",
        "Would you mind telling us how you plan?": "",
        "How would you plan a year here?": "hypothetical",
        "How would you describe your style?": "",
        "Tell me about a decision you would make differently today.": "behavioural",
        "What do you do when a launch slips?": "",
        "Your designer resigns two days before the launch. What do you do?": "hypothetical",
        "If a team misses its goal, how do you respond?": "",
        "If a rival halved its price, how would you respond?": "hypothetical",
        "Product should own pricing, don't you agree?": "closed leading",
        "Do you agree with usage-based pricing?": "closed",
        "Do you agree that roadmaps are useless?": "closed leading",
        "How do you get pricing right?": "",
        "Roadmaps are fiction, right? What do you use?": "compound leading",
        "How clearly do you separate discovery from delivery?": "",
        "Since waterfall is clearly dead, how do you convince the rest?": "leading",
        "How do you decide that a product is dead?": "",
        "I'd like to know: how do you hire?": "",
        "How we build products": "not_a_question",
        "how do you build products": "",
        "Why did we do it? Because nobody else would.": "not_a_question",
        "Name of candidate: ________": "placeholder not_a_question",
        'How do you read a roadmap in which half of the dates say "TBD"?': "",
        "How do you explain a <head> tag to sales?": "",
        "How do you keep {{name}} variables out of a newsletter?": "placeholder",
        "How do you keep variables such as {{name}} out of a newsletter?": "",
        "What makes a good interview question?": "",
        "This question tests judgement: how do you pick a market?": "meta",
        'How do you get an honest answer to "Would you buy this?" from a customer?': "",
    },
    "de": {
        "Haben Sie schon einmal ein Produkt eingestellt?": "closed",
        "Können Sie programmieren?": "closed",
        "Können Sie mir beschreiben, wie Sie planen?": "",
        "Was haben Sie entschieden, und warum?": "behavioural",
        "Was haben Sie entschieden, und wie haben Sie es erklärt?": "compound behavioural",
        "Schildern Sie einen Streit und was daraus wurde.": "behavioural",
        "Wie stellen Sie sicher, dass alle die Strategie kennen?": "",
        "Sie haben doch sicher schon Teams geführt, oder?": "closed leading",
        "Arbeiten Sie mit OKRs oder nutzen Sie etwas anderes?": "closed",
        "Wie würden Sie hier ein Jahr planen?": "hypothetical",
        "Würden Sie mir bitte erklären, wie Sie planen?": "",
        "Wie wir Produkte bauen": "not_a_question",
        "Diese Frage prüft Urteilskraft: Wie wählen Sie einen Markt aus?": "meta",
    },
    "fr": {
        "Avez-vous déjà arrêté un produit ?": "closed",
        "Savez-vous programmer ?": "closed",
        "Pouvez-vous me décrire votre façon de planifier ?": "",
        "Qu'avez-vous décidé, et pourquoi ?": "behavioural",
        "Qu'avez-vous décidé, et comment avez-vous convaincu l'équipe ?": "compound behavioural",
        "Décrivez un désaccord et la façon dont il s'est terminé.": "behavioural",
        "Comment aidez-vous une équipe qui préférerait tout réécrire ?": "",
        "Comment planifieriez-vous une année ici ?": "hypothetical",
        "Parlez-vous allemand ?": "closed",
        "C'est au produit de décider, n'est-ce pas ?": "closed leading",
        "Comment nous concevons nos produits": "not_a_question",
        "Cette question mesure le jugement : comment choisissez-vous un marché ?": "meta",
    },
}  # fmt: skip
NOT_TOLD = {
    "en": {
        "Looking back at your time as head of product, what would your team say you got wrong?",
        "What would surprise people about the way you plan?",
        "What is your vision for this product, what are the main risks and how will you measure progress?",
        "Our founders, who are visionaries, never compromise. How do you deal with compromise?",
        "How do you make engineers care about customers?",
        "Which tough call of last year would you defend in front of anyone?",
        "I'm sure a person of your calibre has handled bigger crises than ours. Tell me about one.",
        "You do believe in autonomy, don't you, so how do you grant it?",
        "Walk me through a launch you led and then explain how you would do it today.",
        "We pride ourselves on candour. You do too, I imagine, so tell me about your weaknesses.",
        "Stakeholder management is mostly babysitting. How much patience do you have?",
    },
    "de": {
        "Hinweis fürs Gremium: Lassen Sie die Person nachdenken.",
        "Lassen Sie mich das anders fragen. Wie planen Sie Kapazität?",
    },
    "fr": {
        "La bonne réponse est bien sûr la fidélisation. Comment la renforcez-vous ?",
        "Peut-on se dire stratège sans connaître les chiffres ?",
        "Comment répondez-vous à une utilisatrice à qui votre produit a gâché la journée ?",
    },
}
"""Labelled texts that the rules get wrong, so that a change for the better is noticed too."""
BANKS = {code: load_bank(language=code) for code in LANGUAGES}
FACTS = {
    "en": {"doing": "building a roadmap for three sites", "people": "the finance team", "value": '"Say what broke"'},
    "de": {"doing": "den Fahrplan für drei Standorte zu bauen", "people": "dem Vertrieb", "value": "„Sagen, was ist“"},
    "fr": {"doing": "bâtir une feuille de route", "people": "les fondateurs", "value": "« Dire ce qui casse »"},
}
FAULTS = {"compound", "closed", "leading", "placeholder", "meta", "not_a_question"}


@cache
def told(text, language):
    return labels(text, language=language)


def rules(question, brief):
    return [finding.rule for finding in form.check(question, brief)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_labelled_texts_are_told_as_they_are_labelled(language):
    lines = [line for line in LINES if line["language"] == language]
    wrong = {line["text"] for line in lines if set(told(line["text"], language)) != set(line["labels"])}

    assert wrong == NOT_TOLD.get(language, set())


@pytest.mark.parametrize(
    ("language", "text", "held"), [(code, *pair) for code, texts in ALIKE.items() for pair in texts.items()]
)
def test_what_looks_alike_is_told_apart(language, text, held):
    assert labels(text, language=language) == tuple(label for label in LABELS if label in held.split())


def test_the_language_is_told_from_the_text():
    same = [labels(line["text"]) == told(line["text"], line["language"]) for line in LINES]

    assert sum(same) / len(same) >= 0.99


def test_every_language_has_the_same_patterns_and_all_of_them_compile():
    names = {code: set(toml(f"form/{code}.toml")["patterns"]) for code in LANGUAGES}

    assert names["en"] == names["fr"] == names["de"] - {"initial", "polite_form"}
    assert all(pattern(code, name) for code in LANGUAGES for name in names[code])


def test_of_other_languages_only_placeholders_and_second_questions_are_seen():
    assert labels("¿Cómo decide usted qué construir en [EMPRESA]?", language="es") == ("placeholder",)
    assert labels("¿Cómo planifica? ¿Y cómo contrata?", language="es") == ("compound",)
    assert labels("Cuénteme una vez que tuvo que decidir sin datos y por qué los otros dudaban.") == ()


@pytest.mark.parametrize(
    ("language", "question"),
    [pytest.param(code, question, id=f"{code}-{question.id}") for code, bank in BANKS.items() for question in bank],
)
def test_every_bank_asks_as_its_kinds_say(language, question):
    found = set(labels(question.text, language=language))

    assert not found & FAULTS
    assert ("behavioural" in found) == (question.kind == "past_behaviour")
    assert "hypothetical" not in found or question.kind == "situational"
    for probe in question.probes:
        assert not set(labels(probe, language=language)) & (FAULTS - {"closed"}), probe


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_context_that_frames_give_is_seldom_taken_for_a_fault(language):
    frames = [frame for question in BANKS[language] for frame in question.frames]
    texts = [frame.text.format(**{frame.fact: FACTS[language].get(frame.fact, "Loopline")}) for frame in frames]
    faulty = [text for text in texts if FAULTS & set(labels(text[0].upper() + text[1:], language=language))]

    assert len(faulty) <= 0.04 * len(texts)


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ("Tell me about a time you closed a platform. What did it cost?", "form.compound", "What did it cost?"),
        ("Tell me about a platform at [Company] that you closed.", "form.placeholder", "[Company]"),
        ("This question tests judgement. Which platform did you close?", "form.meta", "This question tests"),
        ("Roadmaps are useless. Which of yours did you drop?", "form.leading", "are useless"),
        ("If a rival halved its price, what would you do?", "form.hypothetical", "what would you do?"),
        ("Have you ever closed down a platform?", "form.closed", None),
        ("Closing down platforms in a company of some size.", "form.not_a_question", None),
        ("How do you decide which platform to close down?", "form.not_behavioural", None),
    ],
)
def test_a_fault_of_the_question_blocks_once_and_shows_its_place(text, rule, words, answer, brief):
    (finding,) = [found for found in form.check(answer(text=text), brief()) if found.field == "text"]

    assert (finding.rule, finding.severity) == (rule, "block")
    assert finding.why
    assert finding.suggestion
    assert words is None or words in text[slice(*finding.span)]


def test_a_place_is_right_behind_letters_that_are_longer_when_small():
    text = "\u0130\u0130\u0130\u2026 Needless to say, roadmaps are theatre. What do you use?"

    assert text[slice(*form.spans(text, language="en")["leading"])] in {"are theatre", "Needless to say"}


def test_the_finding_speaks_the_language_of_the_kit(answer, brief):
    question = answer(text="Haben Sie schon einmal eine Plattform geschlossen?", probes=["Warum?", "Wie lange?"])

    (finding,) = form.check(question, brief(language="de"))
    assert finding.why.startswith("Ein Ja, ein Nein")


def test_a_supposed_case_is_warned_of_unless_the_bank_supposes_one_too(answer, brief):
    question = answer(text="What would you do if two of your platforms did the same thing?")

    (finding,) = form.check(question, brief(kind="knowledge"))
    assert (finding.rule, finding.severity) == ("form.hypothetical", "warn")
    assert form.check(question, brief(kind="situational")) == ()


def test_a_behavioral_question_asks_for_the_past_whatever_its_canonical_kind(answer, brief):
    held = brief("Behavioral")
    loose = held.canonical.model_copy(update={"kind": "knowledge"})
    question = answer("Behavioral", text="How do you decide which platform to close down?")

    assert rules(question, brief("Behavioral", canonical=loose)) == ["form.not_behavioural"]


@pytest.mark.parametrize(
    ("probe", "rule", "severity"),
    [
        ("What did it cost? Who paid for it?", "form.compound", "warn"),
        ("That was a mess, wasn't it?", "form.leading", "block"),
        ("What did {customer} say?", "form.placeholder", "block"),
        ("This probe tests candour: who disagreed?", "form.meta", "block"),
    ],
)
def test_probes_may_be_short_and_closed_but_not_at_fault(probe, rule, severity, answer, brief):
    (finding,) = form.check(answer(probes=["How many people were moved?", probe]), brief())

    assert (finding.rule, finding.severity, finding.field) == (rule, severity, "probes[1]")


@pytest.mark.parametrize(
    ("changes", "rule", "field"),
    [
        ({"why": "As an AI language model I find that this shows judgement."}, "form.meta", "why"),
        ({"red_flags": ["Never names [competitor] at all."]}, "form.placeholder", "red_flags[0]"),
        ({"trade_off": "TBD against loyal customers"}, "form.placeholder", "trade_off"),
    ],
)
def test_no_text_of_a_kit_holds_a_placeholder_or_speaks_of_its_writer(changes, rule, field, answer, brief):
    (finding,) = form.check(answer(**changes), brief())

    assert (finding.rule, finding.severity, finding.field) == (rule, "block", field)


def test_a_rating_may_speak_of_the_candidate_and_of_answers(answer, brief):
    anchors = answer().anchors.model_copy(update={"good": "The candidate names both sides; the answer gives a cost."})

    assert form.check(answer(anchors=anchors.model_dump()), brief()) == ()


def test_a_fault_is_not_told_twice(answer, brief):
    question = answer(text="Tell me about a time you closed {{product}} for good.")
    found = [*form.check(question, brief()), *hygiene.check(question, brief())]

    assert [finding.rule for finding in found] == ["form.placeholder"]


@pytest.mark.parametrize("language", ["en", "de", "fr"])
@pytest.mark.parametrize(
    "piece",
    [
        "how do you ", "and how do you, ", "tell me about a time that ", "why is the so ", "a-", "e", "? ", "a: ", '"',
        "[", "{a", "_", "the only way ", "wie haben Sie gemacht ", "und wie gehen Sie, ", "die in der Sie ", "über",
        "que vous avez ", "et comment faites-vous, ", "qu'", "eriez-vous ", "this question ", "users never ", " - ",
    ],
)  # fmt: skip
def test_hostile_texts_take_no_longer_than_their_length(language, piece):
    text = (piece * 4000)[:4000]
    labels(text[:200], language=language)
    begun = time.process_time()
    labels(text, language=language)

    assert time.process_time() - begun < 0.25
