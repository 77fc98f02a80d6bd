// Tabs that scroll sideways show the one that we are on.
function showCurrentTab() {
  for (const current of document.querySelectorAll(".scroll-x > [aria-current=page]")) {
    const tabs = current.parentElement;
    tabs.scrollLeft = current.offsetLeft - (tabs.clientWidth - current.offsetWidth) / 2;
  }
}

document.addEventListener("htmx:afterSettle", showCurrentTab);
showCurrentTab();
