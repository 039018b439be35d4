/* Shortcuts on the keyboard. The page says which there are (data-shortcut on links of its own);
   where they are turned off, it has none and this does nothing.
   - while somebody types or chooses in a field they are off, and with any key held down beside;
   - a page with something typed that is not kept yet is not left by a single letter;
   - j and k go through the names in a list. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const ways = document.querySelector("[data-shortcuts]");
  if (!ways) return;
  const FIELDS = "input, textarea, select, [contenteditable]:not([contenteditable=false]), [role=textbox], [role=combobox]";
  let isTyped = false;
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && form.method === "post" && !form.matches("[data-autosave]")) isTyped = true;
  });
  const go = (by) => {
    const names = [...document.querySelectorAll("a.work-name")].filter((one) => one.offsetParent);
    const at = names.indexOf(document.activeElement);
    const next = names[at < 0 ? (by > 0 ? 0 : -1) : at + by];
    if (next) next.focus();
    return Boolean(next);
  };
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.repeat) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(FIELDS)) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "j" || event.key === "k") {
      if (go(event.key === "j" ? 1 : -1)) event.preventDefault();
      return;
    }
    const way = [...ways.querySelectorAll("a[data-shortcut]")].find((one) => one.dataset.shortcut === event.key);
    if (!way || isTyped) return;
    event.preventDefault();
    way.click();
  });
});
