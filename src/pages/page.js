/* j and k: next and previous entry; o: its source; / : search; t: tabs; ? : help.  The
 * pages work without it. */
(function () {
  "use strict";
  function typing(node) {
    return /^(INPUT|SELECT|TEXTAREA)$/.test(node.tagName);
  }
  function step(by) {
    var items = Array.prototype.slice.call(document.querySelectorAll("[data-item]"));
    var at = items.indexOf(document.activeElement) + by;
    if (at < 0) at = 0;
    if (at >= items.length) at = items.length - 1;
    if (!items[at]) return;
    items[at].focus();
    items[at].scrollIntoView({ block: "nearest" });
  }
  function source(entry) {
    var link = entry.hasAttribute("data-item") && entry.querySelector("a.src");
    if (link) location.href = link.href;
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "/") {
      event.preventDefault();
      document.getElementById("q").focus();
    } else if (event.key === "?") {
      location.href = "/help";
    } else if (event.key === "t") {
      document.querySelector("nav.tabs a").focus();
    } else if (event.key === "o") {
      source(document.activeElement);
    } else if (event.key === "j" || event.key === "k") {
      step(event.key === "j" ? 1 : -1);
    }
  });
})();
