"""What somebody types who means harm, or whose keyboard does: by what the field asks for."""

from collections.abc import Mapping, Sequence

HOSTILE: Mapping[str, Sequence[str]] = {
    "day": ("0001-01-01", "9999-12-31", "2026-02-30", "2026-W10-1", "\u0662\u0660\u0662\u0666"),
    "number": ("9" * 5_000, "-1", "\u00b2", "\u0663", "1e400", "NaN", "grounds.\u00b2"),
    "CPR number": ("\u00b2" * 10, "7204801234", "720480-1234 ", "0" * 400),
    "text": (
        "\0",
        "a\0b",
        "\ud800",
        "\u202etxet",
        "\x1b[2J",
        "e\u0301" * 500,
        "a" + "\u0300" * 900,
        "x" * 900_000,
        "\U0001f468\u200d\U0001f469\u200d\U0001f467 \u738b \u05d0\u0628",
        "{{7*7}}<script>'\"%s%00",
        "\n" * 5_000,
    ),
    "choice": ("no-such-choice", "__class__", "take", "remove:grounds.\u00b2"),
}
"""By what a field asks for: what stands in it instead. Each is put into every field."""
HEADERS: Sequence[Mapping[str, str]] = (
    {"X-Forwarded-For": "unknown"},
    {"X-Forwarded-For": ", ,\u00e6"},
    {"HX-Request": "true", "HX-Current-URL": "http://[::1"},
    {"HX-Request": "true", "HX-Current-URL": "//\u2100/?forloeb=\u00b2"},
    {"Cookie": "language=../../x; sessionid=\u00b2; csrftoken=x"},
    {"Referer": "http://[", "Origin": "null"},
    {"Accept-Language": "x" * 5_000},
    {"Content-Type": "application/x-www-form-urlencoded; charset=utf-16"},
    {"Content-Type": "application/x-www-form-urlencoded; charset=nonsense"},
    {"Content-Type": "multipart/form-data; boundary=\u00e6"},
    {"Content-Type": "multipart/form-data"},
    {"Content-Length": "-1"},
)
QUERY = (
    "til", "fra", "dag", "pr", "hos", "efter", "vis", "frist", "slags", "post", "nr", "forloeb",
    "shown", "seen", "seq", "hent",
)  # fmt: skip
"""The parts of addresses that any page reads."""
POSTED = (
    "do", "to", "case", "told", "back", "language", "text", "username", "password", "cpr", "seq",
    "seen", "nr", "post", "forloeb", "version", "grounds-0-type", "grounds-0-text",
    "grounds-0-shown-x-text", "grounds-0-evidence", "facilities-0-name", "costs-0-amount_oere",
    "legal_basis", "other_basis",
    "granted-days_per_week", "granted-hours_per_week", "decided_on", "starts_on", "need-text",
    "contact-name", "complaint_guidance-deadline_weeks",
    "draft_version", "new_ground", "f0-held", "f0-title", "f0-take", "number",
)  # fmt: skip
"""What buttons and the writing of a decision send, besides the fields of the forms."""
