/* A new case: the amounts that the chosen service is not measured in are out of the way. A field in
   which something stands is always shown. Without this all are shown, each with what it is for. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const service = document.querySelector("select[name=service]");
  if (!service) return;
  const fit = () => {
    for (const field of document.querySelectorAll("input[data-services]")) {
      const fits = field.dataset.services.split(" ").includes(service.value);
      field.closest(".form-group").hidden = service.value !== "" && !fits && field.value === "";
    }
  };
  service.addEventListener("change", fit);
  fit();
});
