/* What the fields of every form of ours do: count, begin with given words, open another row, jump to a field. */
var fields = (function () {
  "use strict";

  function countIn(field) {
    var shown = field.closest(".lc-field") && field.closest(".lc-field").querySelector("[data-lc-count]");
    if (!shown) { return; }
    var words = shown.dataset.lcCount === "words";
    var text = field.value.trim();
    var count = words ? (text ? text.split(/\s+/).length : 0) : Array.from(field.value).length;
    shown.textContent = shown.dataset.lcSays.replace("#", String(count));
    shown.classList.toggle("lc-over-guide", count > 1.2 * Number(shown.dataset.lcGuide));
  }

  function insert(field, words) {
    var gap = field.value && !/\s$/.test(field.value) ? " " : "";
    field.value = field.value + gap + words;
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function prepare(node) {
    node.querySelectorAll("textarea, input.lc-input").forEach(countIn);
  }

  function pressed(root, event) {
    var starter = event.target.closest("[data-lc-starter]");
    if (starter) { insert(starter.closest(".lc-field").querySelector("textarea"), starter.dataset.lcStarter); }
    var more = event.target.closest("[data-lc-another]");
    if (more) {
      var hidden = more.closest(".lc-field").querySelector("[data-lc-row][hidden]");
      if (hidden) { hidden.hidden = false; hidden.querySelector("textarea, input").focus(); }
      if (!more.closest(".lc-field").querySelector("[data-lc-row][hidden]")) { more.hidden = true; }
    }
    var jump = event.target.closest("a[data-lc-jump]");
    if (jump) {
      event.preventDefault();
      var field = root.querySelector("[data-lc-field='" + jump.dataset.lcJump + "']");
      var fold = field && field.closest("details");
      if (fold) { fold.open = true; }
      var control = field && field.querySelector("textarea, input, select");
      if (control) { control.focus(); }
    }
  }

  /* The script's part of a page: every field under the root. */
  function start(root) {
    root.addEventListener("input", function (event) { countIn(event.target); });
    root.addEventListener("click", function (event) { pressed(root, event); });
    prepare(root);
  }

  return { prepare: prepare, start: start };
})();
