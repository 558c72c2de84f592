"""Whose attribute a text speaks of, rule by rule, in a small language of the tests' own (`tests/made_rules.py`)."""

import pytest

from made_rules import made_rules
from question_tailor.checks.lawful import find
from question_tailor.checks.lawful.lexicon import mentions
from question_tailor.checks.lawful.owner import Reading
from question_tailor.checks.lawful.tokens import line_of


@pytest.fixture(autouse=True, scope="module")
def small_language(tmp_path_factory):
    with made_rules(tmp_path_factory.mktemp("words")):
        yield


def found(text, **options):
    return {one.rule.removeprefix("lawful.").removesuffix("#posting") for one in find(text, **options)}


def told(rows):
    return pytest.mark.parametrize(("topic", "theirs", "not_theirs"), rows)


def check(topic, theirs, not_theirs, **options):
    assert topic in found(theirs, **options)
    assert topic not in found(not_theirs, **options)


LONG = "as I heard it there and then in so many words"


@told(
    [
        ("age", f"What is your age, {LONG}?", f"What is one age, {LONG}?"),
        ("age", f"What is your real age, {LONG}?", f"What is your so very real age, {LONG}?"),
        ("age", f"When have you have dear age, {LONG}.", f"When have you got dear age, {LONG}."),
        ("age", f"An age of yours, {LONG}.", f"An age of ours, {LONG}."),
        ("age", f"Age do you have, {LONG}.", f"Age do we have, {LONG}."),
        ("marital_status", f"Are you married, {LONG}?", f"Are we married, {LONG}?"),
        ("marital_status", f"Married are you, {LONG}.", f"Married are we, {LONG}."),
        ("marital_status", f"What of your married one, {LONG}.", f"What have you have married, {LONG}."),
        ("religion", f"Say whether you ever pray, {LONG}.", f"Say whether they ever pray, {LONG}."),
        ("religion", f"Pray do you, {LONG}.", f"Pray do you now, {LONG}."),
        ("religion", f"Say whether you ever pray, {LONG}.", f"As a pray, how do you see users, {LONG}?"),
        ("age", f"You have age, {LONG}.", f"Are you age, {LONG}."),
        ("religion", "Say if you have so to pray.", "Say what our pray is, all the way through the night."),
        ("pregnancy", f"They are here, are you pregnancy, {LONG}.", f"They are here, are we pregnancy, {LONG}."),
        ("pregnancy", f"Tell us, you have pregnancy, {LONG}.", f"Tell us, you hold pregnancy, {LONG}."),
        ("pregnancy", f"Tell us, are you pregnancy, {LONG}.", f"Tell us, is it pregnancy, {LONG}."),
    ]
)
def test_each_kind_has_its_frames(topic, theirs, not_theirs):
    check(topic, theirs, not_theirs)


@told(
    [
        ("age", "What is his age?", "Users came. What is his age for it?"),
        ("age", "The roadmap came. What is his age, then?", "A user came. What is his age, then?"),
        ("age", "What is his age, and what of users?", "Of users, what is his age, and what else?"),
        ("age", "Of users, what is your age, and what else?", "Of users, what is his age, and what else?"),
        ("criminal_record", f"Was he jailed, {LONG}?", f"The user came. Was he jailed, {LONG}?"),
        ("criminal_record", f"The roadmap came. Was he jailed, {LONG}?", f"Tell us: was he jailed, {LONG}?"),
        ("criminal_record", f"Was he jailed, {LONG}? So it is. Tell us.", f"Was he jailed, {LONG}? Tell us."),
    ]
)
def test_he_is_the_candidate_where_nobody_else_was_named(topic, theirs, not_theirs):
    check(topic, theirs, not_theirs)


@told(
    [
        ("age", f"Was ist sein Alter, {LONG}?", f"Die Roadmap kam. Was ist sein Alter, {LONG}?"),
        ("family", f"Was ist, war er Vater, {LONG}?", f"Die Roadmap kam. Was ist, war er Vater, {LONG}?"),
        ("family", f"Was ist, wenn Ihnen Kinder fehlen, {LONG}?", f"Was ist, wenn ihnen Kinder fehlen, {LONG}?"),
        ("age", f"Was ist Ihr Alter, {LONG}?", f"Sind Sie da? Was ist ihr Alter, {LONG}?"),
        ("age", f"Haben Sie so Alter, {LONG}.", f"Haben Sie so Alter wie da und dort auch einmal jene Nutzer, {LONG}."),
    ]
)
def test_in_german_things_may_be_he_and_whoever_is_in_the_clause_has_the_attribute(topic, theirs, not_theirs):
    check(topic, theirs, not_theirs)


