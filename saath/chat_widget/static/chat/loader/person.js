// Whom a token of the shop names, told apart from others on the same device; the server alone believes it.

/** The name that the shop has for them: "" without a token, "?" where it cannot be read. */
export function personIn(token) {
  if (!token) return "";
  try {
    const said = token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/");
    return String(JSON.parse(atob(said)).sub);
  } catch {
    return "?";
  }
}

/** Whether what is kept of one person is another's now. Who was nobody may have signed in; who is not named may still be the same. */
export const isAnother = (before, now) => Boolean(before && now) && before !== now;
