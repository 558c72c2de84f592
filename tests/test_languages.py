import hashlib
import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

import question_tailor
from question_tailor import Tailor, load_bank, read_company, read_posting, render
from question_tailor._resources import toml, toml_in
from question_tailor.bank import Bank, bank_languages, in_language
from question_tailor.checks.lawful.places import JURISDICTIONS, rules
from question_tailor.cli import app
from question_tailor.errors import ConfigurationError
from question_tailor.findings import say
from question_tailor.inputs import CompanyContext, JobDescription
from question_tailor.languages import settle_language
from question_tailor.making import Making
from question_tailor.planning import make_plan
from question_tailor.setup import Setup
from question_tailor.testing import ScriptedTransport

EXAMPLES = Path(__file__).parents[1] / "examples"
ENGLISH_BANK = Path(__file__).parent / "data/languages/english_bank.toml"
ENGLISH = {
    "cpo": ("cpo-freight-payments.md", "freight-payments.md"),
    "vp": ("vp-product-hospital-scheduling.txt", "hospital-scheduling.md"),
    "head": ("head-of-product-secondhand-marketplace.md", "secondhand-marketplace.md"),
    "lead": ("lead-pm-developer-tools.txt", "developer-tools.md"),
}


def _inputs(level):
    posting, company = ENGLISH[level]
    return read_posting(EXAMPLES / "postings" / posting), read_company(EXAMPLES / "companies" / company)


def _requests_hash(level):
    job, company = _inputs(level)
    bank = load_bank(ENGLISH_BANK)
    setup = Setup(bank=bank, model="any", fence_key=b"fixed")
    plan, _ = make_plan(bank, level=level, job=job, company=company)
    making = Making(setup, job, company, plan=plan, slots=plan.slots, findings=(), avoid=(), language="en")
    sent = [
        [request.id, request.schema_name, [[message.role, message.content] for message in request.messages]]
        for request in making.requests()
    ]
    # Without the reasons: they are for the panel, and nothing is asked by them.
    planned = plan.model_dump(mode="json", exclude={"slots": {"__all__": {"why"}}})
    said = json.dumps([planned, sent], ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ("cpo", "ae05343e4e7ab808"),
        ("vp", "58796013cabac50f"),
        ("head", "0fad0a53144d0ade"),
        ("lead", "c32042b55e6a7839"),
    ],
)
def test_what_is_planned_and_asked_in_english_is_the_same_as_before_there_were_other_languages(level, expected):
    """Plan, passages and request bodies of the samples. Recordings hang on them: a new hash means recording again."""
    assert _requests_hash(level) == expected


BANKS = {"de": "german_bank.toml", "fr": "french_bank.toml"}
SAMPLES = {
    "de": ("cpo-fernwaerme.md", "fernwaerme.md", "cpo"),
    "fr": ("vp-produit-restauration-scolaire.md", "restauration-scolaire.md", "vp"),
}
STRAY = re.compile(
    r"\b(?:the|of|and|is|with|what|your|their|this|that|which|from|it|been|would|could|about|answer|quote|posting|people|"
    r"others|findings?|rating|why|drafted|role)\b",
    re.IGNORECASE,
)


def _bank(language):
    return load_bank(Path(__file__).parent / "data/languages" / BANKS[language])


def _sample(language):
    posting, company, _ = SAMPLES[language]
    return EXAMPLES / "postings" / posting, EXAMPLES / "companies" / company


SHIPPED = [(language, "shipped") for language in sorted(SAMPLES) if language in bank_languages()]


@pytest.fixture(scope="module", params=[*((language, "small") for language in sorted(SAMPLES)), *SHIPPED], ids="-".join)
def drafted(request):
    language, size = request.param
    return language, Tailor.offline(bank=_bank(language) if size == "small" else None).tailor(*_sample(language))


