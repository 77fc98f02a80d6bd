// What this browser keeps for its visitor, in the shop's own storage: nothing before they have written to the shop.
// A browser that refuses storage keeps it as long as the page is open. Each shop has a place of its own: a site may show two.
let keptUnder = "saath.chat";
let keptHere = {};
let settledHere = false;

/** Keep things for the shop whose chat is on this host, from now on. */
export function keepFor(origin) {
  keptUnder = `saath.chat ${origin}`;
}

/** Hear that another tab has forgotten everything. */
export function hearForgotten(act) {
  addEventListener("storage", ({ key, newValue }) => {
    if (key === keptUnder && newValue === null) act();
  });
}

export function kept() {
  try {
    return JSON.parse(localStorage.getItem(keptUnder)) ?? {};
  } catch {
    return keptHere;
  }
}

function keepAll(all) {
  keptHere = all;
  try {
    localStorage.setItem(keptUnder, JSON.stringify(all));
  } catch {
    // it is kept as long as the page is open
  }
}

export const keep = (changes) => keepAll({ ...kept(), ...changes });

/** Keep a message that has not left, under its key; another tab may keep others at the same time. */
export const keepWaiting = (item, who = {}) => keep({ ...who, waiting: [...stillWaiting(item.key), item] });

export const dropWaiting = (key) => keep({ waiting: stillWaiting(key) });

const stillWaiting = (but) => (kept().waiting ?? []).filter(({ key }) => key !== but);

/** Whether the visitor has closed or opened a message that showed itself: kept by the visit, because they wish it so. */
export function wasSettled() {
  try {
    return settledHere || sessionStorage.getItem(keptUnder) !== null;
  } catch {
    return settledHere;
  }
}

export function keepSettled() {
  settledHere = true;
  try {
    sessionStorage.setItem(keptUnder, "settled");
  } catch {
    // it is kept as long as the page is open
  }
}

export function forget() {
  keptHere = {};
  try {
    localStorage.removeItem(keptUnder);
  } catch {
    // nothing was kept
  }
}
