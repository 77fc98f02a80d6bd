/* bundle: the desk. */
import "../ui/staff.js";
import "../ui/live.js";
import "./js/list.js";
import "./js/thread.js";
import "./js/composer.js";
import "./js/outbox.js";
import "./js/hearing.js";
import "./js/calling.js";
import "./js/saved.js";
import "./js/filters.js";
import "./js/moves.js";
import "./js/promise.js";
import "./js/handing.js";
import "./js/held.js";
import "./js/link.js";
import "./js/presence.js";
import "./js/side.js";
