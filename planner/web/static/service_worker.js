// Keeps some pages for a phone without a signal, and sends later what was typed without one.
// Runs only where somebody asked for it: for notices below an address without pages, where it keeps none. `SITE` comes with the script that loads this one.
(() => {
  "use strict";
  const { version, shell, pages, checkIn, home, icon, drafts, signIn, signOut, words } = self.SITE;
  const SHELL = `shell-${version}`;
  const PAGES = "pages";
  const A_DAY = 24 * 60 * 60 * 1000;

  // ---- What is typed without a signal: one row per form, in a database of this browser.

  function database() {
    return new Promise((resolve, reject) => {
      const opening = indexedDB.open("loi-ve", 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore("waiting", { keyPath: "key" });
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
  }

  async function store(mode, act) {
    const opened = await database();
    return new Promise((resolve, reject) => {
      const deal = opened.transaction("waiting", mode);
      const asked = act(deal.objectStore("waiting"));
      deal.oncomplete = () => { opened.close(); resolve(asked.result); };
      deal.onerror = () => { opened.close(); reject(deal.error); };
    });
  }

  const put = (item) => store("readwrite", (rows) => rows.put(item));
  const all = () => store("readonly", (rows) => rows.getAll());

  async function tell() {
    for (const client of await self.clients.matchAll({ includeUncontrolled: true })) client.postMessage("queue");
  }

  async function queue(path, body) {
    const key = new URLSearchParams(body).get("form_key") || String(Date.now());
    await put({ key, path, body, state: "waiting", at: Date.now() });
    // Where the browser can, it wakes us when the signal is back.
    if (self.registration.sync) await self.registration.sync.register("send").catch(() => {});
  }

  let sending = null;
  const send = () => (sending = sending || sendAll().finally(() => { sending = null; }));

  async function sendAll() {
    const waiting = (await all()).filter((item) => item.state !== "sent" && item.body);
    for (const item of waiting) await put({ ...item, ...(await sendOne(item)) });
    if (!waiting.length) return;
    await keep(checkIn).catch(() => {});
    await tell();
  }

  // The token in what was typed belongs to a session that may have ended: a new one comes from the page itself.
  async function sendOne(item) {
    const page = await fetch(item.path, { credentials: "same-origin", cache: "no-store" });
    if (leadsToSignIn(page)) return { state: "sign_in" };
    const token = /name="csrfmiddlewaretoken" value="([^"]+)"/.exec(await page.text());
    if (!page.ok || !token) return page.status === 404 ? { state: "look" } : {};
    const body = new URLSearchParams(item.body);
    body.set("csrfmiddlewaretoken", token[1]);
    const answer = await post(item.path, body);
    if (leadsToSignIn(answer)) return { state: "sign_in" };
    if (answer.redirected) return { state: "sent", body: "", at: Date.now() };
    if (!answer.ok) return {};
    // The form came back with a question: what was typed waits in it.
    const draft = await post(drafts, body);
    return draft.ok ? { state: "look", body: "" } : { state: "other" };
  }

  const post = (path, body) => fetch(path, { method: "POST", body, credentials: "same-origin" });
  const leadsToSignIn = (answer) => answer.redirected && new URL(answer.url).pathname === signIn;

  // ---- Pages.

  async function keep(path, answer) {
    const page = answer || (await fetch(path, { credentials: "same-origin", redirect: "manual" }));
    if (!page.ok || page.redirected) return;
    const headers = new Headers(page.headers);
    headers.set("X-Kept-At", String(Date.now()));
    const kept = await caches.open(PAGES);
    await kept.put(path, new Response(await page.blob(), { headers }));
  }

  async function keepAll() {
    for (const path of pages) await keep(path).catch(() => {});
    await tell();
  }

  async function keepAllOnceADay() {
    const kept = await caches.open(PAGES);
    const first = await kept.match(pages[0]);
    const at = first ? Number(first.headers.get("X-Kept-At")) : 0;
    if (Date.now() - at > A_DAY) await keepAll();
  }

  async function copyOf(path) {
    const copy = await caches.match(path, { cacheName: PAGES });
    if (!copy) return null;
    const html = await copy.text();
    const day = new Date(Number(copy.headers.get("X-Kept-At")));
    const language = languageOf(html);
    const words_ = words[language].copy.replace("%s", day.toLocaleString(language, { dateStyle: "long", timeStyle: "short" }));
    return answerWith(html, `<p class="alert alert-warning" role="status">${words_}</p>`, copy.headers);
  }

  // Whatever is not kept leads to the page that says what is.
  async function notKept() {
    const page = await caches.match(pages[0], { cacheName: PAGES });
    if (!page) return Response.error();
    const html = await page.text();
    return answerWith(html, `<p class="alert alert-warning" role="status">${words[languageOf(html)].missing}</p>`, page.headers);
  }

  const languageOf = (html) => ((/<html lang="(\w+)"/.exec(html) || [])[1] in words ? /<html lang="(\w+)"/.exec(html)[1] : "vi");
  const answerWith = (html, notice, headers) =>
    new Response(html.replace(/<main[^>]*>/, (tag) => tag + notice), { headers });

  async function open(event, request, path) {
    let answer;
    try {
      answer = await fetch(request);
    } catch {
      return (await copyOf(path)) || notKept();
    }
    if (path === signIn) {
      // The session has ended: nobody reads on.
      event.waitUntil(caches.delete(PAGES));
    } else {
      if (pages.includes(path) && answer.ok) event.waitUntil(keep(path, answer.clone()));
      if (path === home && answer.ok) event.waitUntil(keepAllOnceADay());
      event.waitUntil(send().catch(() => {}));
    }
    return answer;
  }

  async function sendOrQueue(request, path) {
    const typed = await request.clone().text();
    try {
      return await fetch(request);
    } catch {
      await queue(path, typed);
      return Response.redirect(`${pages[0]}?waiting=1`, 303);
    }
  }

  self.addEventListener("install", (event) => {
    event.waitUntil(caches.open(SHELL).then((kept) => kept.addAll(shell)).then(() => self.skipWaiting()));
  });

  self.addEventListener("activate", (event) => {
    event.waitUntil((async () => {
      for (const name of await caches.keys()) if (name.startsWith("shell-") && name !== SHELL) await caches.delete(name);
      await self.clients.claim();
    })());
  });

  self.addEventListener("fetch", (event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (url.origin !== self.location.origin) return;
    if (request.method === "POST" && request.mode === "navigate") {
      if (url.pathname === signOut) event.waitUntil(caches.delete(PAGES));
      if (url.pathname.startsWith(checkIn) && !isWithFile(request)) event.respondWith(sendOrQueue(request, url.pathname));
    } else if (request.method === "GET" && shell.includes(url.pathname)) {
      event.respondWith(caches.match(request).then((kept) => kept || fetch(request)));
    } else if (request.method === "GET" && request.mode === "navigate") {
      event.respondWith(open(event, request, url.pathname));
    }
  });

  // A photo is too large to wait here.
  const isWithFile = (request) => (request.headers.get("Content-Type") || "").startsWith("multipart/");

  // ---- Notices. They may stand on a lock screen: the server sends nothing that must not.

  const text = (value) => (typeof value === "string" ? value : "");

  function told(event) {
    try {
      return event.data.json() || {};
    } catch {
      return {};
    }
  }

  // Nothing but a page of ours is ever opened.
  function ownUrl(value) {
    try {
      const url = new URL(value, self.location.origin);
      if (url.origin === self.location.origin) return url.href;
    } catch {
      // not an address
    }
    return new URL(home, self.location.origin).href;
  }

  self.addEventListener("push", (event) => {
    const { title, body, url, tag } = told(event);
    // Browsers take notices away from who stays silent after a push.
    event.waitUntil(self.registration.showNotification(text(title) || "Lối Về", {
      body: text(body),
      tag: text(tag) || undefined,
      icon: icon,
      data: { url: ownUrl(text(url) || home) },
    }));
  });

  self.addEventListener("notificationclick", (event) => {
    event.notification.close();
    const url = ownUrl(event.notification.data && event.notification.data.url);
    event.waitUntil((async () => {
      for (const client of await self.clients.matchAll({ type: "window", includeUncontrolled: true })) {
        if (client.url === url && client.focus) return client.focus();
      }
      return self.clients.openWindow(url);
    })());
  });

  self.addEventListener("sync", (event) => event.waitUntil(send()));
  self.addEventListener("message", (event) => {
    if (event.data === "keep") event.waitUntil(keepAll());
    if (event.data === "send") event.waitUntil(send().catch(() => {}));
  });
})();
