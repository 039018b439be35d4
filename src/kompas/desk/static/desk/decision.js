/* A decision: what its kind does not ask for is out of the way. A part in which something stands is
   always shown, and so is one that a link leads to; a fold that it leads into opens. Without this the kind counts from the next time
   that the page comes.
   How one complains is proposed unless all is granted; what somebody wrote of it stays. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const kind = document.querySelector("#decision-form select[name=kind]");
  if (!kind) return;
  // What always is a decision need not be said (`DecisionPage._held`).
  const isUnsaid = (field) => field.name === "form" && field.value === "decision";
  const isEmpty = (part) => [...part.querySelectorAll("input:not([type=hidden]), select, textarea")].every(
    (field) => (["checkbox", "radio"].includes(field.type) ? !field.checked : field.value === "" || isUnsaid(field)),
  );
  const fit = () => {
    for (const part of document.querySelectorAll("#decision-form [data-kinds]")) {
      const asked = kind.value === "" || part.dataset.kinds.split(" ").includes(kind.value);
      part.hidden = !asked && isEmpty(part);
    }
  };
  const show = (hash) => {
    const target = hash.length > 1 && document.getElementById(decodeURIComponent(hash.slice(1)));
    const part = target && target.closest("[data-kinds][hidden]");
    if (part) part.hidden = false;
    for (let fold = target && target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  };
  const guidance = document.getElementById("guidance");
  const proposed = Object.entries(JSON.parse(guidance.dataset.guidance));
  const fieldOf = (name) => document.querySelector(`#decision-form [name="${CSS.escape(name)}"]`);
  const guide = () => {
    const says = (value) => proposed.every(([name, text]) => fieldOf(name).value === value(text));
    if (kind.value === "grant" && says((text) => text)) proposed.forEach(([name]) => { fieldOf(name).value = ""; });
    else if (!["", "grant"].includes(kind.value) && says(() => "")) proposed.forEach(([name, text]) => { fieldOf(name).value = text; });
    guidance.hidden = !says(() => "");
  };
  kind.addEventListener("change", fit);
  kind.addEventListener("change", guide);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link) show(link.hash);
  }, true);
  window.addEventListener("hashchange", () => show(location.hash));
  show(location.hash);
});
