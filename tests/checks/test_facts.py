import pytest

from question_tailor.checks.facts import check


def rules(question, brief):
    return [finding.rule for finding in check(question, brief())]


@pytest.mark.parametrize(
    ("field", "text", "rule"),
    [
        ("text", "Tell me about a time you grew revenue by 37 percent within one of your portfolios.", "facts.figure"),
        ("text", "Tell me about a time you had to work with Salesforce to close down a product.", "facts.name"),
        ("why", "It matters since Harbourline has just bought Brightlane and has to merge the two.", "facts.name"),
        ("probes", ["How did the 450 customers take it?", "Who was against it?"], "facts.figure"),
        ("red_flags", ["Speaks of PayHarbour as if it were a competitor."], "facts.name"),
    ],
)
def test_a_figure_or_name_without_a_source_blocks_wherever_it_stands(field, text, rule, answer, brief):
    question = answer(**{field: text})

    (finding,) = check(question, brief())
    assert (finding.rule, finding.severity) == (rule, "block")
    said = getattr(question, field)
    assert finding.field.startswith(field)
    start, end = finding.span
    assert (said if isinstance(said, str) else said[0])[start:end] in finding.why


def test_names_and_figures_of_the_inputs_pass(answer, brief):
    question = answer(
        text="Tell me about a time you had to price something like Ledgerline Pay for a board.",
        why="Harbourline asks the CPO to lead 34 people in Rotterdam and Gdansk through four directors.",
    )

    assert rules(question, brief) == []


def test_words_that_begin_a_sentence_are_no_names(answer, brief):
    question = answer(why="Platforms are hard to close. Customers depend on them. Directors defend them.")

    assert rules(question, brief) == []


def test_a_confidential_name_has_no_source(answer, brief):
    assert rules(answer(why="It matters because Nordkai may buy the company, and wants one ledger."), brief) == [
        "facts.name"
    ]


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("Nennt Rechenfehler, Wankelmut und eine Fußnote, aber keine Entscheidung.", []),
        ("Jeder Standort arbeitete so, wie es die Mitarbeitenden gewohnt waren.", []),
        ("Hat ein Werkzeug der Firma Nordkai eingeführt.", ["Nordkai"]),
        ("Hat PayHarbour eingeführt.", ["PayHarbour"]),
    ],
)
def test_a_noun_of_german_is_no_name_and_what_is_introduced_as_one_is(said, named, answer, brief):
    found = check(answer(red_flags=[said]), brief(language="de"))

    assert [said[slice(*finding.span)] for finding in found] == named
