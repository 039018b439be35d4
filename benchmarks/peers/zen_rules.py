"""The workload in zen-engine: first-hit decision tables and expressions in a JDM graph.

Law and text stand in a second output column, since the engine has no references of its own.
Enumerations are given as numbers, which the engine compares faster than words.
"""

import json
from datetime import date, timedelta
from typing import Any

import zen

from benchmarks import workload
from benchmarks.workload import Citizen, Outputs

EPOCH = date(1970, 1, 1)
KEY = "standards"
Case = dict[str, Any]
Table = tuple[str, list[tuple[dict[str, str], int, str]]]

TABLES: dict[str, Table] = {
    "support": (
        "serviceloven § 85; kvalitetsstandarder 2019, 4.2",
        [
            ({"age_years": "< 18"}, 2, "Du er ikke fyldt 18 år."),
            ({"capacity": "0"}, 1, "Din funktionsevne er ikke betydeligt nedsat."),
            ({"level": "7"}, 4, "C2: kun i ganske særlige tilfælde."),
            ({"level": "< 8"}, 3, "Dit støttebehov ligger under C3."),
            ({}, 0, "Du er i målgruppen."),
        ],
    ),
    "sheltered": (
        "serviceloven § 103; kvalitetsstandarder 2019, 4.3",
        [
            ({"age_years": "< 18"}, 2, "Du er ikke fyldt 18 år."),
            ({"age_years": ">= 67"}, 5, "Du har nået folkepensionsalderen."),
            ({"capacity": "0"}, 1, "Din funktionsevne er ikke betydeligt nedsat."),
            ({"employment": "1, 2"}, 6, "Du er i ordinært arbejde eller fleksjob."),
            ({"level": "< 6"}, 3, "Dit støttebehov ligger under C."),
            ({"level": ">= 12"}, 7, "Dit støttebehov ligger over D."),
            ({"own_transport": "false"}, 8, "Du kan ikke selv komme frem."),
            ({"can_work": "false"}, 9, "Du kan ikke udføre en arbejdsfunktion."),
            ({"day_grant": "2"}, 10, "Du har et tilbud efter § 104."),
            ({}, 0, "Du er i målgruppen."),
        ],
    ),
    "activities": (
        "serviceloven § 104; kvalitetsstandarder 2019, 4.4",
        [
            ({"age_years": "< 18"}, 2, "Du er ikke fyldt 18 år."),
            ({"capacity": "0"}, 1, "Din funktionsevne er ikke betydeligt nedsat."),
            ({"level": "< 9"}, 3, "Dit støttebehov ligger under D."),
            ({"level": ">= 18"}, 7, "Dit støttebehov ligger over F."),
            ({"employment": "3", "housing": "[2..4]"}, 11, "STU i botilbud: konkret vurdering."),
            ({"day_grant": "1"}, 10, "Du har et tilbud efter § 103."),
            ({}, 0, "Du er i målgruppen."),
        ],
    ),
    "temporary_stay": (
        "serviceloven § 107; kvalitetsstandarder 2019, 4.5",
        [
            ({"age_years": "< 18"}, 2, "Du er ikke fyldt 18 år."),
            ({"capacity": "0"}, 1, "Din funktionsevne er ikke betydeligt nedsat."),
            ({"need": "0"}, 12, "Dit behov kan dækkes i egen bolig."),
            ({"need": ">= 3"}, 14, "Dit behov er ikke midlertidigt."),
            ({"level": "< 9", "need": "2"}, 4, "Afklaring: støttebehovet kan ligge under D."),
            ({"level": "< 9"}, 3, "Dit støttebehov ligger under D."),
            ({}, 0, "Du er i målgruppen."),
        ],
    ),
    "long_term_stay": (
        "serviceloven § 108; kvalitetsstandarder 2019, 4.6",
        [
            ({"age_years": "< 18"}, 2, "Du er ikke fyldt 18 år."),
            ({"capacity": "!= 2"}, 1, "Din funktionsevne er ikke betydeligt og varigt nedsat."),
            ({"need": "4"}, 13, "Dit behov er et plejebehov."),
            ({"need": "0"}, 12, "Dit behov kan dækkes i egen bolig."),
            ({"need": "!= 3"}, 15, "Dit behov er ikke varigt."),
            ({"level": "< 9"}, 3, "Dit støttebehov ligger under D."),
            ({}, 0, "Du er i målgruppen."),
        ],
    ),
    "guidance_matrix": (
        "kvalitetsstandarder 2019, 2.4",
        [
            ({"housing": "0, 1, 5", "level": "< 6"}, 32, "Råd og vejledning."),
            ({"housing": "0, 1, 5", "level": "6, 7"}, 2, "§ 103."),
            ({"housing": "0, 1, 5", "level": "8"}, 3, "§§ 85 og 103."),
            ({"housing": "0, 1, 5", "level": "[9..11]"}, 7, "§§ 85, 103 og 104."),
            ({"housing": "0, 1, 5", "level": "[12..17]"}, 5, "§§ 85 og 104."),
            ({"housing": "0, 1, 5"}, 0, "Intet."),
            ({"level": "< 9"}, 0, "Intet."),
            ({"housing": "2", "level": "[9..11]"}, 15, "§§ 85, 103, 104 og 107."),
            ({"housing": "2", "level": "[12..17]"}, 13, "§§ 85, 104 og 107."),
            ({"housing": "2"}, 9, "§§ 85 og 107."),
            ({"level": "[9..11]"}, 23, "§§ 85, 103, 104 og 108."),
            ({"level": "[12..17]"}, 21, "§§ 85, 104 og 108."),
            ({}, 17, "§§ 85 og 108."),
        ],
    ),
}
NEAR = "(distance_m <= 10000 ? transport_cost_ore : transport_cost_ore * 10000 / distance_m)"
EXPRESSIONS = {
    "sheltered_days": "sheltered == 0 ? (housing in [2..4] ? 3 : 5) : 0",
    "activity_days": ("activities == 0 ? (housing in [2..4] ? (age_years > 65 ? 2 : 4) : 5) : 0"),
    "combination": (
        "(sheltered == 0 and activities == 0) ? 1 "
        ": (activities == 10 ? 2 : (sheltered == 10 ? 3 : 0))"
    ),
    "support_hours": "support == 0 ? 5 : 0",
    "transport": (
        f"sheltered == 0 ? round(transport_cost_ore - min([{NEAR}, 0.3 * earnings_ore])) "
        ": ((activities == 0 and capacity in [1, 2]) ? transport_cost_ore : 0)"
    ),
    "follow_up": "support == 0 ? on + 365 : (activities == 0 ? on + 730 : 0)",
}


