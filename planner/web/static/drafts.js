// Keeps what is typed into a form before it is saved: some seconds after the last key, and when the page is left.
(() => {
  "use strict";
  const place = document.querySelector("[data-drafts]");
  const key = document.querySelector("input[name=form_key]");
  const form = key && key.form;
  if (!place || !form || !window.fetch || place.dataset.runs) return;
  place.dataset.runs = "1";

  const WAIT = 3000;
  let timer = 0;
  // What came back with errors is not kept yet.
  let last = document.querySelector(".error-summary") ? "" : written();
  let isSent = false;

  function written() {
    const values = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") values.append(name, value);
    return values.toString();
  }

  function keep() {
    clearTimeout(timer);
    const now = written();
    if (isSent || now === last) return;
    const before = last;
    last = now;
    fetch(place.dataset.drafts, {
      method: "POST",
      body: now,
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      credentials: "same-origin",
      keepalive: true,
    })
      .then((answer) => { place.hidden = !answer.ok; })
      .catch(() => {
        // Offline: tried again on `online`, or after the next key.
        place.hidden = true;
        if (last === now) last = before;
      });
  }

  form.addEventListener("input", (event) => {
    // They say what stood there before.
    event.target.parentNode.querySelector(".amount-words")?.remove();
    place.hidden = true;
    clearTimeout(timer);
    timer = setTimeout(keep, WAIT);
  });
  form.addEventListener("submit", () => {
    isSent = true; // what is saved needs no draft
    clearTimeout(timer);
  });
  window.addEventListener("pagehide", keep);
  window.addEventListener("online", keep);
  window.addEventListener("pageshow", () => { isSent = false; });
  document.addEventListener("visibilitychange", () => document.hidden && keep());
})();
