"""Facts computed from other facts: the whole list. Nothing else in the norms computes."""

from datetime import date


def age_years(birth_date: date, on_date: date) -> int:
    """Whole years on `on_date`; one who is born on 29 February turns a year on 1 March.

    Raises ValueError when the birth lies after the day.
    """
    if birth_date > on_date:
        raise ValueError
    had_birthday = (on_date.month, on_date.day) >= (birth_date.month, birth_date.day)
    return on_date.year - birth_date.year - (not had_birthday)


FUNCTIONS = {"age_years": age_years}
