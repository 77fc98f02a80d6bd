// Light, dark, or like the device: one button goes round, a cookie remembers, so that the server draws it at once.
const THEMES = ["", "light", "dark"];
const THEME_ICONS = { "": "sms", light: "sun", dark: "moon" };
const THEME_SECONDS = 365 * 24 * 3600;

function setTheme(theme) {
  const root = document.documentElement;
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
  document.cookie = `saath_theme=${theme}; path=/; max-age=${theme ? THEME_SECONDS : 0}; samesite=lax`;
  for (const use of document.querySelectorAll("[data-theme-toggle] use")) {
    use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#i-${THEME_ICONS[theme]}`));
  }
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-theme-toggle]")) return;
  const now = document.documentElement.dataset.theme ?? "";
  setTheme(THEMES[(THEMES.indexOf(now) + 1) % THEMES.length]);
});
