// Asks the browser to keep our page for no connection; without it everything else works the same. On the desk it also keeps what was open.
const worker = navigator.serviceWorker;

/** Let nothing that was open be read on this device any more. */
function forgetPages() {
  worker?.controller?.postMessage({ call: "forget" });
}

async function registerWorker() {
  const isNew = !worker.controller;
  await worker.register("/ui/offline-worker.js", { scope: "/" });
  const { active } = await worker.ready;
  if (isNew) active.postMessage({ call: "keep", url: location.href });
}

worker && registerWorker().catch(() => {});
document.addEventListener("saath:refused", forgetPages);
document.addEventListener("htmx:responseError", ({ detail }) => [401, 403].includes(detail.xhr.status) && forgetPages());
document.addEventListener("submit", ({ target }) => target.action?.endsWith("/sign-out/") && forgetPages());
