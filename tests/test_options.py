"""What may be asked of a kit, however it is written, and what is said of the rest."""

import asyncio

import pytest

from question_tailor import AsyncTailor, Tailor
from question_tailor.errors import ConfigurationError, InputError, TailorError
from question_tailor.options import settled
from question_tailor.vocabulary import CATEGORIES, INTERVIEWERS, LEVELS
from samples import COMPANY, POSTING


@pytest.fixture(scope="module")
def tailor():
    with Tailor.offline() as made:
        yield made


@pytest.fixture(scope="module")
def kit(tailor):
    return tailor.tailor(POSTING, COMPANY, questions=6)


@pytest.mark.parametrize(
    ("option", "given", "meant"),
    [
        ("level", "VP Product", "vp"),
        ("level", "chief", "cpo"),
        ("level", "Lead PM", "lead"),
        ("panel", "ceo", ("ceo",)),
        ("panel", ["CTO", "Other product leaders"], ("cto", "peer")),
        ("categories", "strategic", ("Strategic",)),
        (
            "categories",
            ["cultural-fit", "operational", "Strategic", "strategic"],
            ("Cultural Fit", "Operational Acumen", "Strategic"),
        ),
        ("categories", {"Technical"}, ("Technical",)),
        ("avoid", "Why us?", ("Why us?",)),
        ("jurisdictions", "us-ca", ("us-ca",)),
    ],
)
def test_names_are_taken_as_people_write_them(option, given, meant):
    assert getattr(settled({option: given}), option) == meant


def test_what_is_not_given_is_everything():
    nothing = settled({"level": None, "panel": [], "categories": None})

    assert (nothing.level, nothing.panel, nothing.categories) == (None, INTERVIEWERS, CATEGORIES)
    assert [settled({"level": level}).level for level in LEVELS] == list(LEVELS)


WRONG = [
    ({"level": "boss"}, "level: one of cpo, vp, head, lead; not 'boss'"),
    ({"level": 5}, "level: one of"),
    ({"level": ["vp"]}, "level: one of"),
    ({"level": "c"}, "level: one of"),
    ({"panel": ["ceo", "cmo"]}, "panel: some of ceo, cfo, cto, peer; not 'cmo'"),
    ({"panel": 5}, "panel: one or a list"),
    ({"panel": [5]}, "panel: 5 is nothing"),
    ({"categories": "ops"}, "categories: one of Behavioral"),
    ({"question": 3}, "question: there is no such option. Is it questions?"),
    ({"questions": "6"}, "questions: a whole number, not '6'"),
    ({"questions": 6.0}, "questions: a whole number"),
    ({"questions": 0}, "questions: a whole number from 1 to 40"),
    ({"minutes": True}, "minutes: a whole number"),
    ({"avoid": 5}, "avoid: one or a list"),
    ({"avoid": [5]}, "avoid: 5 is nothing"),
    ({"language": 5}, "language: a two-letter code"),
    ({"language": "German"}, "language: a two-letter code"),
    ({"jurisdictions": 5}, "jurisdictions: one or a list"),
    ({"timeout": "5"}, "timeout: a number of seconds"),
]


@pytest.mark.parametrize(("options", "said"), WRONG)
def test_every_way_to_a_kit_says_alike_what_is_wrong_with_an_option(options, said, tailor):
    async def asked(way):
        async with AsyncTailor.offline() as asynchronous:
            await way(asynchronous)

    async def streamed(asynchronous):
        async for _ in asynchronous.stream(POSTING, **options):
            pass

    ways = [
        lambda: tailor.tailor(POSTING, **options),
        lambda: list(tailor.stream(POSTING, **options)),
        lambda: asyncio.run(asked(lambda asynchronous: asynchronous.tailor(POSTING, **options))),
        lambda: asyncio.run(asked(streamed)),
    ]
    for way in ways:
        with pytest.raises(ConfigurationError) as raised:
            way()
        assert str(raised.value).startswith(said)


@pytest.mark.parametrize("posting", [None, 5, [POSTING], object()])
def test_what_is_no_posting_is_refused_with_what_it_may_be(posting, tailor, kit):
    for way in (
        lambda: tailor.tailor(posting),
        lambda: list(tailor.stream(posting)),
        lambda: tailor.dry_run(posting),
        lambda: tailor.replace(kit, "s01", posting),
        lambda: tailor.update(kit, posting),
        lambda: tailor.tailor(POSTING, posting if posting is not None else 5),
    ):
        with pytest.raises(InputError, match="has to be a path, a text, bytes or a dictionary"):
            way()


@pytest.mark.parametrize("blank", ["", "  ", "\n"])
def test_an_empty_text_is_called_empty_and_not_a_folder(blank, tailor):
    with pytest.raises(InputError, match="posting is empty"):
        tailor.tailor(blank)


def test_what_is_no_kit_is_refused(tailor, kit):
    for given in (None, "kit.json", kit.model_dump()):
        with pytest.raises(InputError, match="kit: an InterviewKit"):
            tailor.replace(given, "s01", POSTING)
        with pytest.raises(InputError, match="kit: an InterviewKit"):
            tailor.update(given, POSTING)
    for slot in (5, None, ["s01"]):
        with pytest.raises(TailorError):
            tailor.replace(kit, slot, POSTING, COMPANY)


def test_replace_says_which_input_is_missing_or_another(tailor, kit):
    with pytest.raises(InputError, match=r"made with a company text: give it too \(`company=`, --company\)"):
        tailor.replace(kit, "s01", POSTING)
    with pytest.raises(InputError, match="The posting is not the one"):
        tailor.replace(kit, "s01", f"{POSTING}\n- Open an office in Lyon", COMPANY)


def test_replace_says_both_where_both_inputs_are_wrong(tailor, kit):
    with pytest.raises(InputError, match=r"posting is not the one .* made with a company text: give it too"):
        tailor.replace(kit, "s01", f"{POSTING}\n- Open an office in Lyon")


def test_arguments_of_a_client_are_looked_at_when_it_is_made():
    for wrong in ({"bank": "bank.toml"}, {"group_by": ["kit"]}, {"model": 5}, {"model": "m", "timeout": "long"}):
        with pytest.raises(ConfigurationError):
            Tailor(**wrong)


def test_a_closed_client_may_be_used_again_and_closed_again():
    tailor = Tailor.offline()
    tailor.close()
    assert len(tailor.tailor(POSTING, questions=2).questions) == 2
    tailor.close()
