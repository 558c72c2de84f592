"""Kit files come from anybody: whatever stands in them, only errors of the library come out."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_tailor import Tailor, TailorError, kits, load_kit, read_company, read_posting, render
from samples import COMPANY, POSTING

JOB, FIRM = read_posting(POSTING), read_company(COMPANY)
TEXT = render(Tailor.offline().tailor(JOB, FIRM), "json")
HOSTILE = [
    "",
    " ",
    "\u200b",
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "\x1b]0;owned\x07",
    "{{ 7 * 7 }}{% raw %}{why}{0}%s",
    "\u202egnidnib\u202c",
    "a" * 5000,
    "s02",
    "../../etc/passwd",
    "\ud800",
    "2026-02-30T25:61:00Z",
    "5 years",
    "zz",
]
values = st.one_of(
    st.sampled_from(HOSTILE),
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.floats(allow_nan=False, allow_infinity=False),
    st.lists(st.sampled_from(HOSTILE), max_size=3),
    st.dictionaries(st.sampled_from(["text", "slot", "a"]), st.sampled_from(HOSTILE), max_size=2),
)


def places(node, path=()):
    """The paths of all values of a document."""
    yield path
    if isinstance(node, dict | list):
        for key, value in node.items() if isinstance(node, dict) else enumerate(node):
            yield from places(value, (*path, key))


PATHS = [path for path in places(json.loads(TEXT)) if path]


def with_values(changes):
    document = json.loads(TEXT)
    for path, value in changes:
        node = document
        try:
            for step in path[:-1]:
                node = node[step]
            node[path[-1]] = value
        except (KeyError, IndexError, TypeError):
            # An earlier change took this place away.
            continue
    return json.dumps(document)


@given(changes=st.lists(st.tuples(st.sampled_from(PATHS), values), min_size=1, max_size=3))
def test_a_kit_with_anything_in_any_place_loads_and_works_or_says_what_is_wrong(changes):
    text = with_values(changes)
    try:
        kit = load_kit(text)
        for form in ("json", "md", "html"):
            render(kit, form)
        kits.diff(load_kit(TEXT), kit)
        slot = kit.questions[0].slot
        kits.edit(kit, {slot: "Tell me about a product line that you stopped."})
        kits.reorder(kit, [slot], interviewers={slot: "cto"})
        kits.what_holds(kits.pin(kit, slot), JOB, FIRM)
        assert load_kit(render(kits.sign(kit, "A. Panel"), "json")).signature
    except TailorError:
        return


@given(changes=st.lists(st.tuples(st.sampled_from(PATHS), values), min_size=1, max_size=3))
def test_an_edited_file_with_anything_in_any_place_changes_wording_or_nothing(changes):
    kit = load_kit(TEXT)
    try:
        new = kits.edit(kit, with_values(changes))
    except TailorError:
        return
    for slot in kits.diff(kit, new).slots:
        assert slot.state == "changed"
        fields = {change.field for change in slot.changes}
        assert not fields & {
            "slot",
            "category",
            "level",
            "interviewer",
            "minutes",
            "evidence",
            "canonical_id",
            "pinned",
        }
        assert new.question(slot.slot).origin == "person"


@given(text=st.text(max_size=300))
def test_any_text_as_an_edited_file_is_refused_or_taken(text):
    try:
        kits.edit(load_kit(TEXT), text)
        load_kit(text)
    except TailorError:
        return


@pytest.mark.parametrize("text", HOSTILE)
def test_any_wording_that_a_person_gives_is_taken_with_findings_or_refused(text):
    kit = load_kit(TEXT)
    for fields in ({"text": text}, {"probes": [text]}, {"red_flags": [text, text]}):
        try:
            new = kits.edit(kit, {"s03": fields})
        except TailorError as error:
            assert "s03" in str(error)  # noqa: PT017 - it may be taken as well
        else:
            assert load_kit(render(new, "json")) == new
            assert kits.edit(new, render(new, "md")) == new
