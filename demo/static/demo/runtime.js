/* The page's part of an XBlock runtime, as the platform's: starts every block's script, gives it the addresses of
   its handlers, and in Studio listens to what the editor says. */
(function () {
  "use strict";

  function handlerUrl(element, name, suffix, query) {
    var data = (element.jquery ? element[0] : element).dataset;
    var queries = [query, data.query].filter(Boolean).join("&");
    return data.handlers + encodeURIComponent(name) + (suffix ? "/" + suffix : "") + (queries ? "?" + queries : "");
  }

  function say(text) {
    var status = document.getElementById("demo-status");
    if (status) { status.textContent = text; }
  }

  function complain(title, message) {
    var box = document.getElementById("demo-error");
    if (!box) { return; }
    box.hidden = false;
    box.firstElementChild.textContent = [title, message].filter(Boolean).join(": ");
    say("");
  }

  /* Studio closes the editor after a save or a cancel, and shows the block anew. */
  function notify(name, data) {
    var status = document.getElementById("demo-status");
    if (!status) { return; }
    if (name === "error") { complain(data && data.title, data && data.message); }
    if (name === "save" && data && data.state === "start") { say(status.dataset.start); }
    if (name === "save" && data && data.state === "end") { window.location.assign(window.location.pathname + "?saved"); }
    if (name === "cancel") { window.location.assign(window.location.pathname); }
  }

  function args(element) {
    var script = element.querySelector(":scope > .xblock-json-init-args");
    return script ? JSON.parse(script.textContent) : {};
  }

  /* As Studio's edit window does: not the element, but what jQuery makes of it. */
  function given(element) {
    return element.classList.contains("xblock-studio_view") ? { jquery: "2.2.4", length: 1, 0: element } : element;
  }

  document.querySelectorAll(".xblock[data-init]").forEach(function (element) {
    var runtime = { handlerUrl: handlerUrl, notify: notify };
    window[element.dataset.init].apply({}, [runtime, given(element), args(element)]);
  });
})();
