/* The team's list: choosing all lines of a table at once, and how many are chosen. Without it
   each line is chosen by itself, and all else is the same. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const said = document.querySelector("[data-chosen]");
  const boxes = () => [...document.querySelectorAll(".work-chooser tbody input[type=checkbox]")];
  const tell = () => {
    const count = boxes().filter((box) => box.checked).length;
    said.textContent = count === 0 ? "" : count === 1 ? said.dataset.one : said.dataset.many.replace("{n}", count);
  };
  if (!said) return;
  for (const table of document.querySelectorAll(".work-chooser")) {
    const heading = table.querySelector("th.work-tick");
    const all = document.createElement("input");
    all.type = "checkbox";
    all.setAttribute("aria-label", `${heading.textContent.trim()}: ${table.caption.textContent.trim()}`);
    heading.replaceChildren(all);
    all.addEventListener("change", () => {
      for (const box of table.querySelectorAll("tbody input[type=checkbox]")) box.checked = all.checked;
      tell();
    });
  }
  document.addEventListener("change", tell);
  tell();
});
