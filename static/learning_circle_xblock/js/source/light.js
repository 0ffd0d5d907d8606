/* The light pages: keep on the device what is typed, bring it to the site when there is a line, and say where it is.
   All words come from the page. */
(function () {
  "use strict";
  var root = document.querySelector("[data-lc-light]");
  if (!root) { return; }
  var words = root.dataset;
  var user = words.lcUser;
  var page = document.documentElement;
  var isKept = page.hasAttribute("data-lc-kept"); // the worker gave it from the device
  var AFTER = 800;
  var AGAIN = 15000;

  /* -- to the site */

  function post(record, body) {
    var data = new URLSearchParams();
    body.forEach(function (entry) { data.append(entry[0], entry[1]); });
    Object.keys(record.times || {}).forEach(function (name) {
      data.append("age-" + name, String(Math.round((Date.now() - record.times[name]) / 1000)));
    });
    data.append("base", String(record.base));
    data.append("do", "sync");
    return fetch(record.url, {
      method: "POST", body: data, credentials: "same-origin",
      headers: { "X-CSRFToken": device.cookie("csrftoken") },
    });
  }

  /* One request; `kept` and `twice` say that the site has the words. The record is changed in place. */
  function send(record) {
    var body = record.sending || record.entries;
    record.sending = body;
    return post(record, body).then(function (answer) {
      if (answer.headers.get("X-Learning-Circle") !== "sync") {
        return { state: answer.redirected || answer.status === 403 ? "signedOut" : "failed" };
      }
      record.sending = null;
      return answer.json().then(function (told) {
        if (told.is_closed) { return { state: "closed" }; }
        record.base = told.revision;
        var isBehind = !device.same(record.entries, body);
        record.dirty = Boolean(told.not_kept) || isBehind;
        record.twice = told.has_other;
        if (told.entries && !isBehind) { record.entries = told.entries; record.times = {}; }
        return { state: told.is_kept ? "kept" : "twice", notKept: told.not_kept, isBehind: isBehind, entries: told.entries };
      });
    }, function () { return { state: "cut" }; });
  }

  /* -- a page with a form */

  function write(form) {
    var key = user + "/" + form.dataset.lcDraft;
    var prefix = form.dataset.lcPrefix;
    var work = form.dataset.lcWork;
    var status = root.querySelector("[data-lc-status]");
    var see = root.querySelector("[data-lc-see]");
    var put = device.keeper(key, function (kept) { if (record.dirty && !going) { say(kept ? "onPhone" : "openOnly"); } });
    var record = null;
    var going = null;
    var later = null;
    var isClosed = false;

    function say(state, text) {
      var told = status.querySelector("[data-lc-said]");
      var next = text || words["lc" + state.charAt(0).toUpperCase() + state.slice(1)];
      if (told.textContent !== next) { told.textContent = next; }
      var icon = { onSite: "site", onPhone: "phone", twice: "phone", openOnly: "warn" }[state] || "warn";
      status.querySelectorAll("[data-lc-icon]").forEach(function (one) { one.hidden = one.dataset.lcIcon !== icon; });
      see.hidden = state !== "twice";
      status.dataset.lcStatus = state;
    }

    function onSite() {
      var time = new Date(record.at).toLocaleTimeString(page.lang, { hour: "2-digit", minute: "2-digit" });
      say("onSite", words.lcOnSite.replace("#", time));
    }

    function after(found) {
      going = null;
      if (found.state === "kept" || found.state === "twice") { record.at = Date.now(); }
      form.elements.base.value = String(record.base);
      put(record);
      if (found.entries && !found.isBehind) { device.fill(form, prefix, record.entries); }
      if (found.state === "closed") { isClosed = true; leftover(key, record); }
      if (found.state === "twice" || found.state === "closed" || found.state === "failed") { say(found.state); }
      if (found.state === "kept" && found.notKept) { say("failed", found.notKept); }
      else if (found.state === "kept" && record.twice && !form.querySelector(".lc-other")) { say("twice"); }
      else if (found.state === "kept" && !found.isBehind) { onSite(); }
      if (found.isBehind) { soon(AFTER); }
      if (found.state === "cut" || found.state === "signedOut") { device.keep(key, record).then(function (kept) {
        say(found.state === "signedOut" ? "signedOut" : kept ? "onPhone" : "openOnly");
      }); if (!later) { soon(AGAIN); } }
      return found;
    }

    function sync() {
      window.clearTimeout(later);
      later = null;
      if (isClosed || !record.dirty) { return Promise.resolve({ state: "kept" }); }
      going = going || send(record).then(after);
      return going;
    }

    /* Until the site has the last word, or cannot. */
    function settle() {
      return sync().then(function (found) { return found.isBehind ? settle() : found; });
    }

    function soon(wait) { window.clearTimeout(later); later = window.setTimeout(sync, wait); }

    /* The site holds both texts: it shows them side by side. */
    function showBoth() {
      return settle().then(function (found) {
        if (found.state !== "kept" && found.state !== "twice") { return; }
        put(null, function () { window.location.reload(); });
      });
    }

    function typed() {
      if (!record) { return; }
      var now = device.entries(form, prefix);
      if ("lcTimes" in form.dataset) { stamp(now); }
      record.entries = now;
      record.dirty = true;
      status.dataset.lcStatus = "typing";
      put(record);
      soon(AFTER);
    }

    /* When each tap was: what somebody else taps later holds, whichever reaches the site first. */
    function stamp(now) {
      var before = {};
      record.entries.forEach(function (entry) { before[entry[0]] = entry[1]; });
      now.forEach(function (entry) { if (before[entry[0]] !== entry[1]) { record.times[entry[0]] = Date.now(); } });
    }

    /* Whoever is not marked yet is marked, here or in the whole form. */
    function mark(event) {
      var button = event.target.closest("[data-lc-fill]");
      if (!button || !record) { return; }
      event.preventDefault();
      (button.value === "all" ? form : button.closest("section")).querySelectorAll("fieldset").forEach(function (line) {
        var one = line.querySelector("input[type=radio][value=" + button.dataset.lcFill + "]");
        if (one && !line.querySelector("input[type=radio]:checked")) { one.checked = true; }
      });
      typed();
    }

    function fresh() {
      return {
        user: user, work: work, url: form.action, entries: device.entries(form, prefix),
        base: Number(form.elements.base.value), dirty: false, sending: null, twice: false, times: {}, at: Number(form.dataset.lcAt) || Date.now(),
      };
    }

    function begin(found) {
      var now = fresh();
      if (found && found.work && found.work !== work) {
        if (found.dirty) { leftover(key, found); } else { device.forget(key); }
        found = null;
      }
      if (found && found.twice && !found.dirty && !form.querySelector(".lc-other")) { // this page is from before
        device.forget(key).then(function () { if (!isKept) { window.location.reload(); } });
        if (!isKept) { return; }
      }
      var isOurs = found && (found.dirty || found.base >= now.base);
      record = isOurs ? Object.assign(now, { entries: found.entries, base: found.base, dirty: found.dirty, sending: found.sending, times: found.times || {}, at: found.at }) : now;
      if (isOurs) { device.fill(form, prefix, record.entries); fields.prepare(form); }
      form.elements.base.value = String(record.base);
      root.dataset.lcReady = "yes";
      if (!record.dirty) {
        if (isKept) { put(record); }
        if (form.dataset.lcAt) { onSite(); }
        return;
      }
      sync().then(function (told) { if (told.state === "twice" && !told.isBehind) { showBoth(); } });
    }

    form.setAttribute("autocomplete", "off"); // a browser that puts back what stood here knows no revision
    form.addEventListener("input", typed);
    form.addEventListener("change", typed);
    form.addEventListener("click", mark);
    form.addEventListener("submit", function (event) {
      var act = (event.submitter && event.submitter.value) || "save";
      event.preventDefault();
      settle().then(function (found) {
        if (found.state === "twice") { showBoth(); return; }
        if (found.state !== "kept" || act === "save") { return; }
        var wanted = document.createElement("input");
        wanted.type = "hidden";
        wanted.name = "do";
        wanted.value = act;
        form.append(wanted);
        form.submit();
      });
    });
    see.addEventListener("click", showBoth);
    window.addEventListener("online", function () { if (record) { sync(); } });
    document.addEventListener("visibilitychange", function () { if (record && !document.hidden) { sync(); } });
    device.read(key).then(begin);
  }

  /* Words that have no draft on the site any more: to be copied, or let go. */
  function leftover(key, record) {
    var box = root.querySelector("[data-lc-leftover]");
    if (!box) { return; }
    box.hidden = false;
    box.querySelector("textarea").value = record.entries.map(function (entry) { return entry[1]; }).filter(Boolean).join("\n\n");
    box.querySelector("button").addEventListener("click", function () {
      device.forget(key).then(function () { box.hidden = true; });
    });
  }

  function read(shown) {
    var key = user + "/" + shown.dataset.lcDraft;
    device.read(key).then(function (record) {
      if (record && record.dirty) { leftover(key, record); } else if (record) { device.forget(key); }
    });
  }

  /* -- this device */

  function sendAll(line) {
    device.unsent(user).then(function (found) {
      if (!found.length) { return; }
      line.textContent = words.lcUnsent;
      Promise.all(found.map(function (one) {
        return send(one[1]).then(function (told) { return device.keep(one[0], one[1]).then(function () { return told.state; }); });
      })).then(function (states) {
        var arrived = states.every(function (state) { return state === "kept" || state === "twice"; });
        if (arrived) { line.textContent = words.lcAllSent; }
      });
    });
  }

  function sharing(box) {
    var choice = box.querySelector("[data-lc-shared]");
    var line = box.querySelector("[data-lc-device]");
    box.hidden = false;
    device.isShared().then(function (shared) { choice.checked = shared; });
    choice.addEventListener("change", function () {
      if (!choice.checked) { device.unshare().then(worker); return; }
      device.unsent(user).then(function (found) {
        if (found.length) {
          choice.checked = false;
          line.textContent = words.lcUnsent;
          return;
        }
        device.share(user).then(function () { line.textContent = words.lcNothingKept; });
      });
    });
    sendAll(line);
    window.addEventListener("online", function () { sendAll(line); });
  }

  function worker() {
    if (!device.works || !navigator.serviceWorker) { return; }
    var isNew = !navigator.serviceWorker.controller;
    navigator.serviceWorker.register(words.lcWorker, { scope: words.lcScope }).then(function () {
      return navigator.serviceWorker.ready;
    }).then(function (registration) {
      if (!isNew) { root.dataset.lcOffline = "yes"; return; }
      navigator.serviceWorker.addEventListener("message", function () { root.dataset.lcOffline = "yes"; });
      registration.active.postMessage({ keep: window.location.pathname });
    }).catch(function () { /* the page works without */ });
  }

  function start() {
    var form = root.querySelector("form[data-lc-draft]");
    var shown = root.querySelector("[data-lc-draft]:not(form)");
    var box = root.querySelector("[data-lc-this-device]");
    fields.start(root);
    if (form) { write(form); }
    if (shown) { read(shown); }
    if (box && device.works) { sharing(box); }
    device.isShared().then(function (shared) { if (!shared) { worker(); } });
  }

  if (isKept && !device.isSeen(user)) {
    root.querySelector("[data-lc-locked]").hidden = false;
    return;
  }
  page.removeAttribute("data-lc-kept");
  if (isKept) { start(); } else { device.seen(user).then(start); }
})();
