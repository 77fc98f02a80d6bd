// Passkeys: a form with data-passkey="add", "sign-in" or "prove" asks the device, then posts what it answered.
const decode = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const encode = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
const known = (list = []) => list.map((one) => ({ ...one, id: decode(one.id) }));

function given(form) {
  return JSON.parse(form.querySelector("#passkey-options").textContent).publicKey;
}

async function fetched(form) {
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  return (await answer.json()).request_options.publicKey;
}

function create(options) {
  const user = { ...options.user, id: decode(options.user.id) };
  const selection = {
    ...options.authenticatorSelection,
    residentKey: "required",
    requireResidentKey: true,
    userVerification: "required",
  };
  return navigator.credentials.create({
    publicKey: {
      ...options,
      user,
      challenge: decode(options.challenge),
      excludeCredentials: known(options.excludeCredentials),
      authenticatorSelection: selection,
    },
  });
}

function use(options) {
  return navigator.credentials.get({
    publicKey: {
      ...options,
      challenge: decode(options.challenge),
      allowCredentials: known(options.allowCredentials),
    },
  });
}

function written(credential) {
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) response[part] = encode(credential.response[part]);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: encode(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

const WAYS = {
  add: async (form) => create(given(form)),
  prove: async (form) => use(given(form)),
  "sign-in": async (form) => use(await fetched(form)),
};

for (const form of document.querySelectorAll("[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button[type=submit]");
    button.setAttribute("aria-busy", "true");
    try {
      form.elements.credential.value = written(await WAYS[form.dataset.passkey](form));
      form.submit();
    } catch {
      form.querySelector("[data-trouble]").hidden = false;
    } finally {
      button.removeAttribute("aria-busy");
    }
  });
}
