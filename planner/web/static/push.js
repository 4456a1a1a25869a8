// Asks this browser for notices and tells the server where it can be reached.
//
// <section hidden data-push="where to post" data-key="the server's public key" data-worker="the service worker"
//   data-known="digests of the browsers on the list">; in it a button, the form's token, and what there is to say.
(() => {
  "use strict";
  const place = document.querySelector("[data-push]");
  if (!place || !("serviceWorker" in navigator) || !window.PushManager || !window.Notification) return;
  const { push, key, worker, known } = place.dataset;
  const button = place.querySelector("button");
  const part = (name) => place.querySelector(`[data-part=${name}]`);

  // A scope of its own, without a page in it: keeping pages for a phone without a signal is asked for elsewhere.
  const registered = () => navigator.serviceWorker.getRegistration(push).then((found) => (found && new URL(found.scope).pathname === push ? found : null));

  function bytes(text) {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/").padEnd(Math.ceil(text.length / 4) * 4, "="));
    return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
  }

  async function digest(text) {
    const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
    return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  async function show() {
    const found = await registered();
    const own = found && (await found.pushManager.getSubscription());
    const isOn = Boolean(own) && known.split(" ").includes(await digest(own.endpoint));
    place.querySelector("form").hidden = isOn;
    part("on").hidden = !isOn;
    place.hidden = false;
  }

  function active(registration) {
    if (registration.active) return Promise.resolve(registration);
    const coming = registration.installing || registration.waiting;
    return new Promise((resolve, reject) => {
      coming.addEventListener("statechange", () => {
        if (coming.state === "activated") resolve(registration);
        if (coming.state === "redundant") reject(new Error("not installed"));
      });
    });
  }

  async function subscribe() {
    const registration = await active(await navigator.serviceWorker.register(worker, { scope: push }));
    // Of an earlier key of the server: it would be refused.
    const old = await registration.pushManager.getSubscription();
    if (old) await old.unsubscribe();
    return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) });
  }

  async function tell(subscription) {
    const answer = await fetch(push, {
      method: "POST",
      body: JSON.stringify(subscription),
      headers: { "Content-Type": "application/json", "X-CSRFToken": place.querySelector("[name=csrfmiddlewaretoken]").value },
      credentials: "same-origin",
    });
    if (!answer.ok) await subscription.unsubscribe();
  }

  button.addEventListener("click", async () => {
    button.disabled = true;
    part("blocked").hidden = part("failed").hidden = true;
    try {
      if ((await Notification.requestPermission()) !== "granted") {
        part("blocked").hidden = false;
      } else {
        await tell(await subscribe());
        // What came of it stands on the page.
        window.location.reload();
      }
    } catch {
      part("failed").hidden = false;
    }
    button.disabled = false;
  });

  show().catch(() => {});
})();
