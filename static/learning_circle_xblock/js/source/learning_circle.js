/* What the server cannot do: the token of each request, keeping on when the line is cut, drafts on the device, and
   focus. All words come from the page. `htmx` is the vendored library in the same closure. */
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

  /* A line of ours is said where the reader is: after the actions of what was pressed. */
  function placeAfter(line, trigger) {
    var spot = trigger.closest(".lc-actions") || trigger.querySelector(".lc-actions") || trigger;
    if (spot.matches && spot.matches("[data-lc-body]")) { spot.prepend(line); } else { spot.after(line); }
  }

  /* What is typed is kept on the device as well, under the name that the light page knows it by. */
  function keepDraft(form) {
    var told = form.dataset;
    var key = told.lcUser + "/" + told.lcDraft;
    var draft = { isKept: false, sent: null };
    var put = device.keeper(key, function (kept) { draft.isKept = kept; });

    function record(isDirty, entries, from) {
      return {
        user: told.lcUser, work: told.lcWork, url: told.lcUrl, entries: entries,
        base: Number((from || form).elements.base.value), dirty: isDirty, sending: null, at: Date.now(),
      };
    }

    function typed() { put(record(true, device.entries(form, told.lcPrefix))); }

    /* The site has what was sent: as the draft, or beside a newer one. */
    draft.arrived = function () {
      var entries = device.entries(form, told.lcPrefix);
      put(record(!device.same(entries, draft.sent), entries));
    };
    /* The body comes anew in answer: what was refused, or typed meanwhile, goes on from the revision it shows. */
    draft.answered = function (next, isRefused, then) {
      var entries = device.entries(form, told.lcPrefix);
      var goesOn = isRefused || !device.same(entries, draft.sent);
      put(goesOn ? record(true, entries, next) : null, then);
    };
    draft.sending = function () { draft.sent = device.entries(form, told.lcPrefix); };
    form.setAttribute("autocomplete", "off"); // a browser that puts back what stood here knows no revision
    form.addEventListener("input", typed);
    form.addEventListener("change", typed);
    device.seen(told.lcUser);
    device.read(key).then(function (found) {
      if (!found || !found.dirty || (found.work && found.work !== told.lcWork)) { return; }
      device.fill(form, told.lcPrefix, found.entries);
      fields.prepare(form);
      form.elements.base.value = String(found.base);
      htmx.trigger(form, "lc-retry");
    });
    return draft;
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
          var isHere = isCut && trigger.lcDraft && trigger.lcDraft.isKept;
          status.textContent = isHere ? root.dataset.lcOnPhone : text;
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

    function draftOf(form) {
      if (!form.lcDraft && form.dataset.lcDraft && device.works) { form.lcDraft = keepDraft(form); }
      return form.lcDraft;
    }

    function draftForms() { return Array.from(root.querySelectorAll("form[data-lc-draft]")); }

    function drafts() { draftForms().forEach(draftOf); }

    function draftSentBy(trigger) {
      var form = trigger.closest("form");
      return form && form.lcDraft;
    }

    function retry() {
      root.querySelectorAll("[data-lc-autosave]").forEach(function (form) { htmx.trigger(form, "lc-retry"); });
    }

    root.addEventListener("htmx:configRequest", function (event) {
      event.detail.headers["X-CSRFToken"] = device.cookie("csrftoken");
      // A page that stayed open while somebody else signed in writes nothing in their name.
      if (root.dataset.lcReader) { event.detail.headers["X-Learning-Circle-Reader"] = root.dataset.lcReader; }
    });
    root.addEventListener("htmx:beforeRequest", function (event) {
      var trigger = event.detail.elt;
      failure.hidden = true;
      window.clearTimeout(waiting);
      if (draftSentBy(trigger)) { draftSentBy(trigger).sending(); }
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
      fields.prepare(root);
      var target = event.detail.target;
      var form = target.closest && target.closest("form");
      if (form && form.lcDraft && target.querySelector("[data-lc-arrived]")) { form.lcDraft.arrived(); }
      var trigger = event.detail.requestConfig.elt;
      var sent = draftSentBy(trigger);
      if (sent && !root.contains(trigger)) {
        var key = trigger.closest("form").dataset.lcDraft;
        var next = draftForms().find(function (one) { return one.dataset.lcDraft === key; });
        sent.answered(next, event.detail.xhr.status === 422, drafts);
      } else { drafts(); }
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
    root.addEventListener("submit", function (event) { event.preventDefault(); });
    window.addEventListener("online", retry);
    fields.start(root);
    htmx.process(root);
    drafts();
  }

  window.LearningCircle = function (runtime, element) {
    start(element.jquery ? element[0] : element);
  };

  /* The settings of a block in Studio's edit window. */
  window.LearningCircleSettings = function (runtime, element) {
    var root = element.jquery ? element[0] : element;
    start(root);
    /* Trying a form out is no saving. */
    /* Who asked: where a button has been swapped away, htmx tells the form around it of the answer. */
    function isSaving(event) { return event.detail.requestConfig.elt.tagName === "FORM"; }
    root.addEventListener("htmx:beforeRequest", function (event) { if (isSaving(event)) { runtime.notify("save", { state: "start" }); } });
    root.addEventListener("htmx:afterRequest", function (event) {
      if (!isSaving(event)) { return; }
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