@told(
    [
        ("age", "What is your age of the world?", "What is your age of the users?"),
        ("age", "What is your age for our world?", "What is your age for our users?"),
        ("residence", "What is your street for our users?", "What is your flat for our users?"),
        ("marital_status", "What is your married for our users?", "What is your married of users?"),
        ("disability", "What is your illness for our world?", "What is your illness for our users?"),
        ("pregnancy", "What is your pregnancy for our world?", "What is your pregnancy for our users?"),
        ("marital_status", "Are you married years?", "Are you married couples?"),
        ("marital_status", "Are you well off ones?", "Are you married ones?"),
        ("pregnancy", "What is your pregnancy years?", "What is your pregnancy leaves?"),
        ("age", "What is your age leaves?", "What is your pregnancy leaves?"),
        ("age", "Do you want users with age?", "Do you see users with age?"),
        ("age", "You see users with age. And you?", "You see users with age. And they?"),
        ("age", "Regardless of that, what is your age?", "Regardless of your age, of course."),
        ("age", "Regardless of your age. Give us your age.", "Regardless of your age."),
    ]
)
def test_what_follows_or_protects_makes_it_somebody_elses(topic, theirs, not_theirs):
    check(topic, theirs, not_theirs)


@told(
    [
        ("union", f"The users design a roadmap, guild card, {LONG}", f"The users design a roadmap, {LONG}"),
        ("criminal_record", "Should he tell someone locked up?", "What would you tell someone locked up?"),
        ("criminal_record", "Users ask: should he tell someone locked up?", "What would you tell someone locked up?"),
        ("appearance", "What would you say of your scar?", ""),
        ("criminal_record", "Users hear of it. Your sentence.", ""),
        ("criminal_record", f"Users, have you ever steal, {LONG}.", f"Users, have we ever steal, {LONG}."),
        (
            "criminal_record",
            f"How did you hide a theft from us, {LONG}?",
            f"How did you hide a theft from users, {LONG}?",
        ),
        ("disability", f"See users in your illness, {LONG}.", f"See users in our illness, {LONG}."),
        ("disability", f"See users, what is your ailing roadmap, {LONG}.", f"It is an ailing roadmap, {LONG}."),
        ("disability", f"Tell us {LONG}, will you ever ail.", f"Tell us {LONG}, how would you ever ail."),
        ("criminal_record", f"Tell us {LONG}, how would you ever steal.", f"Tell us {LONG}, how did they steal."),
    ]
)
def test_a_phrase_that_names_the_candidate_needs_no_frame(topic, theirs, not_theirs):
    check(topic, theirs, not_theirs)


@told(
    [
        ("criminal_record", "So how did you bribe users?", "How did you hide a theft from users?"),
        ("criminal_record", f"You came here. It is his bribe, {LONG}.", f"You came, a user. It is his bribe, {LONG}."),
        ("criminal_record", f"Users left. It is someone crooked, {LONG}.", f"Users left. It got arrested, {LONG}."),
        ("criminal_record", "You drunk! Regardless of it.", "Regardless of you drunk!"),
        ("disability", f"Sell it, users. Your illness, {LONG}.", f"Sell it, users. Their illness, {LONG}."),
    ]
)
def test_a_full_phrase_may_hold_its_owner_or_its_stop(topic, theirs, not_theirs):
    check(topic, theirs, not_theirs)


def test_a_reading_is_of_a_question_unless_it_is_said_to_be_of_something_else():
    line = line_of(f"A pregnancy, {LONG}.")
    (mention,) = mentions(line, ["en"])

    assert not Reading(line, note=False).is_candidates(mention)
    assert Reading(line, note=True).is_candidates(mention)


def test_a_full_phrase_that_ends_with_a_thing_is_nobodys():
    assert found("What is your crooked roadmap?") == set()
    assert found("What is your ailing roadmap?") == {"disability"}


@told(
    [
        (
            "marital_status",
            f"As a married, how do you see users, {LONG}?",
            f"As a married, how do we see users, {LONG}?",
        ),
        ("marital_status", f"As a married, how do you see users, {LONG}?", f"As the married, how do you go, {LONG}?"),
        ("age", f"Any age, {LONG}.", f"One age, {LONG}."),
        ("age", f"Any age, {LONG}.", f"Tell us any age, {LONG}."),
        ("age", "Any age?", "Tell us any age?"),
        ("age", f"Users: any age, {LONG}.", f"Users, any age, {LONG}."),
        ("age", f"The users: now any age, {LONG}.", f"The users: who in any age, {LONG}."),
        ("pregnancy", f"Any pregnancy, {LONG}.", f"One pregnancy, {LONG}."),
        ("disability", f"Any ill roadmap, {LONG}.", f"One ill roadmap, {LONG}."),
        ("age", f"Any age, {LONG}.", f"Any married, {LONG}."),
    ]
)
def test_as_and_any_before_an_attribute(topic, theirs, not_theirs):
    check(topic, theirs, not_theirs)


