/* A new case: only the amounts that the chosen service is measured in are asked for. A field in which
   something stands, or is wrong, is always shown. Without this all are, each with what it is for. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const service = document.querySelector("select[name=service]");
  if (!service) return;
  const fit = () => {
    for (const field of document.querySelectorAll("input[data-services]")) {
      const fits = field.dataset.services.split(" ").includes(service.value);
      const group = field.closest(".form-group");
      const holds = field.value !== "" || group.classList.contains("form-error");
      group.hidden = !fits && !holds;
    }
  };
  service.addEventListener("change", fit);
  fit();
});
