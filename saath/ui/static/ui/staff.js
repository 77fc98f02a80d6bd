/* bundle: what every staff page does. A surface with behaviour of its own imports this file from its entry. */
import "./js/theme.js";
import "./js/timers.js";
import "./js/dialogs.js";
import "./js/wrong.js";
import "./js/keys.js";
import "./js/palette.js";
import "./js/toast.js";
import "./js/tabs.js";
import "./js/trouble.js";
import "./js/requests.js";
import "./js/offline.js";
import "./js/near.js";
