"""A judgement as a page, as a line of a table, and as data."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from kompas.casework import Decision
from kompas.cli.page import BAD, GOOD, OPEN, QUIET, STRONG, indented, point, several, text
from kompas.norms import Library
from kompas.soundness import Finding, Judgement, Verdict, Weight
from kompas.soundness.wording import (
    HEADINGS,
    VERDICT_MEANINGS,
    VERDICT_TEXTS,
    cited,
    kind_of,
    source_text,
)
from kompas.wire.write import judgement_json
from kompas.words import N_, _, day_text, language

VERDICTS = {
    Verdict.STANDS: ("✓", GOOD, VERDICT_TEXTS[Verdict.STANDS]),
    Verdict.FALLS: ("✗", BAD, VERDICT_TEXTS[Verdict.FALLS]),
    Verdict.MUST_BE_MENDED: ("✗", BAD, VERDICT_TEXTS[Verdict.MUST_BE_MENDED]),
    Verdict.LACKS_REASON: ("!", OPEN, VERDICT_TEXTS[Verdict.LACKS_REASON]),
    Verdict.CANNOT_BE_JUDGED: ("?", OPEN, VERDICT_TEXTS[Verdict.CANNOT_BE_JUDGED]),
}
_STYLES = {weight: BAD if weight in (Weight.BLOCKING, Weight.MEND) else OPEN for weight in Weight}
IN_SHORT = {
    "against_binding_answer": N_("strider mod reglerne om »{about}«"),
    "claim_left_open": N_("det er åbent, om »{about}« er rigtig"),
    "claim_contradicts_fact": N_("»{about}« passer ikke med en oplysning i sagen"),
    "grounds_contradict": N_("»{about}« og en anden grund kan ikke begge være rigtige"),
    "grant_is_less_than_asked": N_("der er søgt om mere, end borgeren får"),
    "text_contradicts_answer": N_("en tekst siger andet end reglerne"),
    "text_contradicts_day": N_("en tekst siger en anden dato"),
    "text_contradicts_extent": N_("en tekst siger et andet omfang"),
    "text_contradicts_fact": N_("en tekst siger andet end en oplysning i sagen"),
    "text_contradicts_field": N_("en tekst siger et andet tal end et felt"),
    "text_contradicts_payment": N_("en tekst siger et andet beløb"),
    "texts_too_long": N_("teksterne er for lange til at blive læst"),
    "texts_contradict": N_("to tekster siger hver sit"),
    "claim_contradicted": N_("»{about}« passer ikke med oplysningerne"),
    "deviation_without_reason": N_("afviger fra »{about}« uden individuel grund"),
    "rests_on_what_may_not_decide": N_("»{about}« hviler på noget, der ikke må afgøre det alene"),
    "duty_not_met": N_("mangler {lacks}"),
    "evidence_after_decision": N_("dokumentation fra efter afgørelsen"),
    "ground_cannot_carry": N_("»{about}« kan ikke bære alene"),
    "ground_not_shown": N_("»{about}« er ikke vist"),
    "ground_of_another_kind": N_("»{about}« kan ikke bære en afgørelse af den art"),
    "ground_of_another_service": N_("»{about}« hører til en anden ydelse"),
    "ground_says_nothing": N_("»{about}« siger ikke noget om borgeren"),
    "ground_speaks_of_another": N_("»{about}« bygger på noget, der ikke kan være grunden"),
    "ground_may_speak_of_another": N_("»{about}« bygger måske på noget, der ikke kan være grunden"),
    "reason_fits_anybody": N_("begrundelsen kunne gælde hvem som helst"),
    "ground_without_citizen": N_("»{about}« siger ikke, hvad borgeren kan eller har brug for"),
    "ground_without_text": N_("»{about}« har ingen tekst"),
    "amount_missing": N_("omfanget mangler"),
    "amounts_contradict": N_("omfanget er skrevet to gange med forskellige tal"),
    "kind_contradicts_extent": N_("arten passer ikke med omfanget"),
    "legal_basis_does_not_fit": N_("forkert lovgrundlag"),
    "basis_not_coded": N_("lovgrundlagets regler er ikke lagt ind"),
    "entitled_to_help": N_("borgeren har ret til hjælpen"),
    "entitlement_not_examined": N_("det er ikke undersøgt, om borgeren har ret til det"),
    "barred_decision": N_("det kan ikke besluttes"),
    "birth_contradicts_number": N_("alderen passer ikke med CPR-nummeret"),
    "running_help_contradicts": N_("»{about}« passer ikke med borgerens andre sager"),
    "not_coded": N_("reglerne er ikke lagt ind"),
    "outside_the_act": N_("en betingelse i loven er ikke opfyldt"),
    "said_twice": N_("det samme står to steder"),
    "says_nothing": N_("»{about}« siger ikke noget om borgeren"),
    "says_too_little": N_("»{about}« siger for lidt til at blive bedømt"),
    "shown_without_evidence": N_("»{about}« henviser ikke til dokumentation"),
    "grounds_cover_a_part": N_("det fremgår ikke, hvordan hele behovet bliver dækket"),
    "unlawful_ground": N_("»{about}« må ikke være en grund"),
    "nothing_linked": N_("intet henviser til dokumentation"),
    "evidence_too_old": N_("det undersøgte bygger på gamle bilag"),
    "nobody_has_looked": N_("det undersøgte bygger kun på dokumenter"),
    "heard_before_paper": N_("hørt, før bilaget var der"),
    "unheard_paper": N_("ikke hørt om et bilag"),
    "papers_heard_on_unknown": N_("bilagene i partshøringen er ukendte"),
    "hearing_too_short": N_("for kort frist i partshøringen"),
    "decided_before_answer": N_("afgjort før svarfristen"),
    "answer_is_empty": N_("svaret på partshøringen er tomt"),
    "answered_after_decision": N_("svaret er fra efter afgørelsen"),
    "answer_not_weighed": N_("svaret på partshøringen er ikke vurderet"),
    "nothing_to_weigh": N_("intet svar at vurdere"),
    "unfavourable_not_considered": N_("ingen bilag er set efter til partshøring"),
    "complaint_to_wrong_body": N_("klagen sendes et forkert sted hen"),
    "complaint_to_unknown_body": N_("ukendt klageinstans"),
    "complaint_way_unclear": N_("uklart, hvordan man klager"),
    "intrusive_by_the_facts": N_("oplysningerne taler for et indgribende valg"),
    "intrusiveness_not_examined": N_("ikke undersøgt, om valget er indgribende"),
    "nothing_changed": N_("intet er ændret siden sidst"),
}
"""Each kind of finding in few words, for a table."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A decision that was read from `file`, with what was found."""

    file: str
    decision: Decision
    judgement: Judgement
    library: Library

    @property
    def kind(self) -> str:
        """The kind of decision in words."""
        return kind_of(self.decision, self.library.words)

    def parts(self) -> Iterator[RenderableType]:
        """The whole page: what it is, the verdict, the findings with what to do, the silence."""
        yield self.head()
        yield ""
        mark, style, _word = VERDICTS[self.judgement.verdict]
        yield text((f"{mark} {_(VERDICT_MEANINGS[self.judgement.verdict])}", f"{STRONG} {style}"))
        number = 1
        for weight, heading in HEADINGS.items():
            found = [f for f in self.judgement.findings if f.weight is weight]
            if found:
                yield ""
                yield text((f"{_(heading)} ({len(found)})", f"{STRONG} {_STYLES[weight]}"))
            for finding in found:
                yield indented(point(f"{number}.", *_explained(finding)))
                number += 1
        if self.judgement.not_examined:
            yield ""
            yield text(_("Ikke undersøgt, fordi gengivelsen ikke siger noget om det:"))
            yield from (indented(point("-", text(line))) for line in self.silence())
        yield ""
        yield text((self.advice(), QUIET))

    def head(self) -> Text:
        """What was decided, by whom, when, and in which file."""
        decision, words = self.decision, self.library.words
        service = words.services[decision.service]
        name = service.text_en if language() == "en" else service.text
        kind = f"{self.kind[:1].upper()}{self.kind[1:]}"
        dated = day_text(decision.decided_on) if decision.decided_on else _("uden dato")
        where = [words.municipalities[decision.municipality], decision.unit]
        return several(
            [
                text((f"{kind}: {name} ({', '.join(service.legal_basis)})", STRONG)),
                text(" · ".join(filter(None, [decision.case_number, *where, dated]))),
                text((self.file, QUIET)),
            ]
        )

    def advice(self) -> str:
        """What the verdict does not say."""
        if self.judgement.verdict is Verdict.STANDS:
            return _(
                "Kompas efterprøver grunde, dokumentation og det, loven kræver af en afgørelse. "
                "Selve vurderingen af borgeren er din."
            )
        if self.decision.not_stated:
            return _("Gengivelsen er bedømt på det, den siger, og ikke på det, den tier om.")
        if self.judgement.verdict is Verdict.CANNOT_BE_JUDGED:
            return _("Kompas siger hverken ja eller nej, før det er afklaret.")
        return _("Ret udkastet, og kør igen.")

    def silence(self) -> Iterator[str]:
        """In words, what a published summary says nothing about."""
        words = self.library.words
        for name in self.judgement.not_examined:
            kind, _colon, rest = name.partition(":")
            if name in words.elements:
                element = words.elements[name]
                yield element.text_en if language() == "en" else element.text
            elif kind == "fact" and rest in words.facts:
                fact = words.facts[rest]
                yield fact.text_en if language() == "en" else fact.text
            elif kind == "ground":
                ground, _colon, demand = rest.partition(":")
                known = self.library.grounds[ground]
                shown = {one.code: one.text for one in known.demands}
                heading = known.text_en if language() == "en" else known.text
                yield f"{heading}: {cited(shown.get(demand, demand))}"
            else:
                yield _("hvad oplysningerne bygger på") if name == "evidence" else name

    def in_short(self) -> str:
        """The findings in a few words each, the gravest first."""
        order = list(HEADINGS)
        found = sorted(self.judgement.findings, key=lambda f: order.index(f.weight))
        return "; ".join(dict.fromkeys(self._short(finding) for finding in found))

    def _short(self, finding: Finding) -> str:
        words, english = self.library.words, language() == "en"
        about = finding.about
        if (ground := self.library.grounds.get(about)) is not None:
            about = ground.text_en if english else ground.text
        elif (question := words.questions.get(about)) is not None:
            about = question.text_en if english else question.text
        elements = [words.elements[name] for name in finding.lacks if name in words.elements]
        lacks = ", ".join(one.text_en if english else one.text for one in elements)
        short = IN_SHORT.get(finding.code)
        return _(short).format(about=about, lacks=lacks) if short else finding.text

    def data(self) -> dict[str, Any]:
        """The judgement for machines."""
        return {
            "file": self.file,
            "case_number": self.decision.case_number,
            "kind": self.decision.kind.value,
            **judgement_json(self.judgement),
        }


def _explained(finding: Finding) -> Iterator[RenderableType]:
    yield text(finding.says)
    yield from (point("-", text(line)) for line in finding.points)
    if finding.comes_to:
        yield text((finding.comes_to, QUIET))
    if source := source_text(finding):
        yield text((_("Kilde: {source}").format(source=source), QUIET))
    yield text((_("Gør nu: {remedy}").format(remedy=finding.remedy), STRONG))
