// Who writes here: nobody until they write, or until the shop's server says who they are. The token that the server gives
// then is kept by the shop's page once the visitor has written.
import { ask } from "./requests.js";
import { hearPage, tellPage } from "./shop-page.js";

const VISITOR_LOCK = "saath-chat-visitor";
let visitorToken = "";
let visitorIdentity = "";
let joinedIdentity = "";
let hearToken = null;
let joining = Promise.resolve();

export function begin(token, identity) {
  visitorToken = token;
  visitorIdentity = identity;
}

export const isKnown = () => visitorToken !== "";

/** Whether what was said may be shown: never before the server believes who the shop says this is. */
export const mayRead = () => isKnown() && visitorIdentity === joinedIdentity;

export const proof = () => ({ Authorization: `Bearer ${visitorToken}` });

/** A name for this visitor that all tabs share and that opens nothing. */
export const visitorName = () => visitorToken.slice(-16);

/** Ask as this visitor. A token that is no longer good is forgotten: who writes again is somebody new. */
export async function askAsVisitor(path, options = {}) {
  const token = visitorToken;
  try {
    return await ask(path, { ...options, token });
  } catch (problem) {
    if (problem.status === 401 && token === visitorToken) {
      visitorToken = "";
      tellPage("forget");
    }
    throw problem;
  }
}

/** Become somebody to the server; two tabs at once become the same one. */
export async function becomeKnown() {
  if (isKnown()) return;
  await oneTabAtATime(async () => {
    if (isKnown()) return;
    visitorToken = (await tokenOfOtherTab()) || (await newVisitor());
  });
}

/** The visitor has written: from now on their browser may know it again. */
export const keepVisitor = () => tellPage("keep", { token: visitorToken });

/** Who wrote here has signed out: what they were known by opens nothing any more, whoever has seen it. */
export async function endVisit(token = visitorToken) {
  if (token) await ask("visitors/me", { token, method: "DELETE" }).catch(() => {});
}

async function newVisitor() {
  const language = document.documentElement.lang;
  const { token } = await ask("visitors", { body: { language, ...(visitorIdentity && { identity: visitorIdentity }) } });
  joinedIdentity = visitorIdentity;
  return token;
}

/** Let the server know who the shop says this is, so that they find what they said before; true where that is news. */
export function joinCustomer(identity = visitorIdentity) {
  joining = joining.then(() => join(identity)); // one at a time: each may change the token
  return joining;
}

async function join(identity) {
  visitorIdentity = identity;
  if (!identity || identity === joinedIdentity) return false;
  try {
    if (!isKnown()) await becomeKnown();
    if (joinedIdentity !== identity) {
      visitorToken = (await askAsVisitor("identity", { body: { identity } })).token;
      tellPage("renew", { token: visitorToken });
    }
    joinedIdentity = identity;
    tellPage("identified");
    return true;
  } catch (problem) {
    if (problem.status === 401) return join(identity); // the old token is forgotten
    if (problem.isPassing) return false; // it is said again with the next words
    // A stranger may write all the same, and reads nothing of who sat here before; the shop's page knows why they are one.
    // Whom the shop has shut out stays who they are, and is told so when they write.
    if (problem.status !== 403) visitorIdentity = "";
    visitorToken = "";
    tellPage("forget");
    tellPage("refused", { status: problem.status, title: problem.message });
    return false;
  }
}

function tokenOfOtherTab() {
  return new Promise((resolve) => {
    hearToken = resolve;
    tellPage("token");
  });
}

hearPage("token", ({ token }) => hearToken?.(token));

function oneTabAtATime(act) {
  // Where a browser has no locks for frames of other sites, a tab cannot wait for another.
  return navigator.locks?.request(VISITOR_LOCK, act).catch((problem) => (problem.name === "SecurityError" ? act() : Promise.reject(problem))) ?? act();
}
