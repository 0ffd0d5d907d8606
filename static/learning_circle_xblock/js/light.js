/*! Built by `make assets`; do not edit.
 *  idb-keyval 6.3.0, licence Apache-2.0, unmodified: vendor/idb-keyval/umd.js
 *  learning_circle_xblock, licence AGPL-3.0-or-later: js/source/fields.js
 *  learning_circle_xblock, licence AGPL-3.0-or-later: js/source/device.js
 *  learning_circle_xblock, licence AGPL-3.0-or-later: js/source/light.js
 */
(function (define, module, exports, require) {
var idbKeyval = {};
(function (exports, module) {
function _slicedToArray(n,t){return _arrayWithHoles(n)||_iterableToArrayLimit(n,t)||_unsupportedIterableToArray(n,t)||_nonIterableRest()}function _nonIterableRest(){throw new TypeError("Invalid attempt to destructure non-iterable instance.\nIn order to be iterable, non-array objects must have a [Symbol.iterator]() method.")}function _unsupportedIterableToArray(n,t){if(n){if("string"==typeof n)return _arrayLikeToArray(n,t);var r={}.toString.call(n).slice(8,-1);return"Object"===r&&n.constructor&&(r=n.constructor.name),"Map"===r||"Set"===r?Array.from(n):"Arguments"===r||/^(?:Ui|I)nt(?:8|16|32)(?:Clamped)?Array$/.test(r)?_arrayLikeToArray(n,t):void 0}}function _arrayLikeToArray(n,t){(null==t||t>n.length)&&(t=n.length);for(var r=0,e=Array(t);r<t;r++)e[r]=n[r];return e}function _iterableToArrayLimit(n,t){var r=null==n?null:"undefined"!=typeof Symbol&&n[Symbol.iterator]||n["@@iterator"];if(null!=r){var e,o,u,i,a=[],c=!0,l=!1;try{if(u=(r=r.call(n)).next,0===t){if(Object(r)!==r)return;c=!1}else for(;!(c=(e=u.call(r)).done)&&(a.push(e.value),a.length!==t);c=!0);}catch(n){l=!0,o=n}finally{try{if(!c&&null!=r.return&&(i=r.return(),Object(i)!==i))return}finally{if(l)throw o}}return a}}function _arrayWithHoles(n){if(Array.isArray(n))return n}function _typeof(n){return _typeof="function"==typeof Symbol&&"symbol"==typeof Symbol.iterator?function(n){return typeof n}:function(n){return n&&"function"==typeof Symbol&&n.constructor===Symbol&&n!==Symbol.prototype?"symbol":typeof n},_typeof(n)}!function(n,t){"object"===("undefined"==typeof exports?"undefined":_typeof(exports))&&"undefined"!=typeof module?t(exports):"function"==typeof define&&define.amd?define(["exports"],t):t((n="undefined"!=typeof globalThis?globalThis:n||self).idbKeyval={})}(this,(function(n){"use strict";function t(n){return new Promise((function(t,r){n.oncomplete=n.onsuccess=function(){return t(n.result)},n.onabort=n.onerror=function(){return r(n.error)}}))}function r(n,r){var e;return function(o,u){return function(){if(e)return e;var o=indexedDB.open(n);return o.onupgradeneeded=function(){return o.result.createObjectStore(r)},(e=t(o)).then((function(n){n.onclose=function(){return e=void 0}}),(function(){e=void 0})),e}().then((function(n){return u(n.transaction(r,o).objectStore(r))}))}}var e;function o(){return e||(e=r("keyval-store","keyval")),e}function u(n,r){return n.openCursor().onsuccess=function(){this.result&&(r(this.result),this.result.continue())},t(n.transaction)}n.clear=function(){return(arguments.length>0&&void 0!==arguments[0]?arguments[0]:o())("readwrite",(function(n){return n.clear(),t(n.transaction)}))},n.createStore=r,n.del=function(n){return(arguments.length>1&&void 0!==arguments[1]?arguments[1]:o())("readwrite",(function(r){return r.delete(n),t(r.transaction)}))},n.delMany=function(n){return(arguments.length>1&&void 0!==arguments[1]?arguments[1]:o())("readwrite",(function(r){return n.forEach((function(n){return r.delete(n)})),t(r.transaction)}))},n.entries=function(){return(arguments.length>0&&void 0!==arguments[0]?arguments[0]:o())("readonly",(function(n){if(n.getAll&&n.getAllKeys)return Promise.all([t(n.getAllKeys()),t(n.getAll())]).then((function(n){var t=_slicedToArray(n,2),r=t[0],e=t[1];return r.map((function(n,t){return[n,e[t]]}))}));var r=[];return u(n,(function(n){return r.push([n.key,n.value])})).then((function(){return r}))}))},n.get=function(n){return(arguments.length>1&&void 0!==arguments[1]?arguments[1]:o())("readonly",(function(r){return t(r.get(n))}))},n.getMany=function(n){return(arguments.length>1&&void 0!==arguments[1]?arguments[1]:o())("readonly",(function(r){return Promise.all(n.map((function(n){return t(r.get(n))})))}))},n.keys=function(){return(arguments.length>0&&void 0!==arguments[0]?arguments[0]:o())("readonly",(function(n){if(n.getAllKeys)return t(n.getAllKeys());var r=[];return u(n,(function(n){return r.push(n.key)})).then((function(){return r}))}))},n.promisifyRequest=t,n.set=function(n,r){return(arguments.length>2&&void 0!==arguments[2]?arguments[2]:o())("readwrite",(function(e){return e.put(r,n),t(e.transaction)}))},n.setMany=function(n){return(arguments.length>1&&void 0!==arguments[1]?arguments[1]:o())("readwrite",(function(r){return n.forEach((function(n){return r.put(n[1],n[0])})),t(r.transaction)}))},n.update=function(n,r){return(arguments.length>2&&void 0!==arguments[2]?arguments[2]:o())("readwrite",(function(e){return new Promise((function(o,u){var i=e.get(n);i.onsuccess=function(){try{e.put(r(i.result),n),o(t(e.transaction))}catch(n){u(n)}},i.onerror=function(){return u(i.error)}}))}))},n.values=function(){return(arguments.length>0&&void 0!==arguments[0]?arguments[0]:o())("readonly",(function(n){if(n.getAll)return t(n.getAll());var r=[];return u(n,(function(n){return r.push(n.value)})).then((function(){return r}))}))}}));

})(idbKeyval, {});
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
/* Drafts on this device. Each belongs to one signed-in person; a device that is shared keeps none.
   A record: user, work, url, entries, base (the revision on the site that the words began from), dirty (not on
   the site yet), sending (what was sent and not answered, sent again first: the site knows it then), at. */
var device = (function () {
  "use strict";
  var SHARED = "learning-circle-shared";
  var PAGES = "learning-circle-pages-";
  var SEEN = "learning-circle-seen";
  var works = has();
  var store = null;

  function has() {
    try { return Boolean(window.indexedDB && window.caches); } catch (refused) { return false; }
  }

  function drafts() {
    store = store || idbKeyval.createStore("learning-circle", "drafts");
    return store;
  }

  /* Storage may be full, or refused: then the page goes on without. */
  function calmly(act, otherwise) {
    return Promise.resolve().then(act).catch(function () { return otherwise; });
  }

  function isShared() {
    return works ? calmly(function () { return caches.has(SHARED); }, true) : Promise.resolve(true);
  }

  function read(key) {
    return works ? calmly(function () { return idbKeyval.get(key, drafts()); }) : Promise.resolve();
  }

  function forget(key) {
    return works ? calmly(function () { return idbKeyval.del(key, drafts()); }) : Promise.resolve();
  }

  /* Whether it is kept now. */
  function keep(key, record) {
    return isShared().then(function (shared) {
      if (shared) { return false; }
      return calmly(function () {
        return idbKeyval.set(key, record, drafts()).then(function () { return true; });
      }, false);
    });
  }

  function all() {
    return works ? calmly(function () { return idbKeyval.entries(drafts()); }, []) : Promise.resolve([]);
  }

  function forgetPages(but) {
    return calmly(function () {
      return caches.keys().then(function (names) {
        return Promise.all(names.filter(function (name) {
          return name.indexOf(PAGES) === 0 && name !== PAGES + but;
        }).map(function (name) { return caches.delete(name); }));
      });
    });
  }

  /* What is on the site anyway goes: everything of this person, or of everybody else. */
  function forgetRecords(isTheirs) {
    return all().then(function (found) {
      return Promise.all(found.filter(function (one) {
        return !one[1].dirty && isTheirs(one[1].user);
      }).map(function (one) { return forget(one[0]); }));
    });
  }

  function cookie(name) {
    var found = document.cookie.match(new RegExp("(?:^|; )" + name + "=([^;]*)"));
    return found ? decodeURIComponent(found[1]) : "";
  }

  /* The token of the forms changes when somebody signs in: a page kept for the former person stays closed. */
  function mark(user) {
    var sum = 0;
    var text = user + " " + cookie("csrftoken");
    for (var i = 0; i < text.length; i += 1) { sum = (sum * 31 + text.charCodeAt(i)) | 0; }
    return user + " " + sum;
  }

  function seen(user) {
    try { window.localStorage.setItem(SEEN, mark(user)); } catch (refused) { /* pages of the device stay closed */ }
    if (!works) { return Promise.resolve(); }
    return Promise.all([forgetPages(user), forgetRecords(function (theirs) { return theirs !== user; })]);
  }

  function isSeen(user) {
    try { return window.localStorage.getItem(SEEN) === mark(user); } catch (refused) { return false; }
  }

  function share(user) {
    return caches.open(SHARED).then(function () {
      return Promise.all([forgetPages(""), forgetRecords(function () { return true; })]);
    });
  }

  function unshare() { return caches.delete(SHARED); }

  function unsent(user) {
    return all().then(function (found) {
      return found.filter(function (one) { return one[1].user === user && one[1].dirty; });
    });
  }

  /* -- forms */

  function entries(form, prefix) {
    return Array.from(new FormData(form).entries()).filter(function (entry) {
      return entry[0].indexOf(prefix + "-") === 0 && typeof entry[1] === "string";
    });
  }

  function same(some, others) { return JSON.stringify(some) === JSON.stringify(others); }

  function fill(form, prefix, found) {
    var given = {};
    found.forEach(function (entry) { (given[entry[0]] = given[entry[0]] || []).push(entry[1]); });
    form.querySelectorAll("input, textarea, select").forEach(function (control) {
      if (control.name.indexOf(prefix + "-") !== 0 || control.type === "hidden") { return; }
      var values = given[control.name];
      if (control.type === "checkbox" || control.type === "radio") {
        control.checked = Boolean(values) && values.indexOf(control.value) >= 0;
      } else if (values) {
        control.value = values[0];
        var row = values[0] && control.closest("[data-lc-row][hidden]");
        if (row) { row.hidden = false; }
      }
    });
  }

  /* Keeps a record as fast as the device can, the last state always; without one, the draft is forgotten. */
  function keeper(key, then) {
    var busy = false;
    var next;
    return function put(record, done) {
      if (busy) { next = [record, done]; return; }
      busy = true;
      (record ? keep(key, record) : forget(key)).then(function (kept) {
        busy = false;
        if (done) { done(); } else if (then && !next) { then(kept); }
        var after = next;
        next = undefined;
        if (after) { put(after[0], after[1]); }
      });
    };
  }

  return {
    all: all, cookie: cookie, entries: entries, fill: fill, forget: forget, isSeen: isSeen, isShared: isShared,
    keep: keep, keeper: keeper, read: read, same: same, seen: seen, share: share, unsent: unsent,
    unshare: unshare, works: works,
  };
})();
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
})();