@told(
    [
        ("age", "Is the age fixed?", "Is the age now fixed?"),
        ("age", "Is the age fixed?", "The age is fixed, but why is it so."),
        ("age", "Users left. Is the age fixed?", "Is the users age?"),
        ("marital_status", "Is a married fixed?", "Is a married one fixed?"),
        ("pregnancy", "The users left. " + "so " * 12 + "pregnancy?", "The users left. " + "so " * 13 + "pregnancy?"),
        ("pregnancy", "so " * 12 + "pregnancy?", "so " * 13 + "users pregnancy?"),
        ("age", "Tell us the age?", "The users left. Tell us the age?"),
        ("age", "The users left. Give me the age?", "The users left. Tell us the age?"),
        ("age", "Will the age stay?", "Will the pray stay?"),
        ("age", f"The age, {LONG}. And you?", f"The age, {LONG}. And they?"),
        ("age", f"The age, {LONG}. And you?", f"They pray, {LONG}. And you?"),
    ]
)
def test_a_question_that_is_hardly_more_than_the_attribute_or_is_turned_to_the_candidate(topic, theirs, not_theirs):
    check(topic, theirs, not_theirs)


@told(
    [
        ("age", f"Has age, {LONG}.", f"Gets age, {LONG}."),
        ("age", f"Too age, {LONG}.", f"So age, {LONG}."),
        ("marital_status", f"Too married and so on, {LONG}.", f"Too married for it, {LONG}."),
        ("marital_status", f"Too married, {LONG}.", f"Is married, {LONG}."),
        ("marital_status", f"Too married, {LONG}.", f"Has married, {LONG}."),
        ("age", f"Mentions age, {LONG}.", f"Also mentions age, {LONG}."),
        ("residence", f"Also mentions street, {LONG}.", f"Also mentions flat, {LONG}."),
        ("age", f"Has age when so users, {LONG}.", f"Has age when users, {LONG}."),
        ("age", f"Has age, {LONG}. Tell us.", f"Users has age, {LONG}."),
        ("pregnancy", f"All of this is pregnancy, {LONG}.", f"Not all of this is pregnancy, {LONG}."),
        ("pregnancy", f"So, all of this is pregnancy, {LONG}.", f"So not all of this is pregnancy, {LONG}."),
        ("criminal_record", f"They then all of them users got arrested, {LONG}.", f"They left it all, {LONG}."),
        ("religion", f"He will pray, {LONG}.", f"They will pray, {LONG}."),
    ]
)
def test_a_note_speaks_of_the_candidate(topic, theirs, not_theirs):
    check(topic, theirs, not_theirs, field="red_flags[0]")
    check(topic, theirs, not_theirs, field="anchors.good")


@told(
    [
        ("age", f"Ask if somewhat has age, {LONG}.", f"See if somewhat has age, {LONG}."),
        ("age", f"Ask now. It has age, {LONG}.", f"See now. It has age, {LONG}."),
        ("age", f"See now. Ask if it has age, {LONG}.", f"See now. If it has age, {LONG}."),
        ("age", f"Ask if it has age, {LONG}.", f"Ask if it tell us has age, {LONG}."),
        ("age", "Has age, and so much more.", "Has age, and so very much more."),
        ("age", "Has age, and more.", "Has age. And more."),
        ("age", "Has age, and more.", "Has age, and more?"),
        ("age", "Has age, and more.", "Tell us, has age."),
        ("age", "Has age.", "The age."),
    ]
)
def test_a_note_is_told_by_how_it_begins_or_by_being_short(topic, theirs, not_theirs):
    check(topic, theirs, not_theirs)


