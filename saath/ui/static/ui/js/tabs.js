// Tabs that scroll sideways show the one that we are on.
function showCurrentTab() {
  for (const current of document.querySelectorAll(".scroll-x > [aria-current=page]")) {
    const tabs = current.parentElement;
    tabs.scrollLeft = current.offsetLeft - (tabs.clientWidth - current.offsetWidth) / 2;
  }
}

// A navigation that is longer than the window shows the page that we are on.
function showCurrentPage() {
  const nav = document.querySelector(".nav");
  const current = nav?.querySelector("[aria-current=page]");
  if (!current) return;
  const place = current.getBoundingClientRect();
  const below = place.bottom + place.height - nav.getBoundingClientRect().bottom;
  if (below > 0) nav.scrollTop += below + nav.clientHeight / 3;
}

document.addEventListener("htmx:afterSettle", showCurrentTab);
showCurrentTab();
showCurrentPage();
