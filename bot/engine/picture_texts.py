"""The texts that stand in pictures and in the workbook: which there must be, and what fills each."""

from collections.abc import Mapping
from typing import Final

_NOTHING: Final = frozenset[str]()
_ON: Final = frozenset({"on"})
_COUNT: Final = frozenset({"n"})
_SOME: Final = frozenset({"k", "n"})
_PERIOD: Final = frozenset({"since", "on"})

TEXTS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(
        (
            *("export_answers", "export_people", "export_workbook", "export_on", "export_talk", "export_question"),
            *("export_answer", "export_person"),
        ),
        _NOTHING,
    ),
    **dict.fromkeys(
        (
            *("map_title", "map_empty", "me", "brings", "takes", "new", "basis"),
            *("fresh_recent", "fresh_earlier", "fresh_long_ago", "fresh_unknown"),
            *("standing_unknown", "ring_unknown", "circle_unknown"),
            *(
                "then_now_title",
                "then_now_same",
                "lines_title",
                "lines_empty",
                "nobody",
                "lines_brings",
                "lines_takes",
            ),
            *("scores_title", "scores_empty", "score_none", "score_product_zien", "score_prijs_waarde"),
            *(
                "score_promotie_over",
                "score_plaats_netwerk",
                "rhythm_title",
                "rhythm_empty",
                "rhythm_how",
                "scores_scale",
                "scores_first",
                "course_empty",
            ),
            *("rhythm_groeit", "rhythm_rustig", "course_title", "done", "not_done", "week_title", "week_empty"),
            *("workbook_title", "workbook_network", "workbook_pictures"),
            *("workbook_answers", "workbook_empty", "workbook_plans", "workbook_waiting", "workbook_left_out"),
            *("plan_open", "sent_photo", "sent_voice", "yes", "no"),
        ),
        _NOTHING,
    ),
    **dict.fromkeys(("last_talk",), _ON),
    **dict.fromkeys(
        ("people", "people_one", "unnamed", "unnamed_one", "talks", "talks_one", "answers", "answers_one", "came"),
        _COUNT,
    ),
    "came_one": _COUNT,
    "moved": _COUNT,
    "moved_one": _COUNT,
    "lines_known": _SOME,
    "weeks": _SOME,
    "weeks_one": _SOME,
    "course_done": _SOME,
    "period": _PERIOD,
    **dict.fromkeys(("review_did", "review_quiet", "review_wrote", "review_moved"), _NOTHING),
    **dict.fromkeys((f"review_{of}{one}" for of in ("days", "answers", "came") for one in ("", "_one")), _COUNT),
    **dict.fromkeys(("review_talks", "review_talks_one"), frozenset({"n", "who"})),
    **dict.fromkeys(("review_once", "review_same"), frozenset({"what", "value"})),
    "review_from_to": frozenset({"what", "first", "value"}),
    "review_quote": frozenset({"words", "on"}),
    "plan_on": frozenset({"on", "at"}),
    "score_first": frozenset({"value", "on"}),
    "score_now": frozenset({"first", "value", "n"}),
    "rings_from_inside": frozenset({"rings"}),
    "workbook_of": frozenset({"name"}),
}
"""The names that may stand in each text, by the text's id."""