@told(
    [
        ("pregnancy", f"You came, and it was a pregnancy, {LONG}.", f"They came, and it was a pregnancy, {LONG}."),
        ("pregnancy", f"They came, and it was a pregnancy, {LONG}?", f"Users came, and it was a pregnancy, {LONG}?"),
        (
            "pregnancy",
            f"Users came. You too, and it was a pregnancy, {LONG}?",
            f"Users came. We too, and it was a pregnancy, {LONG}?",
        ),
        (
            "pregnancy",
            f"You came, the pregnancy that it was there seen by users, {LONG}.",
            f"You came, a user is a pregnancy, {LONG}.",
        ),
        (
            "pregnancy",
            f"You came, the pregnancy that it was there seen by users, {LONG}.",
            f"You came, the pregnancy that it was with users, {LONG}.",
        ),
        (
            "pregnancy",
            f"You came, how was it, the pregnancy, {LONG}.",
            f"You came, how did it go with the pregnancy, {LONG}.",
        ),
        ("pregnancy", f"You came, say the pregnancy, {LONG}.", f"You came, tell us the pregnancy, {LONG}."),
        (
            "criminal_record",
            f"You met users once who then got arrested, {LONG}.",
            f"You met users got arrested, {LONG}.",
        ),
        (
            "criminal_record",
            f"You met it once, then a jailing, {LONG}.",
            f"You met users once, then a user had a jailing, {LONG}.",
        ),
        (
            "criminal_record",
            f"You left. They say they got arrested, {LONG}.",
            f"You left. Tell us they got arrested, {LONG}.",
        ),
        (
            "criminal_record",
            f"You left. They got arrested, {LONG}. So. Tell us.",
            f"You left. They got arrested, {LONG}. Tell us.",
        ),
        ("criminal_record", f"They left. They got arrested, {LONG}?", f"They left. They got arrested, {LONG}."),
        ("appearance", f"The users had a tattoo, {LONG}.", f"The users had an age, {LONG}."),
        ("appearance", f"The users were scarred all over, {LONG}.", f"The users were all over, {LONG}."),
        ("residence", f"The users had your street, {LONG}.", f"The users had a street, {LONG}."),
        ("age", f"You came, your age, {LONG}.", f"You came, the age, {LONG}."),
    ]
)
def test_a_telling_word_without_an_owner_is_the_candidates_where_nobody_else_is_near(topic, theirs, not_theirs):
    check(topic, theirs, not_theirs)


def test_each_sentence_is_judged_by_its_own_task():
    text = f"You left. Tell us they got arrested, {LONG}. Now so. So they got arrested, {LONG}. And so."
    (one,) = find(text)

    assert one.span[0] == text.rindex("got")
    assert not find(text.replace("So they", "Tell us they"))


@told(
    [
        ("age", f"One must be here and has age, {LONG}", f"One may be here and has age, {LONG}"),
        ("age", f"One must be here and has age, {LONG}", f"One must be here and gets age, {LONG}"),
        ("age", f"One must be here and has age, {LONG}", f"A user must be here and has age, {LONG}"),
        ("age", "One is here and so has age.", "One is now here and so has age."),
        ("age", "One is here and so has age.", "Our one is here and has age."),
        ("age", "One must have our one that has age.", "Our one is here and has age."),
        ("criminal_record", "One must not have got arrested.", "One may not have got arrested."),
        ("pregnancy", "One is not here of a pregnancy.", "Our one is of a pregnancy."),
        ("disability", "We all must think of your illness.", "We all may think of your illness."),
        ("age", "One must be so.\nHas age, so", f"One must be so.\n{LONG} has age, so"),
    ]
)
def test_a_posting_looks_for_what_it_says(topic, theirs, not_theirs):
    check(topic, theirs, not_theirs, form="posting")


@pytest.mark.parametrize(("letters", "seen"), [(94, {"age"}), (95, set())])
def test_a_frame_may_stand_a_hundred_characters_before(letters, seen):
    assert found(f"Give us of your {'x' * letters} age and all that there is of it") == seen


@pytest.mark.parametrize(("letters", "seen"), [(309, set()), (310, {"age"})])
def test_who_stands_far_before_in_a_clause_has_no_part_in_it(letters, seen):
    assert found(f"Users {'x' * letters} you have age, {LONG}.") == seen


@pytest.mark.parametrize(("letters", "seen"), [(300, set()), (330, {"age"})])
def test_who_stands_far_behind_in_a_clause_has_no_part_in_it(letters, seen):
    assert found(f"You have age {'x' * letters} users, {LONG}.") == seen


@pytest.mark.parametrize(("words", "seen"), [(4, set()), (5, {"age"})])
def test_who_stands_within_five_words_behind_has_a_part_in_it(words, seen):
    assert found(f"You have age {'so ' * words}users, {LONG}.") == seen


def test_a_mention_is_read_in_the_language_of_its_sentence():
    assert found("Was ist wie es ist? What is your age?") == {"age"}
    assert found("What is what it is? Was ist Ihr Alter?") == {"age"}
    assert found("Was ist wie es ist, your age?") == set()
    assert found("Your age.") == {"age"}
    assert found("Ihr Alter.") == {"age"}
