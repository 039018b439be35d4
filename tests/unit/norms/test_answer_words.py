"""How the number of an answer is worded: parted by thousands, with the language's own marks."""

import pytest

from kompas.norms import Answer, AnswerKind, Library
from kompas.norms.wording import answer_text


@pytest.mark.parametrize(
    ("low", "high", "parts", "language", "text"),
    [
        (2000, 2000, 1, "da", "2.000 kroner om måneden"),
        (2000, 2000, 1, "en", "2,000 "),
        (0, 1234567, 1, "da", "op til 1.234.567 kroner"),
        (999, 1000, 1, "da", "999-1.000 kroner"),
        (2001, 2001, 2, "da", "1.000,5 kroner"),  # the parts of one are not parted
        (950, 950, 1, "da", "950 kroner"),
    ],
)
def test_a_sum_is_parted(
    low: int, high: int, parts: int, language: str, text: str, library: Library
) -> None:
    words = library.words
    answer = Answer(AnswerKind.NUMBER, low, high, "kroner_per_month", parts=parts)
    told = answer_text(answer, words.questions["pocket_money"], words, language)
    assert told.startswith(text)
