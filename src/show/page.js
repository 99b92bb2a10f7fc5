/* j and k: next and previous entry; / : search.  The pages work without it. */
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
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "/") {
      event.preventDefault();
      document.getElementById("q").focus();
    } else if (event.key === "j" || event.key === "k") {
      step(event.key === "j" ? 1 : -1);
    }
  });
})();
