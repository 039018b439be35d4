"""The norms as pages that a jurist reads: every question, every rule, rank, source and reading."""

from collections.abc import Callable, Mapping
from functools import partial

from kompas.norms import Carries, Library, NormFile, Question, Row, Shape, load
from kompas.norms.domain import Allowed
from kompas.norms.read_answers import MOST
from kompas.norms.remarks import Remarks
from kompas.norms.rows import Box
from kompas.norms.wording import answer_text, rank_text, span_text, verified_text


def pages() -> Mapping[str, Callable[[], str]]:
    """A page for each norm file, and one for the types of ground."""
    library = load()
    made: dict[str, Callable[[], str]] = {
        f"{file.file.removesuffix('.toml').replace('/', '-')}.md": partial(_file, library, file)
        for file in library.files
    }
    made["grounds.md"] = partial(_grounds, library)
    return made


def _file(library: Library, file: NormFile) -> str:
    lines = _head(file)
    names = dict.fromkeys(row.question for row in file.rows)
    questions = {**library.words.questions, **file.questions}
    for name in names:
        lines += ["", f"## {questions[name].text}", ""]
        for row in (row for row in file.rows if row.question == name):
            lines += _row(library, questions, row)
    if file.protections:
        lines += ["", "## Det kan aldrig alene gøre svaret dårligere", ""]
        lines += [f"- {p.text} ({p.citation})" for p in file.protections]
    if file.restated:
        lines += ["", "## Det gentager dokumentet et andet sted", ""]
        for row in file.restated:
            lines += [*_row(library, questions, row), f"  Gengiver: `{row.restates}`."]
    return "\n".join([*lines, *_remarks(library, file.remarks)])


def _remarks(library: Library, remarks: Remarks) -> list[str]:
    """What the file says beside its rules."""
    lines = []
    if remarks.silences:
        lines += ["", "## Det siger dokumentet intet om", ""]
        for silence in remarks.silences:
            heading = library.words.headings[silence.heading].text
            lines.append(f"- {heading}: {silence.text} ({silence.citation})")
    if remarks.news:
        lines += ["", "## Nyt siden dokumentet", ""]
        for one in remarks.news:
            since = one.first.isoformat() if one.first else "dagen er ikke slået efter"
            sure = verified_text(one.verified)
            lines.append(f"- {since}: {one.text} ({'; '.join(filter(None, [one.act, sure]))})")
    if remarks.open_questions:
        lines += ["", "## Det er ikke afgjort", ""]
        for open_one in remarks.open_questions:
            lines.append(f"- {open_one.text} ({open_one.citation})")
            lines.append(f"  Indtil da: {open_one.meanwhile}")
    return lines


def _head(file: NormFile) -> list[str]:
    """What the file is, from when, and what it says of itself as a whole."""
    first = file.period.first.isoformat() if file.period.first else "?"
    last = f" til og med {file.period.last.isoformat()}" if file.period.last else ""
    lines = [f"# {file.title}", "", f"`norms/{file.file}`, gælder fra {first}{last}."]
    if file.replaces:
        lines.append(f"Afløser `norms/{file.replaces}`.")
    if file.corrects:
        lines.append(f"Retter: {file.corrects}")
    if file.adopted:
        lines.append(f"Vedtaget: {'ukendt' if file.adopted == 'unknown' else file.adopted}.")
    if file.reviewed_by:
        lines.append(f"Gennemgået af: {file.reviewed_by}.")
    else:
        lines.append("Ingen jurist har skrevet under på den endnu.")
    if file.running_grants:
        lines += ["", f"Løbende bevillinger: {file.running_grants}"]
    if file.reading:
        lines += ["", f"Læsning: {file.reading}"]
    return lines


def _row(library: Library, questions: Mapping[str, Question], row: Row) -> list[str]:
    question = questions[row.question]
    head = f"- **{row.text}** `{row.code}`"
    notes = [rank_text(row.rank), str(row.citation)]
    if row.answer is not None:
        notes.insert(0, f"svar: {answer_text(row.answer, question, library.words)}")
    if any(row.boxes):
        boxes = (_box(library, questions, box) for box in row.boxes)
        word = "opfyldt når" if question.shape is Shape.CRITERIA else "når"
        if row.effect and row.effect.value == "individual":
            word = "individuelt når"
        notes.insert(0, f"{word} {' eller '.join(boxes)}")
    if row.requires:
        texts = (library.words.elements[name].text for name in row.requires)
        notes.append(f"kræver: {', '.join(texts)}")
    if row.unless:
        notes.append(f"viger for: {', '.join(row.unless)}")
    if verified := verified_text(row.verified):
        notes.append(verified)
    lines = [head, f"  {'; '.join(notes)}."]
    if row.reading:
        lines.append(f"  Læsning: {row.reading}")
    return lines


def _box(library: Library, questions: Mapping[str, Question], box: Box) -> str:
    parts = (_condition(library, questions, name, allowed) for name, allowed in box.items())
    return " og ".join(parts)


def _condition(
    library: Library, questions: Mapping[str, Question], name: str, allowed: Allowed
) -> str:
    fact = library.words.facts.get(name)
    if fact is not None:
        return f"{fact.text.lower()} er {span_text(fact, allowed)}"
    question = questions[name]
    spans = (_plain(low, high, question.answers) for low, high in allowed)
    return f"{question.text.lower()} er {' eller '.join(spans)}"


def _plain(low: int, high: int, answers: Mapping[str, str]) -> str:
    if answers:
        return " eller ".join(list(answers.values())[low : high + 1])
    if high >= MOST:
        return f"{low} eller mere"
    return str(low) if low == high else f"{low}-{high}"


def _grounds(library: Library) -> str:
    carries = {
        "alone": "kan bære alene, når alt er vist",
        "with_others": "kan kun stå ved siden af en grund, der bærer",
        "never": "må aldrig være en grund",
    }
    lines = ["# Grunde", "", "Det, en afgørelse kan bygge på, og det, der skal vises."]
    for ground in library.grounds.values():
        lines += ["", f"## {ground.heading}", "", f"`{ground.name}`: {carries[ground.carries]}."]
        if ground.kinds:
            kinds = library.words.facts["decision_kind"].domain
            texts = (kinds.text(kinds.names[kind]) for kind in ground.kinds)
            only = "Må ikke stå i" if ground.carries is Carries.NEVER else "Bærer kun"
            lines.append(f"{only}: {', '.join(texts)}.")
        lines += ["", ground.why, "", f"*{ground.citation}*", ""]
        lines += [f"- skal vise {demand.text}" for demand in ground.demands]
        if ground.reading:
            lines.append(f"\nLæsning: {ground.reading}")
    return "\n".join(lines)
