// What this browser keeps for its visitor, in the shop's own storage: nothing before they have written to the shop.
// A browser that refuses storage keeps it as long as the page is open.
const KEPT = "saath.chat";
let keptHere = {};

export function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? {};
  } catch {
    return keptHere;
  }
}

function keepAll(all) {
  keptHere = all;
  try {
    localStorage.setItem(KEPT, JSON.stringify(all));
  } catch {
    // it is kept as long as the page is open
  }
}

export const keep = (changes) => keepAll({ ...kept(), ...changes });

/** Keep a message that has not left, under its key; another tab may keep others at the same time. */
export const keepWaiting = (item) => keep({ waiting: [...stillWaiting(item.key), item] });

export const dropWaiting = (key) => keep({ waiting: stillWaiting(key) });

const stillWaiting = (but) => (kept().waiting ?? []).filter(({ key }) => key !== but);

export function forget() {
  keptHere = {};
  try {
    localStorage.removeItem(KEPT);
  } catch {
    // nothing was kept
  }
}