def engine() -> Any:
    """The rules, loaded and compiled ahead: the static loader is the fastest way in."""
    return zen.ZenEngine({"loader": {"type": "static", "content": {KEY: _graph()}}})


def case(citizen: Citizen) -> Case:
    """A citizen as the engine's context."""
    return {
        "level": citizen.level,
        "age_years": citizen.age_years,
        "housing": workload.HOUSING.index(citizen.housing),
        "capacity": workload.CAPACITY.index(citizen.capacity),
        "employment": workload.EMPLOYMENT.index(citizen.employment),
        "own_transport": citizen.own_transport,
        "can_work": citizen.can_work,
        "need": workload.NEED.index(citizen.need),
        "day_grant": workload.DAY_GRANT.index(citizen.day_grant),
        "distance_m": citizen.distance_m,
        "transport_cost_ore": citizen.transport_cost_ore,
        "earnings_ore": citizen.earnings_ore,
        "on": (citizen.on - EPOCH).days,
    }


def explained(rules: Any, facts: Case) -> bytes:
    """The outputs with the engine's trace, as JSON."""
    return json.dumps(rules.evaluate(KEY, facts, {"trace": True}), ensure_ascii=False).encode()


def outputs(answered: bytes) -> Outputs:
    """What the workload asks, read off an answer."""
    result = json.loads(answered)["result"]
    found = [int(result[name]) for name in (*TABLES, *EXPRESSIONS)]
    day = EPOCH + timedelta(days=found[-1]) if found[-1] else None
    return Outputs._make((*found[:-1], day))


def _graph() -> dict[str, Any]:
    tables = [_table(name, *table) for name, table in TABLES.items()]
    expressions = _node("expressions", "expressionNode", {
        "passThrough": True,
        "expressions": [{"id": k, "key": k, "value": v} for k, v in EXPRESSIONS.items()],
    })  # fmt: skip
    nodes = [_node("start", "inputNode"), *tables, expressions, _node("end", "outputNode")]
    # Side by side, which the engine runs faster than one after the other.
    edges = [_edge("start", table["id"]) for table in tables]
    edges += [_edge(table["id"], "expressions") for table in tables]
    edges += [_edge("start", "expressions"), _edge("expressions", "end")]
    return {"nodes": nodes, "edges": edges}


def _table(name: str, law: str, rows: list[tuple[dict[str, str], int, str]]) -> dict[str, Any]:
    columns = list(dict.fromkeys(column for cells, _code, _text in rows for column in cells))
    outputs = {"code": name, "because": f"{name}_because"}
    rules = [
        {"_id": f"{name}-{place}", **{column: cells.get(column, "") for column in columns},
         "code": str(code), "because": json.dumps(f"{law}: {text}", ensure_ascii=False)}
        for place, (cells, code, text) in enumerate(rows)
    ]  # fmt: skip
    return _node(name, "decisionTableNode", {
        "hitPolicy": "first",
        "passThrough": False,
        "inputs": [{"id": column, "field": column, "name": column} for column in columns],
        "outputs": [{"id": key, "field": field, "name": key} for key, field in outputs.items()],
        "rules": rules,
    })  # fmt: skip


def _edge(before: str, after: str) -> dict[str, str]:
    return {"id": f"{before}-{after}", "sourceId": before, "targetId": after, "type": "edge"}


def _node(name: str, kind: str, content: dict[str, Any] | None = None) -> dict[str, Any]:
    node = {"id": name, "type": kind, "name": name, "position": {"x": 0, "y": 0}}
    return node if content is None else {**node, "content": content}
