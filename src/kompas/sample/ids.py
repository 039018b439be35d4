"""The ids of cases and people: the same for the same seed and number."""

from uuid import UUID

from kompas.sample.seeded_random import Lots


def case_id(seed: int, number: int) -> UUID:
    """The case's id."""
    lots = Lots(seed, "case id", number)
    return UUID(int=lots.below(1 << 128), version=4)


def person_id(seed: int, number: int) -> UUID:
    """The id of the person whom a case is about, in the register of persons."""
    lots = Lots(seed, "person id", number)
    return UUID(int=lots.below(1 << 128), version=4)
