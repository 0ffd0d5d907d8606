/* The worker of the light pages. `LIGHT` stands before it: a name for these files, their addresses, and the root.
   It keeps the files, and the pages that one person has opened to write on. Nothing else of the site is touched. */
(function () {
  "use strict";
  var FILES = "learning-circle-files-" + LIGHT.name;
  var PAGES = "learning-circle-pages-";
  var SHARED = "learning-circle-shared";
  var PATIENCE = 6000;
  var KEPT = /^(me|write\/\d+|here\/\d+\/\d+)\/$/;

  self.addEventListener("install", function (event) {
    event.waitUntil(caches.open(FILES).then(function (files) {
      return Promise.all(LIGHT.files.map(function (address) {
        return fetch(new Request(address, { mode: "no-cors" })).then(function (answer) { return files.put(address, answer); });
      }));
    }).then(function () { return self.skipWaiting(); }));
  });

  self.addEventListener("activate", function (event) {
    event.waitUntil(caches.keys().then(function (names) {
      return Promise.all(names.filter(function (name) {
        return name.indexOf("learning-circle-files-") === 0 && name !== FILES;
      }).map(function (name) { return caches.delete(name); }));
    }).then(function () { return self.clients.claim(); }));
  });

  function isKept(url) {
    return url.origin === self.location.origin && url.pathname.indexOf(LIGHT.root) === 0
      && KEPT.test(url.pathname.slice(LIGHT.root.length));
  }

  function ofPages(act) {
    return caches.keys().then(function (names) {
      return Promise.all(names.filter(function (name) { return name.indexOf(PAGES) === 0; }).map(act));
    });
  }

  /* A page that was answered is kept for its reader alone; one that is gone is gone here too. */
  function remember(path, answer) {
    var reader = answer.headers.get("X-Learning-Circle-Reader");
    if (answer.status === 404) {
      return ofPages(function (name) { return caches.open(name).then(function (pages) { return pages.delete(path); }); });
    }
    if (answer.status !== 200 || answer.redirected || !reader) { return Promise.resolve(); }
    return ofPages(function (name) { return name !== PAGES + reader && caches.delete(name); }).then(function () {
      return caches.has(SHARED);
    }).then(function (shared) {
      return shared ? null : caches.open(PAGES + reader).then(function (pages) { return pages.put(path, answer); });
    });
  }

  /* From the device the page comes closed; its script opens it for the person it was kept for. */
  function find(path) {
    return caches.match(path).then(function (found) {
      if (!found) { return null; }
      return found.text().then(function (text) {
        return new Response(text.replace("<html ", "<html data-lc-kept "), { headers: found.headers });
      });
    });
  }

  function open(event, path) {
    var asked = fetch(event.request).then(function (answer) {
      event.waitUntil(remember(path, answer.clone()));
      return answer;
    });
    var waited = new Promise(function (resolve) { setTimeout(resolve, PATIENCE); }).then(function () {
      return find(path).then(function (found) { return found || asked; });
    });
    return Promise.race([asked, waited]).catch(function () {
      return find(path).then(function (found) { return found || Response.error(); });
    });
  }

  self.addEventListener("fetch", function (event) {
    var url = new URL(event.request.url);
    if (event.request.method !== "GET") { return; }
    if (LIGHT.files.indexOf(url.pathname + url.search) >= 0 || LIGHT.files.indexOf(url.href) >= 0) {
      event.respondWith(caches.match(event.request).then(function (found) { return found || fetch(event.request); }));
    } else if (event.request.mode === "navigate" && isKept(url)) {
      event.respondWith(open(event, url.pathname));
    }
  });

  /* The first page was opened before there was a worker. */
  self.addEventListener("message", function (event) {
    var url = new URL(event.data.keep, self.location.href);
    if (!isKept(url)) { return; }
    event.waitUntil(fetch(url.pathname, { credentials: "same-origin" }).then(function (answer) {
      return remember(url.pathname, answer);
    }).then(function () { event.source.postMessage("kept"); }));
  });
})();
