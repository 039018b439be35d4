/* What a page does by itself, without a framework. htmx does the rest.
   - a form with data-autosave is saved as a draft while one types, and again when a lost
     connection is back; until then its text is kept for this window (sessionStorage);
   - the banner tells that the connection is lost;
   - a form with data-submit-at-once goes on by itself;
   - what has data-focus gets the keyboard when a page has come. */
"use strict";

(() => {
  const SAVE_AFTER_MS = 800;
  const TRY_AGAIN_MS = 4000;
  const LONGEST_SAVE_MS = 20000;
  const banner = document.getElementById("connection");

  const isLost = (lost) => { if (banner) banner.hidden = !lost; };
  window.addEventListener("offline", () => isLost(true));
  document.addEventListener("htmx:sendError", () => isLost(true));
  document.addEventListener("htmx:afterOnLoad", () => isLost(false));

  const cookie = (name) => (document.cookie.match(new RegExp("(?:^|; )" + name + "=([^;]+)")) || [])[1];
  const user = document.body.dataset.user;
  // Whoever signs in again in another window gets a new secret: the cookie has it, this page does
  // not. Somebody else's sign-in is not taken over: the old secret is refused, and nothing of this
  // window is recorded in another's name.
  const isSomebodyElse = () => (cookie("desk_user") || user) !== user;
  const csrf = () => (isSomebodyElse() ? undefined : cookie("csrftoken")) || JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
  const keyOf = (url) => "draft:" + user + ":" + url;
  document.addEventListener("htmx:configRequest", (event) => { event.detail.headers["X-CSRFToken"] = csrf(); });
  document.addEventListener("submit", (event) => {
    const secret = event.target.elements.csrfmiddlewaretoken;
    if (secret) secret.value = csrf();
  });

  // A day that does not exist is sent as nothing by browsers: it is told, and nothing is sent.
  document.addEventListener("submit", (event) => {
    const unread = [...event.target.elements].find((field) => field.validity && field.validity.badInput);
    if (!unread) return;
    event.preventDefault();
    unread.reportValidity();
    unread.focus();
  }, true);

  class Autosaved {
    constructor(form) {
      this.form = form;
      this.url = form.dataset.autosave;
      this.state = form.querySelector("[data-saved]");
      this.timer = null;
      this.restore();
      form.addEventListener("input", () => this.changed());
      form.addEventListener("change", () => this.changed());
      form.addEventListener("submit", (event) => this.submitted(event), true);
      window.addEventListener("online", () => this.save());
      // A window that is closed or left in the middle of a word: what is there goes out now.
      document.addEventListener("visibilitychange", () => { if (this.timer && document.hidden) this.save(); });
    }
    get version() { return this.form.elements.draft_version; }
    get key() { return keyOf(this.url); }
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
    // What is sent is not kept once more behind it: it would lie there as a draft of what is recorded.
    // A save comes first, of what is not saved yet too: nothing of it is left here then, and a page
    // that is left before it can tell that the text is recorded leaves none to come back. Without a
    // connection the text stays here.
    submitted(event) {
      const isUnsaved = this.timer !== null;
      clearTimeout(this.timer);
      this.timer = null;
      this.again = false;
      if (!this.saving && !isUnsaved) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      this.waiting = event.submitter;
      if (!this.saving) this.save();
    }
    async save() {
      if (sessionStorage.getItem(this.key) === null) return this.goOn();
      clearTimeout(this.timer);
      this.timer = null;
      // One at a time: the next is written on the version that this one makes.
      if (this.saving) { this.again = true; return; }
      this.saving = true;
      const sent = sessionStorage.getItem(this.key);
      try {
        const answer = await fetch(this.url, {
          method: "POST", body: sent, signal: AbortSignal.timeout(LONGEST_SAVE_MS), keepalive: sent.length < 60000, credentials: "same-origin",
          headers: { "Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": csrf(), "HX-Request": "true" },
        });
        // Another window was first: nothing is tried again, and nothing here is taken away.
        if (answer.status === 409) { isLost(false); this.say(await answer.text()); return; }
        if (answer.status === 410) { // erased since: nothing of it is kept, here neither
          isLost(false);
          sessionStorage.removeItem(this.key);
          this.say(await answer.text());
          return;
        }
        // Signed out, or somebody else is signed in here: it is no lost connection, and nothing is tried again.
        if (answer.status === 403) { isLost(false); this.say(this.form.dataset.signedOut); return; }
        if (!answer.ok) throw new Error(String(answer.status));
        isLost(false);
        if (answer.headers.get("HX-Redirect")) { this.say(this.form.dataset.signedOut); return; }
        if (this.version) this.version.value = answer.headers.get("X-Draft-Version") || this.version.value;
        if (sessionStorage.getItem(this.key) === sent) sessionStorage.removeItem(this.key);
        this.say(await answer.text());
        this.form.dispatchEvent(new CustomEvent("saved", { bubbles: true }));
      } catch (error) {
        isLost(true);
        this.say(this.form.dataset.unsaved);
        this.timer = setTimeout(() => this.save(), TRY_AGAIN_MS);
      } finally {
        this.saving = false;
        if (!this.goOn() && this.again) { this.again = false; this.save(); }
      }
    }
    // What was to be sent after a save is sent; whether there was such a thing.
    goOn() {
      if (this.waiting === undefined) return false;
      const submitter = this.waiting;
      this.waiting = undefined;
      clearTimeout(this.timer);
      this.timer = null;
      this.form.requestSubmit(submitter);
      return true;
    }
    restore() {
      const kept = sessionStorage.getItem(this.key);
      if (kept === null) return;
      // The draft has gone on since (a part was added or removed): old text would land in wrong fields.
      if (this.version && new URLSearchParams(kept).get(this.version.name) !== this.version.value) {
        sessionStorage.removeItem(this.key);
        return;
      }
      // Written of something else than what the address chose: it would be recorded of the wrong entry.
      for (const [name, value] of new URLSearchParams(this.form.dataset.chosen || "")) {
        if (![value, ""].includes(new URLSearchParams(kept).get(name))) return;
      }
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
    const next = root.querySelector("form[data-submit-at-once]");
    if (next) next.requestSubmit();
  };
  const forget = () => {
    for (const said of document.querySelectorAll("[data-recorded]")) sessionStorage.removeItem(keyOf(said.dataset.recorded));
  };
  document.addEventListener("DOMContentLoaded", () => { forget(); ready(document); });
  document.addEventListener("htmx:load", (event) => ready(event.detail.elt));
})();
