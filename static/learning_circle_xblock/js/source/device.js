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
