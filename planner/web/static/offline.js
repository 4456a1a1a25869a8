// The page that says what is kept on this phone, and which months wait to be sent.
(() => {
  "use strict";
  const place = document.querySelector("[data-worker]");
  if (!place || !("serviceWorker" in navigator) || !window.caches || !window.indexedDB) return;
  const part = (name) => document.querySelector(`[data-part=${name}]`);
  part("cannot").hidden = true;

  async function show() {
    const registered = await navigator.serviceWorker.getRegistration("/");
    const kept = (await caches.has("pages")) && registered;
    part("kept").hidden = !kept;
    part("not-kept").hidden = Boolean(kept);
    await showQueue();
  }

  function rows() {
    return new Promise((resolve) => {
      const opening = indexedDB.open("loi-ve", 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore("waiting", { keyPath: "key" });
      opening.onerror = () => resolve([]);
      opening.onsuccess = () => {
        const asked = opening.result.transaction("waiting").objectStore("waiting").getAll();
        asked.onsuccess = () => { opening.result.close(); resolve(asked.result); };
      };
    });
  }

  async function showQueue() {
    const found = (await rows()).sort((one, other) => other.at - one.at).slice(0, 12);
    const list = part("queue").querySelector("ul");
    list.replaceChildren();
    for (const item of found) {
      const row = part(`row-${item.state}`).content.cloneNode(true);
      const link = row.querySelector("a");
      link.href = item.path;
      link.textContent = monthOf(item.path);
      row.querySelector("small").textContent = new Date(item.at).toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
      list.append(row);
    }
    part("queue").hidden = !found.length;
  }

  function monthOf(path) {
    const [year, month] = path.split("/").filter(Boolean).slice(1);
    if (!month) return path;
    return new Date(Number(year), Number(month) - 1).toLocaleString(document.documentElement.lang, { month: "long", year: "numeric" });
  }

  part("keep").addEventListener("click", async () => {
    part("keep").disabled = true;
    await navigator.serviceWorker.register(place.dataset.worker, { scope: "/" });
    const ready = await navigator.serviceWorker.ready;
    ready.active.postMessage("keep");
  });

  part("remove").addEventListener("click", async () => {
    const registered = await navigator.serviceWorker.getRegistration("/");
    if (registered) await registered.unregister();
    for (const name of await caches.keys()) await caches.delete(name);
    part("keep").disabled = false;
    await show();
  });

  navigator.serviceWorker.addEventListener("message", show);
  window.addEventListener("online", async () => {
    const registered = await navigator.serviceWorker.getRegistration("/");
    if (registered && registered.active) registered.active.postMessage("send");
  });
  show();
})();
