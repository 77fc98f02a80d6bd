/* bundle: what a page of the shop loads. The server puts it into a function of its own and gives it the constant SHOP. */
import { makeApi } from "./loader/api.js";
import { keepFor } from "./loader/kept.js";

keepFor(SHOP.origin);
makeApi(document.currentScript);
