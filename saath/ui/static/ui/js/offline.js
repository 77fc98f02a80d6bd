// Asks the browser to keep our page for no connection; without it everything else works the same.
navigator.serviceWorker?.register("/ui/offline-worker.js", { scope: "/" }).catch(() => {});
