// What happens, as it happens: one stream for all tabs of a visitor, none while the chat is closed or nobody looks.
import { LiveTab } from "../../ui/live.js";
import { sync } from "./conversation.js";
import { isKnown, proof, visitorName } from "./visitor.js";
import { isOpen } from "./states.js";

let live = null;
let liveName = "";

/** Hear of things from now on, or no more. */
export function wantLive(isWanted) {
  if (!isKnown() || (isWanted && !isOpen())) return;
  if (live && liveName === visitorName()) return live.want(isWanted);
  live?.want(false);
  liveName = visitorName();
  live = new LiveTab("/live", { lock: `saath-chat ${liveName}`, proof: proof(), isWanted });
}

export function hearLive() {
  // What was said while nobody listened is read when the line is back, whatever the stream still knows of it.
  document.addEventListener("saath:line", ({ detail }) => detail.isOnline && sync());
  document.addEventListener("visibilitychange", () => {
    if (isOpen() && document.visibilityState === "visible") sync();
  });
}
