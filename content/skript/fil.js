// Opened as plain files, a folder's address shows a listing; the page itself is index.html.
// Classic script, since browsers do not load modules from files; what needs them is taken away.
"use strict";
if (location.protocol === "file:") {
  for (const part of document.querySelectorAll("[data-modul]")) part.setAttribute("hidden", "");
  for (const link of document.querySelectorAll("a[href]")) {
    const href = link.getAttribute("href") || "";
    if (!/^[a-z]+:/i.test(href) && !href.startsWith("#")) {
      link.setAttribute("href", href.replace(/(^|\/)(?=#|$)/, "$1index.html"));
    }
  }
}
