// Reads the text of a page with a voice of the device. What the page says is about a person, so no voice that
// lives on somebody's server is used.
(() => {
  "use strict";
  const speech = window.speechSynthesis;
  if (!speech || !window.SpeechSynthesisUtterance || window.readsAloud) return;
  window.readsAloud = true;

  const SKIP = "button, form, nav, script, style, svg, math, [hidden], [aria-hidden=true], .src, .visually-hidden, .back";
  const LONGEST = 180; // letters; some voices fall silent in the middle of a longer piece
  const language = document.documentElement.lang.split("-")[0].toLowerCase();
  let reading = null;

  function voice() {
    const known = speech.getVoices().filter((one) => one.localService !== false);
    return known.find((one) => one.lang.toLowerCase().split(/[-_]/)[0] === language);
  }

  function isSkipped(element) {
    const own = element.getAttribute("lang");
    const closed = element.parentElement.matches("details:not([open])") && element.localName !== "summary";
    return closed || element.matches(SKIP) || (own && own.split("-")[0].toLowerCase() !== language);
  }

  // The text of each block on a line of its own.
  function textOf(element) {
    let text = "";
    for (const node of element.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) text += node.data.replace(/\s+/g, " ");
      if (node.nodeType !== Node.ELEMENT_NODE || isSkipped(node)) continue;
      const style = getComputedStyle(node);
      if (style.display === "none" || style.visibility === "hidden") continue;
      const isInline = /^(inline|contents)$/.test(style.display) && node.localName !== "br";
      text += isInline ? textOf(node) : `\n${textOf(node)}\n`;
    }
    return text;
  }

  // 1.000 and 9,15 stay whole: a sentence ends where a space follows.
  function pieces(text) {
    const found = [];
    for (let line of text.replace(/([.!?…;:])\s/g, "$1\n").split("\n")) {
      while (line.length > LONGEST) {
        const comma = line.lastIndexOf(", ", LONGEST);
        const cut = comma > 0 ? comma : line.lastIndexOf(" ", LONGEST);
        found.push(line.slice(0, cut > 0 ? cut : LONGEST));
        line = line.slice(cut > 0 ? cut : LONGEST);
      }
      found.push(line);
    }
    return found.map((piece) => piece.trim()).filter((piece) => /[\p{L}\p{N}]/u.test(piece));
  }

  function stop() {
    if (!reading) return;
    const { button, label } = reading;
    reading = null; // first: the voice reports its end when it is cut off
    speech.cancel();
    button.textContent = label;
  }

  function readOn(mine) {
    if (reading !== mine) return;
    const piece = mine.rest.shift();
    const chosen = voice();
    if (!piece || !chosen) return stop();
    // Kept in `mine`: a piece that nobody holds may be thrown away, and its end never comes.
    const said = (mine.said = new SpeechSynthesisUtterance(piece));
    said.voice = chosen;
    said.lang = chosen.lang;
    said.onend = () => readOn(mine);
    said.onerror = () => reading === mine && stop();
    speech.speak(said);
  }

  function start(button, target) {
    stop();
    reading = { button, label: button.textContent, rest: pieces(textOf(target)) };
    button.textContent = button.dataset.stop;
    if (speech.speaking) speech.cancel();
    readOn(reading);
  }

  const places = [...document.querySelectorAll("[data-read-aloud]")];
  for (const place of places) {
    const button = place.querySelector("button");
    button.addEventListener("click", () => {
      const target = document.querySelector(place.dataset.readAloud);
      if (reading && reading.button === button) stop();
      else if (target) start(button, target);
    });
  }

  function show() {
    for (const place of places) place.hidden = !voice();
  }

  show();
  if (speech.addEventListener) speech.addEventListener("voiceschanged", show);
  else speech.onvoiceschanged = show;
  window.addEventListener("pagehide", stop);
})();
