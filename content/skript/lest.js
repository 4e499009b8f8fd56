// Tells the reader when what a page rests on was read long ago. The page holds the days; only today is the reader's own.
// Classic script, so that it works in plain files too. Nothing is kept, and nothing is sent.
"use strict";
{
  const dates = document.querySelector("[data-fersk-til]");
  // In the line above the introduction it takes no height from the answers below.
  const place = document.querySelector(".ingress__over") ?? document.querySelector(".ingress") ?? document.querySelector("main");
  if (dates instanceof HTMLElement && place) {
    const text = warning(dates.dataset.ferskTil ?? "", dates.dataset.utslitt ?? "", isoDay(new Date()));
    if (text) {
      const line = document.createElement("span");
      line.className = "merknad merknad--alder";
      line.textContent = text;
      place.append(line);
    }
  }

  /**
   * What to say of a page, if anything; days are compared as text, as 2027-01-02.
   * @param {string} freshUntil the last day it counts as newly read
   * @param {string} worn the day it is two years old
   * @param {string} today
   * @returns {string}
   */
  function warning(freshUntil, worn, today) {
    if (!freshUntil || today <= freshUntil) return "";
    const length = worn && today > worn ? "to år" : "seks måneder";
    return `Lest for over ${length} siden – kontroller mot kilden.`;
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
