// The button on the shop's page and the dialog that holds the frame, in a shadow root: no style of the page comes in, none
// goes out, and a policy without inline styles has nothing to refuse.
const PHONE = "(max-width: 559px), (max-height: 479px)";
const LOOK = [
  ":host { all: initial !important; position: fixed !important; z-index: 2147483000 !important; inset: auto 0 0 auto !important; color-scheme: light dark !important; }",
  ".chat { position: fixed; inset: auto max(20px, env(safe-area-inset-right)) max(20px, env(safe-area-inset-bottom)) auto; inline-size: 56px; block-size: 56px; padding: 0; border: 0; border-radius: 50%; cursor: pointer; display: grid; place-items: center; color: #fff; background: var(--shop); box-shadow: 0 1px 2px rgb(16 22 28 / .2), 0 8px 24px -6px rgb(16 22 28 / .4); }",
  ".chat:hover { background: color-mix(in oklab, var(--shop) 86%, #000); }",
  ".chat:focus-visible { outline: 3px solid #fff; outline-offset: -6px; box-shadow: 0 0 0 3px var(--shop); }",
  ".chat[hidden] { display: none; }",
  "svg { inline-size: 28px; block-size: 28px; fill: none; stroke: currentColor; stroke-width: 1.4; stroke-linecap: round; stroke-linejoin: round; }",
  "b { position: absolute; inset: -2px -2px auto auto; min-inline-size: 22px; padding-inline: 4px; box-sizing: border-box; border: 2px solid #fff; border-radius: 14px; font: 600 12px/18px system-ui, sans-serif; text-align: center; color: #fff; background: #a8302a; }",
  "b:empty { display: none; }",
  "dialog { position: fixed; inset: auto 1.25rem 1.25rem auto; inset: auto 20px 20px auto; box-sizing: border-box; inline-size: min(24em, 100vw - 40px); block-size: min(46em, 100dvh - 40px); max-inline-size: none; max-block-size: none; margin: 0; padding: 0; border: 1px solid light-dark(#dfe0da, #2b323b); border-radius: 18px; overflow: hidden; background: light-dark(#fff, #191e24); box-shadow: 0 1px 2px rgb(16 22 28 / .1), 0 16px 40px -8px rgb(16 22 28 / .28); }",
  // Not `display: none`: Chromium may never lay out a frame that was being loaded while that ended.
  "dialog:not([open]) { display: block; visibility: hidden; }",
  "dialog::backdrop { background: none; }",
  "dialog[open] { animation: rise .22s cubic-bezier(.2, .8, .2, 1); }",
  "iframe { display: block; inline-size: 100%; block-size: 100%; border: 0; color-scheme: light dark; }",
  `@media ${PHONE} { dialog { inset: 0; inline-size: 100vw; block-size: 100dvh; border: 0; border-radius: 0; } }`,
  "section { position: fixed; inset: auto max(20px, env(safe-area-inset-right)) calc(max(20px, env(safe-area-inset-bottom)) + 68px) auto; box-sizing: border-box; inline-size: min(20em, 100vw - 40px); padding: 10px 48px 12px 14px; border: 1px solid light-dark(#dfe0da, #2b323b); border-radius: 14px 14px 4px; color: light-dark(#1a1e23, #eaedef); background: light-dark(#fff, #252c34); box-shadow: 0 1px 2px rgb(16 22 28 / .1), 0 8px 24px -8px rgb(16 22 28 / .28); font: 15px/1.5 system-ui, sans-serif; animation: rise .22s cubic-bezier(.2, .8, .2, 1); }",
  "section:is(:lang(hi), :lang(gu)) { line-height: 1.68; }",
  "small { display: block; font-size: 13px; color: light-dark(#62686f, #9ea7b2); }",
  ".words { padding: 2px 0; border: 0; text-align: start; font: inherit; color: inherit; background: none; cursor: pointer; overflow-wrap: anywhere; }",
  ".words::before { content: ''; position: absolute; inset: 0; border-radius: inherit; }",
  ".words:hover { text-decoration: underline; }",
  ".away { position: absolute; inset: 2px 2px auto auto; inline-size: 44px; block-size: 44px; padding: 0; border: 0; border-radius: 8px; font: 22px/1 system-ui, sans-serif; color: inherit; background: none; cursor: pointer; }",
  ".away:hover { background: light-dark(#f1f2ee, #2b323b); }",
  ":is(.words, .away):focus-visible { outline: 2px solid light-dark(var(--shop), #fff); outline-offset: 2px; }",
  `@media ${PHONE} { section { inset-block-end: max(20px, env(safe-area-inset-bottom)); inset-inline-end: calc(max(20px, env(safe-area-inset-right)) + 68px); inline-size: min(20em, 100vw - 100px); } }`,
  "@keyframes rise { from { opacity: 0; translate: 0 8px; } }",
  "@media (prefers-reduced-motion: reduce) { dialog[open], section { animation: none; } }",
  "@media print { :host { display: none !important; } }",
].join("\n");
const CHAT_SIGN = "M3 5a1.5 1.5 0 0 1 1.5-1.5h11A1.5 1.5 0 0 1 17 5v7a1.5 1.5 0 0 1-1.5 1.5H9L5.5 17v-3.5h-1A1.5 1.5 0 0 1 3 12z";

export const isPhone = () => matchMedia(PHONE).matches;

/** Put the button and the empty dialog on the page; without taking any room in it. */
export function makeLook() {
  const host = document.createElement("saath-chat");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(LOOK);
  root.adoptedStyleSheets = [sheet];
  host.style.setProperty("--shop", SHOP.colour);
  const button = document.createElement("button");
  const count = document.createElement("b");
  button.append(sign(), count);
  button.type = "button";
  button.className = "chat";
  const dialog = document.createElement("dialog");
  const said = document.createElement("div");
  said.role = "status";
  root.append(said, button, dialog);
  document.body.append(host);
  return { host, root, said, button, count, dialog };
}

function sign() {
  const made = (name) => document.createElementNS("http://www.w3.org/2000/svg", name);
  const picture = made("svg");
  const path = made("path");
  picture.setAttribute("viewBox", "0 0 20 20");
  picture.setAttribute("aria-hidden", "true");
  path.setAttribute("d", CHAT_SIGN);
  picture.append(path);
  return picture;
}

/** While a phone shows its keyboard, the dialog ends above it. */
export function fit(dialog) {
  const view = window.visualViewport;
  const isSmaller = isPhone() && dialog.open && view && view.scale === 1;
  dialog.style.blockSize = isSmaller ? `${view.height}px` : "";
  dialog.style.insetBlockStart = isSmaller ? `${view.offsetTop}px` : "";
}
