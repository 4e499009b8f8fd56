// What depends on the reader's own day: whether a page was read long ago, and whether a rule has come or gone.
// The page holds the days. A classic script, so that it works in plain files too. Nothing is kept, and nothing is sent.
"use strict";
{
  const today = isoDay(new Date());

  // In the line above the introduction it takes no height from the answers below; where records share a page it stands
  // with the dates of each.
  const place = document.querySelector(".ingress__over") ?? document.querySelector(".ingress");
  for (const dates of document.querySelectorAll("[data-fersk-til]")) {
    if (!(dates instanceof HTMLElement)) continue;
    add(place ?? dates, "merknad merknad--alder", age(dates.dataset.ferskTil ?? "", dates.dataset.utslitt ?? ""));
  }
  for (const time of document.querySelectorAll(".regel__tid")) {
    if (time instanceof HTMLElement) add(time, "merke merke--tid", state(time.dataset.fra ?? "", time.dataset.til ?? ""));
  }

  /**
   * What to say of a page, if anything; days are compared as text, as 2027-01-02.
   * @param {string} freshUntil the last day it counts as newly read
   * @param {string} worn the day it is two years old
   * @returns {string}
   */
  function age(freshUntil, worn) {
    if (!freshUntil || today <= freshUntil) return "";
    return `Lest for over ${worn && today > worn ? "to år" : "seks måneder"} siden – kontroller mot kilden.`;
  }

  /**
   * What to say of a rule, if anything.
   * @param {string} from its first day
   * @param {string} until its last day
   * @returns {string}
   */
  function state(from, until) {
    if (from && today < from) return "Gjelder ikke ennå";
    return until && today > until ? "Gjelder ikke lenger" : "";
  }

  /**
   * Put a few words last in a place; nothing, when there are none.
   * @param {Element} place
   * @param {string} look
   * @param {string} text
   */
  function add(place, look, text) {
    if (!text) return;
    const words = document.createElement("span");
    words.className = look;
    words.textContent = text;
    place.append(" ", words);
  }

  /**
   * A day where the reader is, as 2027-01-02.
   * @param {Date} time
   * @returns {string}
   */
  function isoDay(time) {
    const parts = [time.getFullYear(), time.getMonth() + 1, time.getDate()];
    return parts.map((part) => String(part).padStart(2, "0")).join("-");
  }
}
