// Says that new messages are read once they are in sight. Without it a button does.
(() => {
  "use strict";
  const form = document.querySelector("[data-reads-itself]");
  if (!form || !window.fetch || form.dataset.runs) return;
  form.dataset.runs = "1";
  let isAsked = false;

  function read() {
    if (document.hidden || isAsked) return;
    isAsked = true;
    fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Requested-With": "fetch" },
      credentials: "same-origin",
      redirect: "manual", // to the sign-in page, when the session has ended
    })
      .then((answer) => { form.hidden = answer.ok; isAsked = answer.ok; })
      .catch(() => { isAsked = false; }); // offline: the button stays
  }

  document.addEventListener("visibilitychange", read);
  window.addEventListener("online", read);
  read();
})();
