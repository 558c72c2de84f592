"""`question-tailor review`: a kit, a text, or lines of JSON, from a file or standard input."""

import json
import os
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from question_tailor import Tailor, save_kit
from question_tailor.cli import app
from samples import COMPANY, POSTING

GOOD = "Tell me about a time you closed down a product that customers still paid for."
OF_THE_BOARD = "Tell me about a time you set the three-year portfolio strategy and put it before the board."
LINE = {"findings", "labels", "level"}
FINDING = {"rule", "topic", "severity", "span", "why", "suggestion"}


def run(*words, given=None):
    return CliRunner().invoke(app, ["review", *map(str, words)], input=given)


def answers(*words, given):
    done = run("--jsonl", *words, given=given)

    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def kit():
    with Tailor.offline() as tailor:
        return tailor.tailor(POSTING, COMPANY, questions=4)


def test_each_line_is_answered_with_one_line_in_order():
    lines = [json.dumps({"text": text}) for text in (GOOD, "How old are you?", "Was it hard? And why?")]

    good, old, two = answers(given="\n".join(lines) + "\n")

    assert set(good) == set(old) == set(two) == LINE
    assert good["labels"] == ["behavioural"]
    assert good["level"] in {"cpo", "vp", "head", "lead"}
    (age,) = (finding for finding in old["findings"] if finding["topic"])
    assert set(age) == FINDING
    assert (age["rule"], age["topic"], age["severity"]) == ("lawful.age", "age", "block")
    assert age["span"][0] < age["span"][1] <= len("How old are you?")
    assert all(finding["topic"] is None for finding in two["findings"])
    assert "compound" in two["labels"]


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ("no json", "JSON"),
        ("[1]", "object"),
        ("", "JSON"),
        ("[" * 20_000, "JSON"),
        (json.dumps({"text": "x" * 4001}), "4,001"),
        (json.dumps({"text": "x" * 200_000}), "longer"),
        (json.dumps({"snippet": "x"}), "text"),
        (json.dumps({"text": GOOD, "level": "boss"}), "boss"),
        (b'{"text": "\xff\xfe"}', "JSON"),
    ],
)
def test_a_line_that_cannot_be_read_is_answered_in_its_place_and_the_run_goes_on(bad, told):
    good = json.dumps({"text": GOOD}).encode()
    middle = bad if isinstance(bad, bytes) else bad.encode()

    first, error, last = answers(given=b"\n".join([good, middle, good]) + b"\n")

    assert set(error) == {"error"}
    assert told in error["error"]
    assert first == last
    assert set(first) == LINE


def test_a_text_of_lone_surrogates_is_answered_with_what_json_can_hold():
    (answer,) = answers(given='{"text": "\\ud800 how old are you?"}')

    assert set(answer) == LINE


