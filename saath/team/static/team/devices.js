// Lets this browser be told while no page is open: it gives its address at the push service of its maker to the shop.
const section = document.getElementById("devices");
const offer = section.querySelector("[data-offer]");

function keyOctets(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/").padEnd(Math.ceil(text.length / 4) * 4, "="));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

function deviceName() {
  const { userAgentData: told, userAgent } = navigator;
  const browser = told?.brands?.at(-1)?.brand ?? /(Firefox|Edg|Chrome|Safari)/.exec(userAgent)?.[1] ?? "";
  return [browser, told?.platform ?? /(Android|iPhone|iPad|Windows|Mac|Linux)/.exec(userAgent)?.[1]].filter(Boolean).join(", ");
}

async function startListening() {
  const { pushManager } = await navigator.serviceWorker.ready;
  const options = { userVisibleOnly: true, applicationServerKey: keyOctets(section.dataset.pushKey) };
  const { endpoint, keys } = (await pushManager.subscribe(options)).toJSON();
  const body = new URLSearchParams({ endpoint, p256dh: keys.p256dh, auth: keys.auth, label: deviceName() });
  const headers = JSON.parse(document.body.getAttribute("hx-headers"));
  const answer = await fetch(section.dataset.listen, { method: "POST", body, headers });
  if (!answer.ok) throw new Error(String(answer.status));
  location.reload();
}

async function isTold() {
  const { pushManager } = await navigator.serviceWorker.ready;
  return Boolean(await pushManager.getSubscription());
}

if ("PushManager" in window) isTold().then((told) => { offer.hidden = told && section.querySelector("li") !== null; });
section.querySelector("[data-start]").addEventListener("click", () => {
  startListening().catch(() => { section.querySelector("[data-refused]").hidden = false; });
});
