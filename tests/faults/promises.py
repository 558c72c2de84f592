"""What this library promises against each threat of the project's list, and the tests that hold it.

Rows of batches (T-60, T-62 to T-70) are not here: there are no batches yet. The rows C are mistakes that other clients
shipped.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Promise:
    """One row of the list.

    Attributes:
        row: Its id.
        words: What is promised, or why the row does not apply.
        tests: `file::test` for each test that holds it, the file within `tests/`; none where it does not apply.
    """

    row: str
    words: str
    tests: tuple[str, ...] = ()


_FAULTS = "faults/test_faults.py::test_a_fault_ends_as_the_catalogue_says"
_GULLIBLE = "security/test_gullible.py"

_TRANSPORT = (
    Promise(
        "T-01",
        "One place sends again, at most four sends of a request; the SDK's retries are off.",
        ("test_retry.py::test_the_number_of_sends_is_counted", _FAULTS),
    ),
    Promise(
        "T-02",
        "`Retry-After` in all its forms: no shorter wait, up to 120 s (`longest_asked=`), never past the deadline.",
        (
            "test_headers.py::test_retry_after_is_read_in_all_its_forms",
            "test_retry.py::test_the_wait_is_what_the_endpoint_asks_for",
            "test_retry.py::test_a_wait_never_crosses_the_deadline",
        ),
    ),
    Promise(
        "T-03",
        "An exhausted quota ends the kit: what is under way may end, nothing more leaves. (For runs of kits: not yet.)",
        (
            "test_driver.py::test_after_a_fatal_error_no_further_request_leaves",
            "test_driver.py::test_a_fatal_error_ends_those_that_wait_to_be_sent_again",
        ),
    ),
    Promise(
        "T-04",
        "A refused key, model or address is asked once; the hint names the settings, the error never the key.",
        ("test_openai_transport.py::test_whatever_goes_wrong_is_one_of_our_errors", _FAULTS),
    ),
    Promise(
        "T-05",
        "408, 409, 429, 5xx and broken connections are sent again with full jitter, 0.5 s growing to 8 s.",
        (
            "test_retry.py::test_a_passing_failure_is_sent_again_until_it_is_answered",
            "test_retry.py::test_the_waits_grow_with_full_jitter",
        ),
    ),
    Promise(
        "T-06",
        "A request that is too long is sent once; a posting above the cap is shortened by rule, and the kit says so.",
        (
            "test_openai_transport.py::test_a_request_that_is_too_long_is_sent_once_and_in_one_form",
            "test_inputs.py::test_a_long_posting_keeps_its_duties_and_says_what_was_left_out",
        ),
    ),
    Promise(
        "T-07",
        "All re-sends of a client draw on one budget: 100 in a full outage. (A breaker over many kits: not yet.)",
        (
            "test_retry.py::test_in_a_full_outage_a_client_sends_no_more_than_its_budget_again",
            "test_retry.py::test_the_budget_stays_between_nothing_and_its_capacity",
        ),
    ),
    Promise(
        "T-08",
        "`timeout=` holds by the clock, whatever an endpoint drips, and streaming too.",
        (
            "test_deadlines.py::test_an_answer_that_never_ends_does_not_hold_a_request",
            "test_deadlines.py::test_a_kit_takes_no_longer_than_it_may",
        ),
    ),
    Promise(
        "T-09",
        "A body is read up to 4 MB, before and after decompression.",
        ("test_bombs.py::test_a_bomb_is_refused_without_the_memory_that_it_asks_for",),
    ),
    Promise(
        "T-10",
        "A kit's run record counts every send beside the answers (`sends`, `requests`), as one that was lost may have "
        "been billed; it is followed by three more at the most, the error says how many there were, and what a broken "
        "answer cost is estimated. A ledger with a row for each send belongs to runs of many kits.",
        (
            "test_clients.py::test_a_kit_counts_every_send_beside_what_was_answered",
            "test_retry.py::test_the_error_says_why_the_request_was_not_sent_again",
            "test_conversation.py::test_what_a_broken_stream_cost_is_estimated",
            _FAULTS,
        ),
    ),
    Promise(
        "T-11",
        "Descriptors are back where they began after many requests of all outcomes; connections belong to their loop.",
        (
            "test_loops.py::test_after_many_requests_of_all_outcomes_the_descriptors_are_back_where_they_began",
            "test_loops.py::test_a_client_serves_loops_in_several_threads_at_once",
            "test_loops.py::test_a_client_that_is_never_closed_leaves_no_connection_when_its_loop_ends",
        ),
    ),
    Promise(
        "T-12",
        "Cancelling and Ctrl-C end what is under way: no task, no connection, nothing sent again.",
        (
            "test_cancelling.py::test_a_cancelled_task_takes_its_requests_with_it",
            "test_cancelling.py::test_ctrl_c_ends_a_synchronous_call_and_what_it_has_under_way",
            "test_cancelling.py::test_cancelling_at_any_turn_leaves_no_task",
            "test_retry.py::test_a_cancelled_request_is_not_sent_again",
        ),
    ),
    Promise(
        "T-13",
        "tenacity is given a stop, waits that stay within the deadline and `reraise`; it decorates nothing.",
        (
            "test_retry.py::test_four_sends_are_the_end_and_the_last_error_is_told",
            "test_retry.py::test_a_wait_never_crosses_the_deadline",
        ),
    ),
    Promise(
        "T-14",
        "A number of attempts or a wait out of range is refused when the client is made.",
        (
            "test_retry.py::test_a_number_of_attempts_out_of_range_is_refused",
            "test_retry.py::test_waits_out_of_range_are_refused",
        ),
    ),
    Promise(
        "T-15",
        "No redirect is followed; the posting goes to no other host.",
        (
            "test_loops.py::test_a_redirect_is_not_followed",
            "faults/test_faults.py::test_the_target_of_a_redirect_is_sent_nothing",
        ),
    ),
    Promise(
        "T-16",
        "Errors pickle, carry the request's id and a hint, and hold no key, header, prompt or word of the posting.",
        ("test_errors.py::test_a_model_error_survives_pickling_with_all_it_knows", _FAULTS),
    ),
)

_ANSWERS = (
    Promise(
        "T-20",
        "Every envelope of the table above has one outcome, by every way in, and only our errors leave.",
        (_FAULTS,),
    ),
    Promise(
        "T-21",
        "A truncated answer is not read; its questions are asked for one by one, once; no request is as before.",
        (
            "test_conversation.py::test_a_truncated_answer_is_not_read_and_its_slots_are_asked_for_one_by_one",
            "test_conversation.py::test_a_request_whose_answer_was_cut_off_is_never_sent_again_as_it_was",
            _FAULTS,
        ),
    ),
    Promise(
        "T-22",
        "Only `stop` is a complete answer; there are no other words that count as one.",
        ("test_openai_transport.py::test_a_stream_that_does_not_say_why_it_ended_is_not_complete", _FAULTS),
    ),
    Promise(
        "T-23",
        "A refusal ends its questions without a re-ask.",
        ("test_conversation.py::test_a_refusal_is_not_asked_again", _FAULTS),
    ),
    Promise(
        "T-24",
        "Exactly one JSON object, after at most one thinking block and one fence; a second object spoils the answer.",
        (
            "test_decoding.py::test_one_complete_object_gives_its_questions_whatever_stands_around_it",
            "test_decoding.py::test_two_objects_are_never_one_answer_whatever_stands_between_or_after_them",
            "test_decoding.py::test_what_is_not_one_complete_object_is_malformed",
        ),
    ),
    Promise(
        "T-25",
        "No key twice, no NaN or Infinity, no lone surrogate, no NUL, no more than 32 levels.",
        ("test_decoding.py::test_an_entry_is_decoded_strictly", _FAULTS),
    ),
    Promise(
        "T-26",
        "No field of another type, no blank text, no further field.",
        (
            "test_decoding.py::test_a_field_of_another_type_is_never_accepted",
            "test_decoding.py::test_a_faulty_entry_gives_a_finding_that_names_the_field",
        ),
    ),
    Promise(
        "T-27",
        "A kit has the questions of its plan: missing ones are asked for alone, others are left out.",
        (
            "test_conversation.py::test_an_answer_without_the_slots_is_asked_for_again_once_then_drafted",
            "test_conversation.py::test_the_model_cannot_add_or_repeat_a_slot",
        ),
    ),
    Promise(
        "T-28",
        "A kit has a budget of tokens and requests that ends the asking; a re-ask holds the latest answer and ten "
        "findings at the most.",
        (
            "test_budget.py::test_a_model_that_always_fails_costs_four_first_rounds_at_the_most",
            "test_budget.py::test_what_the_budget_does_not_reach_for_is_drafted_and_one_finding_of_the_kit_names_it",
            "test_conversation.py::test_a_second_re_ask_holds_the_latest_answer_only_and_no_other_slot",
            "test_prompts.py::test_a_repair_holds_the_latest_answer_and_ten_findings_at_the_most",
        ),
    ),
    Promise(
        "T-29",
        "No model is told of connections and servers.",
        ("test_conversation.py::test_nothing_of_a_failed_connection_is_told_to_the_model",),
    ),
    Promise(
        "T-30",
        "A question is told once its object is closed and checked, and never taken back.",
        (
            "test_decoding.py::test_however_an_answer_is_split_the_same_questions_come_out",
            "test_decoding.py::test_a_question_comes_out_when_its_brace_closes_and_not_before",
            "test_clients.py::test_a_stream_tells_every_question_once_and_ends_with_the_same_kit",
        ),
    ),
    Promise(
        "T-31",
        "512 characters without a bracket, a string of 20,000 or one block over and over end an answer and its stream.",
        (
            "test_conversation.py::test_an_endless_stream_is_not_read_to_its_end",
            "test_decoding.py::test_what_is_not_one_complete_object_is_malformed",
            _FAULTS,
        ),
    ),
    Promise(
        "T-32",
        "Usage that is missing or no number is estimated, and the kit says so.",
        ("test_openai_transport.py::test_usage_that_is_missing_is_estimated_and_marked", _FAULTS),
    ),
    Promise(
        "T-33",
        "A question in another language, or with letters of a script that no input has, is sent back.",
        ("checks/test_hygiene.py::test_another_language_or_script_blocks",),
    ),
)

_TEXTS = (
    Promise(
        "T-40",
        "Untrusted text stands only in fences of user messages; there are no tools; whatever it says, no kit holds "
        "what it wants to have said. No model is called immune.",
        (
            f"{_GULLIBLE}::test_a_gullible_model_gets_nothing_into_a_kit",
            f"{_GULLIBLE}::test_untrusted_text_stays_inside_its_fence_and_out_of_the_rules",
            "test_prompts.py::test_a_posting_that_guesses_the_fence_does_not_close_it",
        ),
    ),
    Promise(
        "T-41",
        "What a reader cannot see is taken out and reported; joiners that a script needs stay.",
        (
            "test_text.py::test_what_a_reader_cannot_see_goes_and_is_reported_by_channel",
            "test_text.py::test_visible_text_of_real_languages_survives",
        ),
    ),
    Promise(
        "T-42",
        "Hidden elements of a page are taken out and reported.",
        (
            "readers/test_hidden.py::test_hidden_elements_are_taken_out_and_reported",
            "readers/test_hidden.py::test_nothing_hidden_reaches_a_request_or_a_kit",
        ),
    ),
    Promise(
        "T-43",
        "Inputs are variables of a template and never a template.",
        (
            "test_prompts.py::test_untrusted_text_stands_only_within_fences_of_user_messages_and_stays_text",
            "readers/test_formats.py::test_templates_tokens_front_matter_and_code_stay_text",
        ),
    ),
    Promise("T-44", "Does not apply: there are no templates of users."),
    Promise(
        "T-45",
        "YAML is read without aliases and types of its own; what could mean something else is refused with its line.",
        (
            "readers/test_structured.py::test_scalars_of_yaml_stay_what_was_written",
            "readers/test_structured.py::test_yaml_that_could_mean_something_else_is_refused_with_its_line",
        ),
    ),
    Promise(
        "T-46",
        "A Word document that is a bomb, encrypted or odd is refused before it is unpacked.",
        ("readers/test_docx.py::test_what_harms_or_is_none_is_refused",),
    ),
    Promise(
        "T-47",
        "A PDF is read in a process of its own with limits of time and memory.",
        (
            "readers/test_pdf.py::test_what_harms_or_shows_nothing_is_refused",
            "readers/test_sandbox.py::test_a_parser_that_hangs_is_ended",
            "readers/test_sandbox.py::test_a_parser_that_wants_too_much_memory_is_told",
        ),
    ),
    Promise(
        "T-48",
        "No address of an input is ever contacted; the whole suite runs with the network blocked.",
        (
            f"{_GULLIBLE}::test_a_gullible_model_gets_nothing_into_a_kit",
            "recorded/test_cassettes.py::test_a_replay_reaches_no_network",
        ),
    ),
    Promise("T-49", "Does not apply: no file is named after a text; the caller names each file."),
    Promise(
        "T-50",
        "No cell begins a formula.",
        (
            "rendering/test_tables.py::test_what_a_spreadsheet_would_run_becomes_text",
            "rendering/test_tables.py::test_a_hostile_kit_gives_inert_cells_and_loses_no_row",
        ),
    ),
    Promise(
        "T-51",
        "Reports hold no tag, link or image of a text.",
        (
            "rendering/test_html.py::test_a_hostile_kit_is_all_there_and_adds_no_tag_and_no_attribute",
            "rendering/test_html.py::test_nothing_is_loaded_and_only_our_own_style_and_script_are_admitted",
            "rendering/test_markdown.py::test_a_hostile_kit_is_all_there_and_adds_nothing_that_a_reader_of_markdown_would_act_on",
        ),
    ),
    Promise(
        "T-52",
        "Nothing from inputs or models moves the cursor or sets a colour.",
        ("cli/test_progress.py::test_nothing_from_inputs_or_models_moves_the_cursor_or_sets_a_colour",),
    ),
    Promise(
        "T-53",
        "The key is in no log, error or recording.",
        (
            "test_openai_transport.py::test_neither_key_nor_prompt_reaches_a_log",
            "recorded/test_cassettes.py::test_a_recording_holds_requests_and_answers_and_nothing_of_who_made_it",
            "security/test_supply_chain.py::test_no_secret_of_the_tests_lies_in_the_tree",
            _FAULTS,
        ),
    ),
    Promise(
        "T-54",
        "No text of an input is logged, and a kit's record holds hashes of them. There is no hook that redacts.",
        (
            "test_openai_transport.py::test_neither_key_nor_prompt_reaches_a_log",
            "test_kit.py::test_two_runs_over_the_same_inputs_give_kits_of_one_hash",
        ),
    ),
    Promise(
        "T-61",
        "A replay that would reach an endpoint is noticed, although one listens.",
        ("test_interception.py::test_a_replay_reaches_no_endpoint_although_one_listens",),
    ),
)

_HIRING = (
    Promise(
        "T-80",
        "Unlawful questions block, by place, with ground and source; rates on labelled texts stand in docs/checks.md.",
        (
            "checks/test_lawful.py::test_the_seen_half_of_the_labelled_set_is_told_apart",
            "checks/test_lawful_data.py::test_each_place_gives_severity_ground_sources_and_contexts_for_its_topics",
            "test_rates.py::test_the_page_shows_the_rates_of_both_halves",
        ),
    ),
    Promise(
        "T-81",
        "A quote has to stand in its source; a figure or name without a source blocks.",
        (
            "checks/test_evidence.py::test_every_labelled_quote_is_judged_as_its_label_says",
            "checks/test_facts.py::test_a_figure_or_name_without_a_source_blocks_wherever_it_stands",
        ),
    ),
    Promise(
        "T-82",
        "A question that repeats one of the kit is sent back; the bank has no near pair.",
        (
            "checks/test_duplicates.py::test_the_same_question_in_other_words_is_near",
            "checks/test_duplicates.py::test_a_shared_topic_makes_no_duplicate",
            "checks/test_duplicates.py::test_no_two_questions_of_the_bank_are_near",
        ),
    ),
    Promise(
        "T-83",
        "Two questions in one, leading and loaded ones are told, as labelled texts say.",
        ("checks/test_form.py::test_labelled_texts_are_told_as_they_are_labelled",),
    ),
    Promise(
        "T-84",
        "A question of a level two away blocks; the level comes from the caller or the title, never from a model.",
        (
            "checks/test_level.py::test_labelled_questions_fit_the_level_of_their_label",
            "checks/test_level.py::test_a_question_of_another_level_is_found_and_blocks_from_two_levels_on",
        ),
    ),
    Promise("T-85", "Does not apply: no model judges anything; every check is code."),
)

_OF_OTHERS = (
    Promise(
        "C-01",
        "Context that grows with each re-ask: ours holds the latest answer only.",
        (
            "test_conversation.py::test_a_second_re_ask_holds_the_latest_answer_only_and_no_other_slot",
            "test_conversation.py::test_what_a_re_ask_quotes_of_an_answer_is_cleaned_and_capped",
        ),
    ),
    Promise("C-02", "Retries that break while streaming: rows A12 to A16 run as streams.", (_FAULTS,)),
    Promise(
        "C-03",
        "An error of one's own that the retries do not know.",
        ("test_retry.py::test_an_error_of_another_tree_is_not_sent_again", _FAULTS),
    ),
    Promise(
        "C-04",
        "Retries over retries, and NaN or infinitely many of them.",
        (
            "test_retry.py::test_the_number_of_sends_is_counted",
            "test_retry.py::test_a_number_of_attempts_out_of_range_is_refused",
        ),
    ),
    Promise(
        "C-05",
        "A request that fails although a few seconds would do, or an ignored `Retry-After`.",
        ("test_retry.py::test_the_wait_is_what_the_endpoint_asks_for", _FAULTS),
    ),
    Promise(
        "C-06",
        "One client across threads and loops that hangs, or whose descriptors run out.",
        (
            "test_loops.py::test_a_client_serves_loops_in_several_threads_at_once",
            "test_loops.py::test_after_many_requests_of_all_outcomes_the_descriptors_are_back_where_they_began",
        ),
    ),
    Promise(
        "C-07",
        "Answers that shift to the wrong question: each is known by its slot.",
        ("test_conversation.py::test_the_model_cannot_add_or_repeat_a_slot",),
    ),
    Promise(
        "C-08",
        "An answer that is taken in the end although it failed: ours is drafted, and marked.",
        ("test_conversation.py::test_a_question_that_fails_twice_is_drafted_and_the_kit_says_so",),
    ),
)

PROMISES = _TRANSPORT + _ANSWERS + _TEXTS + _HIRING + _OF_OTHERS