def _generated(kit):
    """Every text of a kit that is not taken from the inputs word for word, and none of its keys."""
    for question in kit.questions:
        own = {name: value for name, value in question.own.model_dump().items() if name not in CLOSED}
        texts = [
            question.text,
            question.why,
            *question.probes,
            *question.red_flags,
            *question.anchors.model_dump().values(),
        ]
        yield from texts
        for value in own.values():
            yield from value if isinstance(value, list) else [value]
        for finding in question.findings:
            yield from filter(None, [finding.why, finding.suggestion])
    for slot in kit.plan.slots:
        yield slot.why
    for finding in kit.findings:
        yield from filter(None, [finding.why, finding.suggestion])


CLOSED = {"horizon", "scale", "people_scope"}


def test_a_kit_is_in_the_language_of_its_posting_down_to_the_last_finding(drafted):
    language, kit = drafted

    assert kit.language == language
    assert kit.level == SAMPLES[language][2]
    assert [text for text in _generated(kit) if STRAY.search(text)] == []


@pytest.mark.parametrize("form", ["md", "html"])
def test_what_the_panel_reads_has_headings_in_the_kits_language(drafted, form):
    language, kit = drafted

    text = re.sub(r"<(style|script)\b.*?</\1>|<[^>]+>", " ", render(kit, form), flags=re.DOTALL)
    for quote in {quote.quote for question in kit.questions for quote in question.evidence}:
        text = text.replace(quote, "")
    for question in kit.questions:
        text = text.replace(question.canonical_id, "")  # an id is the same in every language
    without_code = re.sub(r"`[^`]*`|jurisdictions=|--jurisdiction|question-tailor.*", "", text)
    assert [line for line in without_code.splitlines() if STRAY.search(line)] == []
    words = toml("words.toml")[language]
    for heading in ("title", "why", "follow_up", "red_flags"):
        assert words[heading].replace("'", "") in text.replace("'", "").replace("&#39;", "")


def test_most_questions_are_drafted_around_words_of_the_inputs_and_none_is_blocked(drafted):
    _, kit = drafted

    assert sum(question.origin == "offline" for question in kit.questions) >= 10
    found = [finding for question in kit.questions for finding in question.findings]
    assert [finding for finding in found if finding.severity == "block" or finding.rule == "facts.name"] == []
    for question in kit.questions:
        assert question.text.count("?") <= 1
        assert not re.search(r"\b(\w+) \1\b|\s{2}|\s[,.]|\{|\}", question.text), question.text


def test_no_confidential_word_reaches_a_kit(drafted):
    _, kit = drafted

    said = kit.model_dump_json()
    assert not re.search(r"Thermavolt|140 Millionen|Sept Rives|96 millions|Val de Seille", said)


@pytest.mark.parametrize("language", sorted(SAMPLES))
def test_the_language_option_counts_more_than_the_posting(language):
    job, company = _sample(language)

    kit = Tailor.offline().tailor(job, company, language="en")

    assert kit.language == "en"
    assert not [f for f in kit.findings if f.rule.startswith("language.")]
    quotes = [quote.quote for question in kit.questions for quote in question.evidence]
    source = read_posting(job).text + read_company(company).text
    assert quotes
    assert all(quote in source for quote in quotes)
    for question in kit.questions:
        assert question.origin in {"offline", "bank"}
        own = re.sub(r"“[^”]*”", "", " ".join([question.text, *question.probes, question.why]))
        assert not re.search(r"\b(?:und|der|die|das|für|mit|zu|les|des|avec|pour|une|dans)\b", own), own


def test_a_company_text_in_another_language_gives_its_names_and_values_only():
    job, _ = _sample("de")
    english = (
        "# Gradwerk\n\n## Values\n\n- **Night shift first**: go and see.\n\n## Products\n\n- **Heizora**: billing for "
        "heat networks with the utilities.\n\nWe work with the board and with our country managers on all of this.\n"
    )

    kit = Tailor.offline(bank=_bank("de")).tailor(job, english)

    assert kit.language == "de"
    assert any("Night shift first" in question.text for question in kit.questions)
    assert [text for text in _generated(kit) if STRAY.search(text)] == []