def test_a_line_is_answered_while_the_next_is_still_to_come():
    command = [sys.executable, "-m", "question_tailor", "review", "--jsonl"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as talk:
        for text in (GOOD, "How old are you?"):
            talk.stdin.write(json.dumps({"text": text}).encode() + b"\n")
            talk.stdin.flush()
            assert set(json.loads(talk.stdout.readline())) == LINE
        talk.stdin.close()
        assert talk.stdout.read() == b""
    assert talk.returncode == 0


def test_options_hold_for_lines_that_do_not_say_it_themselves():
    text = "How do you write the acceptance criteria of the stories that your squad takes into its next sprint?"
    lines = [{"text": text}, {"text": text, "level": "lead"}]

    low, right = answers("--level", "cpo", given="\n".join(map(json.dumps, lines)))

    assert "level.too_low" in {finding["rule"] for finding in low["findings"]}
    assert not {finding["rule"] for finding in right["findings"]} & {"level.too_low", "level.too_high"}


def test_a_jurisdiction_may_be_named_with_commas_or_repeated():
    asked = json.dumps({"text": "What do you earn at the moment?"})

    def stopped(*words):
        (answer,) = answers(*words, given=asked)
        return "salary_history" in {f["topic"] for f in answer["findings"] if f["severity"] == "block"}

    assert stopped()
    assert stopped("--jurisdiction", "uk,US-CA")
    assert stopped("--jurisdiction", "uk", "--jurisdiction", "us-ca")
    assert not stopped("--jurisdiction", "uk")
    assert run("--jurisdiction", "atlantis", given=asked).exit_code == 4


def test_questions_come_one_a_line_or_list_item_and_headings_are_none(tmp_path):
    written = f"# Our questions\n\n- {GOOD}\n- How old\n  are you?\n\n---\n1. Why did you leave?\nWho decided?\n"
    (tmp_path / "questions.md").write_text(written)

    told = json.loads(run(tmp_path / "questions.md", "--format", "json").stdout)

    assert [one["text"] for one in told["questions"]] == [
        GOOD,
        "How old are you?",
        "Why did you leave?",
        "Who decided?",
    ]
    assert "lawful.age" in {finding["rule"] for finding in told["questions"][1]["findings"]}
    assert told["findings"] == []


def test_standard_input_is_read_where_no_file_is_given_and_words_are_told():
    done = run(given=f"{GOOD}\nHow old are you?\n\x1b[2JAre you married?\n{OF_THE_BOARD}\n")

    told = done.stdout
    assert done.exit_code == 0
    assert "block lawful.age" in told
    assert told.count("fits ") == 1, "of a text that shows no level none is said"
    assert f"{OF_THE_BOARD}\n    fits cpo" in told
    assert "\x1b" not in told


def test_a_kit_that_was_edited_by_hand_is_reviewed_with_its_slots(kit, tmp_path):
    save_kit(kit, tmp_path / "kit.json")
    document = json.loads((tmp_path / "kit.json").read_text())
    document["questions"][1]["probes"][0] = "How many children do you have?"
    document["questions"][2]["text"] = document["questions"][3]["text"]
    (tmp_path / "kit.json").write_text(json.dumps(document))

    told = json.loads(run(tmp_path / "kit.json", "--format", "json").stdout)
    words = run(tmp_path / "kit.json", "--jurisdiction", "de").stdout

    assert [one["slot"] for one in told["questions"]] == ["s01", "s02", "s03", "s04"]
    (family,) = (f for f in told["questions"][1]["findings"] if f["topic"] == "family")
    assert family["field"] == "probes[0]"
    assert "duplicates.near" in {finding["rule"] for finding in told["questions"][2]["findings"]}
    assert "s02" in words
    assert "lawful.family in probes[0]" in words


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "empty"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b'{"schema_version": "9.9"}', "schema_version"),
        (None, "cannot be read"),
    ],
)
def test_what_cannot_be_reviewed_is_refused_in_one_paragraph(content, told, tmp_path):
    if content is not None:
        (tmp_path / "given.txt").write_bytes(content)

    done = run(tmp_path / "given.txt")

    assert done.exit_code == 3
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_no_model_and_no_key_are_needed_or_looked_for(tmp_path):
    env = {name: value for name, value in os.environ.items() if not name.startswith(("OPENAI", "QUESTION_TAILOR"))}
    probe = (
        "import sys; sys.argv = ['question-tailor', 'review']\n"
        "from question_tailor.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "sys.stderr.write(str('openai' in sys.modules))"
    )

    done = subprocess.run(
        [sys.executable, "-c", probe], input=GOOD, capture_output=True, text=True, env=env, cwd=tmp_path, check=True
    )

    assert done.stderr == "False"


def test_level_and_interviewer_are_taken_as_people_write_them():
    given = f"{GOOD}\n"

    assert run("--level", "VP Product", "--interviewer", "CTO", given=given).exit_code == 0
    for wrong in (("--level", "boss"), ("--level", "vp,head"), ("--interviewer", "bob")):
        refused = run(*wrong, given=given)
        assert refused.exit_code == 2


def test_findings_about_texts_in_two_languages_are_said_in_the_one_that_most_is_in():
    given = f"{GOOD}\nHow old are you?\nHow did you decide what to leave out of the roadmap?\nSind Sie schwanger?\n"

    told = run(given=given).stdout

    assert "block lawful.pregnancy" in told
    assert "Es " not in told
    assert told.count("It touches ") == 2
