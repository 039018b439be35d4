/* The guide "Gælder det mig?": asks what is still needed, and answers with reasons.

   Works out in the browser what the rule engine works out on the server, from the tables in the
   file beside it. Nothing that is answered here is stored or sent. */
"use strict";

(function () {
  // --- the tables --------------------------------------------------------------------------------

  function unique(list) {
    return Array.from(new Set(list));
  }

  function range(count) {
    return Array.from({ length: count }, (_nothing, place) => place);
  }

  /** For each axis of a question the cells that what is known leaves open. */
  function keyOf(question, known) {
    return question.axes.map((axis) => {
      const cells = known[axis.fact];
      return cells ? unique(cells.map((cell) => axis.of[cell])).sort((a, b) => a - b) : range(axis.cells);
    });
  }

  function holds(question, row, point) {
    return row.boxes.some((box) =>
      question.axes.every((axis, place) => !(axis.fact in box) || box[axis.fact].includes(point[place])),
    );
  }

  function factsOf(row) {
    return row.boxes.flatMap((box) => Object.keys(box));
  }

  /** Every open point over some facts; the other axes stand at their first open cell. */
  function* sweep(question, key, facts) {
    const cells = key.map((open, place) => (facts.has(question.axes[place].fact) ? open : open.slice(0, 1)));
    const at = cells.map(() => 0);
    for (;;) {
      yield at.map((step, place) => cells[place][step]);
      let place = cells.length - 1;
      while (place >= 0 && ++at[place] === cells[place].length) at[place--] = 0;
      if (place < 0) return;
    }
  }

  // --- the answers -------------------------------------------------------------------------------

  function statusAt(question, place, point) {
    const row = question.rows[place];
    const there = holds(question, row, point);
    if (question.shape === "criteria") {
      if (row.individual) return there ? "individual" : "met";
      return there ? "met" : "not_met";
    }
    if (!there) return "";
    const gives = (row.unless || []).some((other) => holds(question, question.rows[other], point));
    return gives ? "gives_way" : "holds";
  }

  function decidingFacts(question, place) {
    const row = question.rows[place];
    const rows = [row].concat((row.unless || []).map((other) => question.rows[other]));
    return new Set(rows.flatMap(factsOf));
  }

  function statusOf(question, place, key) {
    let found = null;
    for (const point of sweep(question, key, decidingFacts(question, place))) {
      const status = statusAt(question, place, point);
      if (found !== null && found !== status) return "unknown";
      found = status;
    }
    return found;
  }

  function grade(question, place, point) {
    const status = statusAt(question, place, point);
    if (status === "met") return 0;
    if (status === "individual") return 1;
    return question.rows[place].binds ? 3 : 2;
  }

  /** Criteria that share an open fact are looked at together, the others apart. */
  function components(question, key) {
    const open = new Set(question.axes.filter((_axis, place) => key[place].length > 1).map((axis) => axis.fact));
    let groups = [];
    question.rows.forEach((row, place) => {
      let facts = new Set(factsOf(row).filter((fact) => open.has(fact)));
      let places = [place];
      const apart = [];
      for (const group of groups) {
        if (Array.from(group.facts).some((fact) => facts.has(fact))) {
          places = places.concat(group.places);
          facts = new Set([...facts, ...group.facts]);
        } else {
          apart.push(group);
        }
      }
      groups = apart.concat([{ facts, places }]);
    });
    return groups.map((group) => group.places);
  }

  function possibleOf(question, key) {
    if (question.shape === "duties") return [];
    if (question.shape === "criteria") {
      let grades = new Set([0]);
      for (const places of components(question, key)) {
        const facts = new Set(places.flatMap((place) => factsOf(question.rows[place])));
        const here = new Set();
        for (const point of sweep(question, key, facts)) {
          here.add(Math.max(...places.map((place) => grade(question, place, point))));
        }
        grades = new Set([...grades].flatMap((one) => [...here].map((other) => Math.max(one, other))));
      }
      return [...grades].sort((a, b) => a - b);
    }
    const silent = question.answers.findIndex((answer) => answer.value === "not_stated");
    const found = new Set();
    for (const point of sweep(question, key, new Set(question.axes.map((axis) => axis.fact)))) {
      const deciding = question.rows.filter((_row, place) => statusAt(question, place, point) === "holds");
      (deciding.length ? deciding.map((row) => row.answer) : [silent]).forEach((answer) => found.add(answer));
    }
    return [...found].sort((a, b) => a - b);
  }

  function openness(question, key) {
    const unknown = question.rows.filter((_row, place) => statusOf(question, place, key) === "unknown").length;
    return unknown + Math.max(possibleOf(question, key).length - 1, 0);
  }

  function answerOne(question, known) {
    const key = keyOf(question, known);
    const statuses = question.rows.map((_row, place) => statusOf(question, place, key));
    const missing = new Set();
    const possible = possibleOf(question, key);
    const open = {}; // the facts that can still change the answer, each with its turn
    statuses.forEach((status, row) => {
      if (status !== "unknown") return;
      const deciding = decidingFacts(question, row);
      question.axes.forEach((axis, place) => {
        if (key[place].length <= 1 || !deciding.has(axis.fact)) return;
        missing.add(axis.fact);
        const turn = turnOf(question, question.rows[row], possible);
        if (turn !== null) open[axis.fact] = Math.min(turn, open[axis.fact] ?? turn);
      });
    });
    const settles = {};
    const before = missing.size ? openness(question, key) : 0;
    question.axes.forEach((axis, place) => {
      if (!missing.has(axis.fact)) return;
      const after = key[place].map((cell) => openness(question, Object.assign(key.slice(), { [place]: [cell] })));
      settles[axis.fact] = 1 - after.reduce((sum, one) => sum + one, 0) / after.length / before;
    });
    return { possible, statuses, missing: [...missing], settles, open };
  }

  /** When a row's facts are asked for: the act's criteria first; null where it can change nothing. */
  function turnOf(question, row, possible) {
    if (question.shape !== "criteria") return possible.length > 1 ? question.turn : null;
    const worst = row.individual ? 1 : row.binds ? 3 : 2;
    if (worst <= Math.min(...possible)) return null;
    return row.binds ? 0 : question.turn;
  }

  /** The answers to all questions; `known` gives for each fact the cells that are possible. */
  function answer(guide, known) {
    const so_far = Object.assign({}, known);
    for (const [name, fact] of Object.entries(guide.facts)) {
      if (fact.known && !so_far[name]) so_far[name] = fact.known;
    }
    const answers = {};
    for (const question of guide.questions) {
      const found = (answers[question.name] = answerOne(question, so_far));
      const cells = found.possible.map((place) => question.answers[place].known);
      if (!so_far[question.name] && cells.length && cells.every(Boolean)) {
        so_far[question.name] = unique(cells.flat()).sort((a, b) => a - b);
      }
    }
    return answers;
  }

  /** The facts to ask for, turn by turn, the one that settles most first; not those in `known` or `skipped`. */
  function askFirst(guide, answers, known, skipped) {
    const out = guide.questions.some(
      (question) => question.shape === "criteria" && answers[question.name].possible.join() === "3",
    );
    if (out) return [];
    const byName = new Map(guide.questions.map((question) => [question.name, question]));
    function* toAsk(name) {
      const question = byName.get(name);
      if (question) {
        for (const axis of question.axes) yield* toAsk(axis.fact);
      } else if (guide.facts[name].ask && !known[name]) {
        yield name;
      }
    }
    const settled = {};
    const turns = {};
    for (const question of guide.questions) {
      if (question.shape === "duties") continue;
      const found = answers[question.name];
      for (const [name, turn] of Object.entries(found.open)) {
        for (const fact of toAsk(name)) {
          settled[fact] = (settled[fact] || 0) + found.settles[name];
          turns[fact] = Math.min(turn, turns[fact] ?? turn);
        }
      }
    }
    const weigh = (name) => Math.round(settled[name] * 1e9);
    return Object.keys(settled)
      .filter((name) => !skipped.includes(name))
      .sort((a, b) => turns[a] - turns[b] || weigh(b) - weigh(a) || (a < b ? -1 : 1));
  }

  const engine = { answer, askFirst };
  if (typeof module !== "undefined") module.exports = engine;
  if (typeof document === "undefined") return;

  // --- the page ----------------------------------------------------------------------------------

  const guide = globalThis.kompasGuide;
  const place = document.getElementById("guide");
  const texts = place.dataset;
  const EXTENT = 2; // the turn of the questions about how much
  let unexplained = []; // hard words that the answer has not used yet
  let chosen = []; // what was answered, in order: {fact, option}; option is null for "I do not know"

  function element(tag, content, attributes) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) made.setAttribute(name, value);
    for (const part of [].concat(content || [])) made.append(part);
    return made;
  }

  function knownNow() {
    const known = {};
    for (const { fact, option } of chosen) if (option !== null) known[fact] = guide.facts[fact].options[option].cells;
    return known;
  }

  function skippedNow() {
    return chosen.filter(({ option }) => option === null).map(({ fact }) => fact);
  }

  function show(moveFocus) {
    const known = knownNow();
    const answers = answer(guide, known);
    const next = askFirst(guide, answers, known, skippedNow())[0];
    const parts = [next ? form(next) : result(answers)];
    if (chosen.length) parts.push(givenSoFar());
    place.replaceChildren(...parts);
    if (moveFocus) place.querySelector("[tabindex]").focus();
  }

  function form(name) {
    const fact = guide.facts[name];
    const legend = element("legend", fact.ask, { tabindex: "-1" });
    const options = fact.options.map((option, number) => radio(option.text, String(number)));
    options.push(radio(texts.doNotKnow, ""));
    const help = fact.help ? [element("p", fact.help, { class: "hint", id: "hint" })] : [];
    const fieldset = element("fieldset", [legend, ...help, ...options]);
    if (fact.help) fieldset.setAttribute("aria-describedby", "hint");
    const problem = element("p", "", { class: "problem", role: "alert" });
    const made = element("form", [fieldset, problem, element("button", texts.next, { type: "submit" })]);
    made.addEventListener("submit", (event) => {
      event.preventDefault();
      const picked = made.querySelector("input:checked");
      if (!picked) {
        problem.textContent = texts.choose;
        return;
      }
      chosen.push({ fact: name, option: picked.value === "" ? null : Number(picked.value) });
      show(true);
    });
    return made;
  }

  function radio(text, value) {
    const input = element("input", [], { type: "radio", name: "answer", value });
    return element("label", [input, " ", text], { class: "choice" });
  }

  function givenSoFar() {
    const lines = chosen.map(({ fact, option }, number) => {
      const said = option === null ? texts.doNotKnow : guide.facts[fact].options[option].text;
      const again = element("button", texts.change, { type: "button", class: "plain" });
      again.setAttribute("aria-label", `${texts.change}: ${guide.facts[fact].ask}`);
      again.addEventListener("click", () => {
        chosen = chosen.slice(0, number);
        show(true);
      });
      return element("li", [`${guide.facts[fact].ask} `, element("strong", said), " ", again]);
    });
    return element("section", [element("h2", texts.given), element("ul", lines)], { class: "given" });
  }

  function result(answers) {
    const parts = [];
    unexplained = (guide.explained || []).slice();
    for (const question of guide.questions) {
      const found = answers[question.name];
      if (question.shape === "criteria") parts.push(...criteria(question, found));
    }
    const others = guide.questions.filter(
      (q) => q.shape === "choice" && !q.staff && answers[q.name].possible.length,
    );
    const out = guide.questions.some((q) => q.shape === "criteria" && answers[q.name].possible.join() === "3");
    if (others.length && !out) {
      parts.push(element("h3", texts.others));
      others.forEach((question) => parts.push(...choice(question, answers[question.name])));
    }
    return element("section", parts, { class: "result", "aria-live": "polite" });
  }

  function criteria(question, found) {
    const outcome = found.possible.length === 1 ? question.answers[found.possible[0]].value : "unknown";
    const parts = [element("h2", texts[outcome], { tabindex: "-1" }), element("p", texts[`${outcome}Lead`])];
    const heads = { not_met: texts.not_met, individual: texts.assessed, unknown: texts.open, met: texts.met };
    for (const [status, head] of Object.entries(heads)) {
      // Where a matter is left to an assessment only of others, that is nothing to tell.
      const rows = question.rows.filter(
        (row, at) => found.statuses[at] === status && !(row.individual && status === "met"),
      );
      if (rows.length) parts.push(element("h3", head), element("ul", rows.map(rule)));
    }
    return parts;
  }

  function choice(question, found) {
    // What is still open is not told as a list of all there can be: how much depends on the need.
    const said = found.possible.length === 1 ? question.answers[found.possible[0]].text : dependsOn(question);
    const rows = question.rows.filter((_row, at) => ["holds", "unknown"].includes(found.statuses[at]));
    const told = [element("h4", `${question.text}: ${said}`)];
    if (rows.length) told.push(element("details", [element("summary", texts.why), element("ul", rows.map(rule))]));
    return told;
  }

  function dependsOn(question) {
    return question.turn === EXTENT ? texts.dependsOnNeed : texts.dependsOnSituation;
  }

  function rule(row) {
    const source = element("span", `${row.weight} · ${row.source}`, { class: "source" });
    const note = row.note ? [element("span", row.note, { class: "source" })] : [];
    const against = (row.against || []).map((said) => element("p", `${texts.against} ${said}`, { class: "warn" }));
    return element("li", [row.text, ...explained(row.text), source, ...note, ...against]);
  }

  /** The words of a text with a space around each, so that a word is found only where it stands alone. */
  function words(text) {
    return ` ${(text.match(/[\p{L}\p{N}_]+/gu) || []).join(" ")} `;
  }

  /** What the hard words of a text mean, where they first stand. */
  function explained(text) {
    const said = words(text);
    const here = unexplained.filter((one) => one.words.some((word) => said.includes(words(word))));
    unexplained = unexplained.filter((one) => !here.includes(one));
    return here.map((one) => element("p", one.text, { class: "explained" }));
  }

  show(false);
})();