@pytest.mark.parametrize(
    ("asked", "with_model", "settled", "rules"),
    [
        (None, True, "de", []),
        (None, False, "de", []),
        ("fr", True, "fr", []),
        ("fr", False, "de", ["language.bank"]),
        ("es", True, "es", ["language.rates"]),
        ("es", False, "en", ["language.offline"]),
    ],
)
def test_a_kits_language_is_the_postings_unless_something_else_is_asked_for(asked, with_model, settled, rules):
    job = read_posting(_sample("de")[0])

    language, findings = settle_language(job, asked, _bank("de"), with_model=with_model)

    assert language == settled
    assert [finding.rule for finding in findings] == rules


def test_a_short_text_tells_no_language_and_that_is_no_news():
    job = JobDescription(title="CPO", text="CPO. Remote.")
    assert settle_language(job, None, load_bank(), with_model=False) == ("en", ())

    greek = JobDescription(title="CPO", text="Ζητούμε επικεφαλής προϊόντος για την ομάδα μας στην Αθήνα. " * 10)
    language, (finding,) = settle_language(greek, None, load_bank(), with_model=True)
    assert (language, finding.rule) == ("en", "language.unknown")


NOTES = """Call w/ hiring mgr (Orla) 12/11
- they lost last VP after 8 months, clash w/ CRO
- board impatient re care records
- wants someone who can say no
"""


def test_notes_with_single_letters_are_english_rather_than_polish():
    notes = JobDescription(title="Call w/ hiring mgr (Orla) 12/11", text=NOTES)

    assert settle_language(notes, None, load_bank(), with_model=True) == ("en", ())


def test_a_posting_that_tells_no_language_is_taken_for_the_company_texts():
    job = JobDescription(title="CPO", text="CPO. Remote.")
    company = CompanyContext(text="Kranwerk entwickelt Software für die Vermieter von Kranen und ist in Dortmund.")

    assert settle_language(job, None, load_bank(), with_model=False, company=company)[0] == "de"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Head of Product gesucht. Soll Roadmap aufbauen und zwei PMs einstellen.", "de"),
        ("On cherche un directeur produit. Doit recruter trois PM.", "fr"),
        ("Looking for VP product, must fix onboarding.", "en"),
    ],
)
def test_a_short_message_tells_its_language_by_the_words_of_messages(text, language):
    job = JobDescription(title="CPO", text=text)

    assert settle_language(job, None, load_bank(), with_model=False) == (language, ())


def test_what_is_no_language_code_is_refused():
    with pytest.raises(ConfigurationError, match="two-letter code"):
        Tailor.offline().tailor(*_sample("de"), language="deutsch")


POLISH = """# Head of Product

Szukamy osoby, która będzie odpowiadać za strategię produktu i jego rozwój w naszej firmie. Do zadań należy
prowadzenie zespołu, który jest w Krakowie, oraz praca z klientami. Nasz produkt jest na rynku od lat i przez
wiele firm jest używany. To jest rola dla osoby, która się nie boi trudnych decyzji.

- Odpowiedzialność za plan produktu na dwa lata
- Rozwijanie zespołu i praca z zarządem
- Rozmowy z klientami w każdym tygodniu
"""


def test_another_language_is_left_to_a_model_and_said_to_be_unmeasured():
    transport = ScriptedTransport([])
    with Tailor(transport=transport) as tailor:
        requests = tailor.dry_run(POLISH, questions=1, thin_ok=True)
    assert 'language with the code "pl"' in requests[0].messages[1].content

    offline = Tailor.offline().tailor(POLISH, questions=2, thin_ok=True)
    assert offline.language == "en"
    assert [f.rule for f in offline.findings if f.rule.startswith("language.")] == ["language.offline"]


