// What this frame asks its server. Nothing is known by a cookie: the visitor's token goes with each request.
const API = "/chat/v1/";
const PATIENCE_MS = 20_000;
const UPLOAD_PATIENCE_MS = 180_000;
const LINE_STATUSES = [0, 408, 425, 502, 503, 504];

/** What went wrong, in words for the visitor where the server had some (RFC 9457). */
export class Problem extends Error {
  constructor(status, said, retryAfter) {
    super(said?.title ?? "");
    this.status = status;
    this.said = said;
    this.retryAfterMs = (Number(retryAfter) || 0) * 1000;
  }

  /** Whether the same request may well work later: it did not arrive, or came at a bad moment. */
  get isPassing() {
    return LINE_STATUSES.includes(this.status) || this.status === 429 || this.status === 500;
  }
}

export async function ask(path, { token = "", body = null, method = body ? "POST" : "GET" } = {}) {
  const isForm = body instanceof FormData;
  const headers = { Accept: "application/json", ...(token && { Authorization: `Bearer ${token}` }) };
  if (body && !isForm) headers["Content-Type"] = "application/json";
  const signal = AbortSignal.timeout(isForm ? UPLOAD_PATIENCE_MS : PATIENCE_MS);
  const address = `${API}${path}${path.includes("?") ? "&" : "?"}lang=${document.documentElement.lang}`;
  let answer, said;
  try {
    answer = await fetch(address, { method, headers, body: isForm || !body ? body : JSON.stringify(body), signal, cache: "no-store", credentials: "omit" });
    said = answer.status === 204 ? null : await answer.json();
  } catch {
    throw new Problem(answer?.status ?? 0, null, 0);
  }
  if (!answer.ok) throw new Problem(answer.status, said, answer.headers.get("Retry-After"));
  return said;
}
