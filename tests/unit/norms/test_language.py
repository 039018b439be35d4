"""How texts speak, by the norms: what is read, what is refused, what a municipality adds."""

from pathlib import Path

import pytest

from kompas.norms import Carries, Library, Rank, load
from kompas.soundness.reading import reader_of
from tests.unit.norms.copies import Copy

FILE = "language/da.toml"


def test_each_subject_says_why_and_what_to_write_instead(library: Library) -> None:
    assert library.language is not None
    for topic in library.language.topics.values():
        assert topic.remark.why
        assert topic.remark.remedy
        assert topic.remark.citation.source.title
        assert topic.carries is not Carries.ALONE
        assert topic.signals or topic.together
        assert not set(topic.grounds) & set(topic.proper)


def test_a_subject_weighs_what_the_type_of_ground_weighs(library: Library) -> None:
    assert library.language is not None
    for topic in library.language.topics.values():
        for name in topic.grounds:
            ground_type = library.grounds[name]
            assert ground_type.carries is topic.carries, (topic.name, name)


def test_what_says_nothing_rests_on_the_law_of_reasons(library: Library) -> None:
    assert library.language is not None
    assert library.language.nothing.rank is Rank.LAW
    assert str(library.language.nothing.citation) == "forvaltningsloven § 24"
    assert "§ 10" in str(library.language.denial.remark.citation)


def test_each_demand_and_statement_has_an_example_that_says_something(library: Library) -> None:
    assert library.language is not None
    examples = library.language.examples
    reader = reader_of(library, "copenhagen")
    assert reader is not None
    demands = {demand.code for one in library.grounds.values() for demand in one.demands}
    statements = {"need", "wishes", "capacity", "form_reason", "alternatives", "grounds"}
    offers = {f"offer_{part}" for part in ("activities", "staff", "premises", "meets_need")}
    assert set(examples) == demands | statements | offers
    for name, example in examples.items():
        read = reader.read(example)
        assert len(read.content) > 2, name
        assert not read.denies, name


def test_no_phrase_is_written_twice_in_a_list(library: Library) -> None:
    assert library.language is not None
    for name, phrases in library.language.words.items():
        assert len(phrases) == len(set(phrases)), name


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('source  = "fvl § 24"', 'source  = "fl § 24"', "fl"),
        ('carries = "never"', 'carries = "always"', "always"),
        ('words   = ["standard"]', 'words   = ["standards"]', '"standards"'),
        ('grounds = ["economy"]', 'grounds = ["economics"]', '"economics"'),
        ('unless  = ["informs"]', 'unless  = ["tells"]', '"tells"'),
        (
            'together = [["relative", "relative_does"]]',
            'together = ["relative", "relative_does"]',
            "liste af lister",
        ),
        (
            'together = [["relative", "relative_does"]]',
            'together = [["relative", "drives"]]',
            '"drives"',
        ),
        ('"se sagen"', '"se nu sagen"', "»nu«"),
        ('"kommunens budget*"', '"kommunens også budget*"', "»også«"),
        ("[set_aside]", "[set_asides]", "`set_asides`"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(old: str, new: str, told: str, norms: Copy) -> None:
    norms.change(FILE, old, new)
    problem = norms.refused()[0]
    assert problem.file == FILE
    assert told in problem.what


def test_a_folder_without_the_language_is_not_whole(norms: Copy) -> None:
    (norms.folder / FILE).unlink()
    (problem,) = norms.refused()
    assert (problem.file, "ikke hel" in problem.what) == (FILE, True)


OWN = """
[nothing]
phrases = ["jf. skovbymodellen"]

[denial]
whole  = ["ikke på bordet"]
within = ["ikke kigget nærmere på modellen"]

[subject.standard]
signals = ["skovbymodel*"]
"""


def own(folder: Path, text: str) -> None:
    (folder / "vejen" / "language.toml").write_text(text, "utf-8")


def test_a_municipalitys_own_phrases_hold_for_its_decisions_alone(norms: Copy) -> None:
    own(norms.folder, OWN.replace("kigget nærmere", "kigget"))
    library = load(norms.folder)
    ours, theirs = reader_of(library, "vejen"), reader_of(library, "copenhagen")
    assert ours is not None
    assert theirs is not None
    assert not ours.read("Jf. Skovbymodellen.").content
    assert theirs.read("Jf. Skovbymodellen.").content
    (clause,) = ours.read("Skovbymodellens tre dage.").clauses
    assert clause.topics == {"standard"}
    (clause,) = theirs.read("Skovbymodellens tre dage.").clauses
    assert clause.topics == frozenset()
    assert ours.read("Vi har ikke kigget på modellen.").denies
    assert reader_of(library, "copenhagen") is theirs


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (OWN, "»nærmere«"),
        ("[subject.standards]\nsignals = ['x']\n", "standards"),
        ("[nothing]\nsource = 'fvl § 24'\n", "`source`"),
        ("[words]\nfiller = ['x']\n", "`words`"),
        ("phrases = [", "TOML"),
    ],
)
def test_what_is_wrong_in_a_municipalitys_own_is_told(text: str, told: str, norms: Copy) -> None:
    own(norms.folder, text)
    problem = norms.refused()[0]
    assert problem.file == "vejen/language.toml"
    assert told in problem.what