def test_a_bank_in_another_language_than_the_posting_is_said_where_nothing_translates_it():
    kit = Tailor.offline(bank=_bank("fr")).tailor(*_sample("de"))

    assert kit.language == "fr"
    (told,) = [f for f in kit.findings if f.rule == "language.bank"]
    assert "sans modèle" in told.why


@pytest.mark.parametrize("language", sorted(SAMPLES))
def test_the_command_line_makes_the_same_kit_from_a_file_and_from_standard_input(language):
    job, company = _sample(language)
    bank = str(Path(__file__).parent / "data/languages" / BANKS[language])
    options = ["--company", str(company), "--offline", "--bank", bank, "--format", "json"]

    from_file = CliRunner().invoke(app, ["tailor", str(job), *options])
    piped = CliRunner().invoke(app, ["tailor", "-", *options], input=job.read_bytes())

    assert (from_file.exit_code, piped.exit_code) == (0, 0), from_file.output + piped.output
    kits = [json.loads(result.stdout) for result in (from_file, piped)]
    assert kits[0]["language"] == language
    assert kits[0]["questions"] == kits[1]["questions"]


def test_every_message_is_there_in_all_three_languages_with_the_same_parameters():
    spoken_only_in_english = {"language.rates", "language.offline", "language.unknown"}
    for rule, entry in toml("messages.toml").items():
        languages = {"en"} if rule in spoken_only_in_english else {"en", "de", "fr"}
        assert set(entry) == languages, rule
        fields = {lang: set(re.findall(r"\{(\w+)", " ".join(said.values()))) for lang, said in entry.items()}
        assert all(named <= fields["en"] for named in fields.values()), rule
        assert len({"suggestion" in said for said in entry.values()}) == 1, rule


def test_every_rule_that_the_code_says_has_a_message():
    source = Path(question_tailor.__file__).parent
    said = {
        rule
        for path in source.rglob("*.py")
        for rule in re.findall(r"\bsay\(\s*\"([\w.#]+)\"", path.read_text(encoding="utf-8"))
    }

    assert said
    assert said <= set(toml("messages.toml"))


def test_what_stands_in_a_message_is_never_read_as_a_template():
    finding = say("facts.name", "de", "warn", name="{0.__class__}{unknown}")

    assert "{0.__class__}{unknown}" in finding.why


def test_all_words_around_a_kit_are_there_in_all_three_languages():
    words = toml("words.toml")

    def keys(table):
        return {
            (key, sub) for key, value in table.items() for sub in (keys(value) if isinstance(value, dict) else [""])
        }

    assert keys(words["de"]) == keys(words["fr"]) == keys(words["en"])


@pytest.mark.parametrize("language", [code for code in bank_languages() if code != "en"])
def test_the_shipped_bank_asks_the_same_questions_in_each_language(language):
    english, other = load_bank(), load_bank(language=language)

    assert in_language(english, language) is other
    for question in english:
        same = other[question.id]
        for field in ("category", "competency", "levels", "interviewers", "kind", "responsibility", "source"):
            assert getattr(same, field) == getattr(question, field), (question.id, field)
        for field in ("signals", "red_flags", "probes"):
            assert len(getattr(same, field)) == len(getattr(question, field)), (question.id, field)
        assert [frame.fact for frame in same.frames] == [frame.fact for frame in question.frames], question.id
        assert same.text != question.text
        assert set(same.fields) == set(question.fields), question.id


def test_a_bank_with_entries_of_ones_own_is_not_exchanged_for_another_language():
    own = Bank([*load_bank(), *_bank("de")])

    assert in_language(own, "de") is own


