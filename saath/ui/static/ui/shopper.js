/* bundle: what every shopper page does. */
import "./js/theme.js";
import "./js/dialogs.js";
import "./js/wrong.js";
import "./js/offline.js";
