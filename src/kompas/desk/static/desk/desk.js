/* What a page does by itself, without a framework. htmx does the rest.
   - a form with data-autosave is saved as a draft while one types, and again when a lost
     connection is back; until then its text is kept for this window (sessionStorage);
   - the banner tells that the connection is lost;
   - what has data-focus gets the keyboard when a page has come. */
"use strict";

(() => {
  const SAVE_AFTER_MS = 800;
  const TRY_AGAIN_MS = 4000;
  const banner = document.getElementById("connection");

  const isLost = (lost) => { if (banner) banner.hidden = !lost; };
  window.addEventListener("offline", () => isLost(true));
  document.addEventListener("htmx:sendError", () => isLost(true));
  document.addEventListener("htmx:afterOnLoad", () => isLost(false));

  const csrf = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];

  class Autosaved {
    constructor(form) {
      this.form = form;
      this.url = form.dataset.autosave;
      this.state = form.querySelector("[data-saved]");
      this.timer = null;
      this.restore();
      form.addEventListener("input", () => this.changed());
      form.addEventListener("change", () => this.changed());
      form.addEventListener("submit", () => { clearTimeout(this.timer); });
      window.addEventListener("online", () => this.save());
      // A window that is closed or left in the middle of a word: what is there goes out now.
      document.addEventListener("visibilitychange", () => { if (this.timer && document.hidden) this.save(); });
    }
    get key() { return "draft:" + this.url; }
    body() {
      const data = new URLSearchParams();
      for (const [name, value] of new FormData(this.form)) {
        if (typeof value === "string" && name !== "csrfmiddlewaretoken") data.append(name, value);
      }
      return data;
    }
    changed() {
      sessionStorage.setItem(this.key, this.body().toString());
      this.say(this.form.dataset.saving);
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), SAVE_AFTER_MS);
    }
    async save() {
      if (sessionStorage.getItem(this.key) === null) return;
      clearTimeout(this.timer);
      this.timer = null;
      const sent = sessionStorage.getItem(this.key);
      try {
        const answer = await fetch(this.url, {
          method: "POST", body: sent, keepalive: sent.length < 60000, credentials: "same-origin",
          headers: { "Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": csrf(), "HX-Request": "true" },
        });
        if (!answer.ok) throw new Error(String(answer.status));
        isLost(false);
        if (answer.headers.get("HX-Redirect")) { this.say(this.form.dataset.signedOut); return; }
        if (sessionStorage.getItem(this.key) === sent) sessionStorage.removeItem(this.key);
        this.say(await answer.text());
        this.form.dispatchEvent(new CustomEvent("saved", { bubbles: true }));
      } catch (error) {
        isLost(true);
        this.say(this.form.dataset.unsaved);
        this.timer = setTimeout(() => this.save(), TRY_AGAIN_MS);
      }
    }
    restore() {
      const kept = sessionStorage.getItem(this.key);
      if (kept === null) return;
      for (const element of this.form.elements) {
        if (["checkbox", "radio"].includes(element.type)) element.checked = false;
      }
      for (const [name, value] of new URLSearchParams(kept)) {
        for (const element of this.form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
          if (["checkbox", "radio"].includes(element.type)) { if (element.value === value) element.checked = true; }
          else if (element.type !== "hidden" && element.type !== "file") element.value = value;
        }
      }
      this.save();
    }
    say(text) { if (this.state && text !== undefined) this.state.textContent = text; }
  }

  const ready = (root) => {
    for (const form of root.querySelectorAll("form[data-autosave]")) {
      if (!form.autosaved) form.autosaved = new Autosaved(form);
    }
    const first = root.querySelector("[data-focus]");
    if (first) first.focus();
  };
  document.addEventListener("DOMContentLoaded", () => ready(document));
  document.addEventListener("htmx:load", (event) => ready(event.detail.elt));
})();