BEFORE_A_FACT = {
    ("de", "doing"): (r"(?:^|[,:] |\b(?:[Uu]m|[Oo]hne|[Ss]tatt) )(?:hier |nämlich |bald |auch )?$", None),
    ("de", "thing"): (
        None,
        r"\b(?:mit|bei|von|zu|aus|nach|vom|beim|zum|zur|seit|gegenüber|wegen|trotz|dem|der|des|im) $",
    ),
    ("de", "people"): (None, r"\b(?:für|durch|gegen|ohne|um|an|auf|in|über|de[nmr]|die|das) $"),
    ("fr", "doing"): (None, r"\b(?:en|le|la|un|avec|sur|dans|par) $"),
    ("fr", "thing"): (None, r"(?:\b(?:que|si|comme|ou|du|des|au|aux|le|la|les) |[ld]')$"),
    ("fr", "people"): (None, r"(?:\b(?:que|si|comme|ou|du|des|au|aux|le|la|les) |[ld]')$"),
    ("de", "value"): ("„$", None),
    ("fr", "value"): ("«[\u00a0 ]$", None),
}


@pytest.mark.parametrize("language", sorted(SAMPLES))
def test_what_stands_before_a_fact_asks_for_the_shape_that_the_fact_has(language):
    banks = [_bank(language), *([load_bank(language=language)] if language in bank_languages() else [])]
    general = toml_in("drafting.toml", language)
    wordings = [
        (frame.fact, frame.text, question.id) for bank in banks for question in bank for frame in question.frames
    ]
    wordings += [
        (shape, text, part)
        for part in ("frames", "why", "probes")
        for shape, texts in general[part].items()
        for text in texts
    ]
    for shape, text, where in wordings:
        before, brace, _ = text.partition("{" + shape + "}")
        wanted, barred = BEFORE_A_FACT.get((language, shape), (None, None))
        if brace and wanted:
            assert re.search(wanted, before), (where, text)
        if brace and barred:
            assert not re.search(barred, before), (where, text)


@pytest.mark.parametrize("language", ["de", "fr"])
def test_grounds_for_keeping_a_topic_out_are_told_in_the_language_and_laws_keep_their_names(language):
    english = rules(frozenset(JURISDICTIONS))
    told = rules(frozenset(JURISDICTIONS), language)

    assert set(told) == set(english)
    names = r"(?:[A-Z][\w()]*,? )+(?:(?:of|and|in|with|v\.) (?:[A-Z][\w()]*,? ?|\d{4})+)*|Title VII|L\d\S* and \S+"
    for topic, rule in told.items():
        assert rule.name != english[topic].name
        assert rule.suggestion != english[topic].suggestion
        assert not STRAY.search(re.sub(names, "", rule.basis)), rule.basis


@pytest.fixture
def two_languages(monkeypatch):
    """A bank that is shipped in English and German, the same questions in each."""
    german = _bank("de")
    english = Bank(
        [
            question.model_copy(
                update={"text": f"Tell us about the last time of {question.id}.", "intent": "Finds out."}
            )
            for question in german
        ]
    )
    shipped = {"en": english, "de": german}
    monkeypatch.setattr("question_tailor.bank.bank_languages", lambda: ("de", "en"))
    monkeypatch.setattr("question_tailor.bank.shipped", shipped.__getitem__)
    return english, german


def test_the_shipped_bank_is_taken_in_the_language_of_the_kit(two_languages):
    english, german = two_languages

    kit = Tailor.offline(bank=english).tailor(*_sample("de"))

    assert kit.language == "de"
    assert kit.run.bank == german.sha256
    assert in_language(Bank(list(english)[:3]), "de")["strategic-abbruch"] == german["strategic-abbruch"]


def test_a_posting_is_ranked_in_its_own_language_whatever_the_kit_is_written_in(two_languages):
    english, german = two_languages
    job, company = (read(path) for read, path in zip((read_posting, read_company), _sample("de"), strict=True))

    plans = [
        make_plan(bank, level="cpo", job=job, company=company, questions=6, language=bank.language)[0]
        for bank in (english, german)
    ]

    assert [slot.canonical_id for slot in plans[0].slots] == [slot.canonical_id for slot in plans[1].slots]
    assert plans[0].slots[0].why.startswith("The inputs speak of")
    assert plans[1].slots[0].why.startswith("In den Vorlagen ist die Rede von")
