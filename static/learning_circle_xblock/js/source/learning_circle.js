/* What the server cannot do: the token of each request, keeping on when the line is cut, focus, and counting
   characters. All words come from the page. `htmx` is the vendored library in the same closure. */
(function () {
  "use strict";
  htmx.config.allowEval = false;
  htmx.config.includeIndicatorStyles = false;
  htmx.config.historyEnabled = false;
  htmx.config.attributesToSettle = [];
  htmx.config.scrollBehavior = "auto";
  htmx.config.responseHandling = [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "422", swap: true, error: false },
    { code: "[45]..", swap: false, error: true },
  ];
  var SLOW = 900;
  var RETRY = 15000;

  function cookie(name) {
    var found = document.cookie.match(new RegExp("(?:^|; )" + name + "=([^;]*)"));
    return found ? decodeURIComponent(found[1]) : "";
  }

  /* A line of ours is said where the reader is: after the actions of what was pressed. */
  function placeAfter(line, trigger) {
    var spot = trigger.closest(".lc-actions") || trigger.querySelector(".lc-actions") || trigger;
    if (spot.matches && spot.matches("[data-lc-body]")) { spot.prepend(line); } else { spot.after(line); }
  }

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

  function start(element) {
    var root = element.querySelector("[data-lc]") || element;
    if (root.dataset.lcReady) { return; }
    root.dataset.lcReady = "yes";
    var live = root.querySelector("[data-lc-live]");
    var failure = root.querySelector("[data-lc-failure]");
    var failureText = root.querySelector("[data-lc-failure-text]");
    var wait = root.querySelector("[data-lc-wait]");
    var waiting = null;
    var again = null;

    function say(text) { if (live) { live.textContent = ""; window.setTimeout(function () { live.textContent = text; }, 60); } }

    function fail(trigger, text, isCut) {
      if (trigger.dataset.lcAutosave !== undefined) {
        var status = trigger.querySelector("[data-lc-said]");
        if (status) {
          status.textContent = text;
          trigger.querySelectorAll("[data-lc-status] .lc-icon").forEach(function (icon) { icon.remove(); });
        }
        window.clearTimeout(again);
        if (isCut) { again = window.setTimeout(retry, RETRY); }
        return;
      }
      failureText.textContent = text;
      placeAfter(failure, trigger);
      failure.hidden = false;
    }

    function retry() {
      root.querySelectorAll("[data-lc-autosave]").forEach(function (form) { htmx.trigger(form, "lc-retry"); });
    }

    function prepare(node) {
      node.querySelectorAll("textarea, input.lc-input").forEach(countIn);
    }

    root.addEventListener("htmx:configRequest", function (event) {
      event.detail.headers["X-CSRFToken"] = cookie("csrftoken");
    });
    root.addEventListener("htmx:beforeRequest", function (event) {
      var trigger = event.detail.elt;
      failure.hidden = true;
      window.clearTimeout(waiting);
      if (trigger.dataset.lcAutosave !== undefined) { return; }
      waiting = window.setTimeout(function () { placeAfter(wait, trigger); wait.hidden = false; }, SLOW);
    });
    root.addEventListener("htmx:afterRequest", function () {
      window.clearTimeout(waiting);
      wait.hidden = true;
    });
    /* The two lines live in the body while shown; take them out before the body is replaced. */
    root.addEventListener("htmx:beforeSwap", function (event) {
      /* A page that is not ours, such as the sign-in behind a redirect, is never put into ours. */
      if (event.detail.shouldSwap && event.detail.xhr.getResponseHeader("X-Learning-Circle") === null) {
        event.detail.shouldSwap = false;
        fail(event.detail.requestConfig.elt, root.dataset.lcSignedOut, false);
        return;
      }
      if (event.detail.target.dataset.lcStatus === undefined) { root.prepend(wait, failure); }
    });
    root.addEventListener("htmx:afterSwap", function (event) {
      prepare(root);
      var target = event.detail.target;
      if (!target.matches || target.dataset.lcStatus !== undefined) { return; }
      var body = root.querySelector("[data-lc-body]");
      var focus = body && body.querySelector("[data-lc-focus]");
      if (focus) {
        focus.removeAttribute("data-lc-focus");
        focus.setAttribute("tabindex", "-1");
        focus.focus({ preventScroll: true });
        focus.scrollIntoView({ block: root.querySelector(".lc-window") ? "nearest" : "start" });
      }
      var said = body && body.querySelector("[data-lc-say]");
      if (said) { say(said.dataset.lcSay); }
    });
    root.addEventListener("htmx:sendError", function (event) { fail(event.detail.elt, root.dataset.lcNoLine, true); });
    root.addEventListener("htmx:timeout", function (event) { fail(event.detail.elt, root.dataset.lcNoLine, true); });
    root.addEventListener("htmx:responseError", function (event) {
      var answer = event.detail.xhr;
      var ours = answer.getResponseHeader("X-Learning-Circle") !== null;
      var reason = answer.status === 403 || answer.status === 401 ? root.dataset.lcSignedOut : root.dataset.lcFailed;
      fail(event.detail.elt, ours ? answer.responseText : reason, false);
    });
    root.addEventListener("input", function (event) { countIn(event.target); });
    root.addEventListener("click", function (event) {
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
    });
    root.addEventListener("submit", function (event) { event.preventDefault(); });
    window.addEventListener("online", retry);
    prepare(root);
    htmx.process(root);
  }

  window.LearningCircle = function (runtime, element) {
    start(element.jquery ? element[0] : element);
  };

  /* The settings of a block in Studio's edit window. */
  window.LearningCircleSettings = function (runtime, element) {
    var root = element.jquery ? element[0] : element;
    start(root);
    root.addEventListener("htmx:beforeRequest", function () { runtime.notify("save", { state: "start" }); });
    root.addEventListener("htmx:afterRequest", function (event) {
      if (event.detail.xhr.status === 204) { runtime.notify("save", { state: "end" }); return; }
      var words = root.querySelector("[data-lc]").dataset;
      var look = event.detail.xhr.status === 422;
      runtime.notify("error", { title: words.lcUnsaved, message: look ? words.lcLook : words.lcFailed });
    });
    root.addEventListener("click", function (event) {
      if (event.target.closest(".cancel-button")) { event.preventDefault(); runtime.notify("cancel", {}); }
    });
  };
})();
