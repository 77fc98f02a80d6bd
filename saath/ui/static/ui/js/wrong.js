// A form that came back: who writes goes on where the first thing is wrong, unless the page has a place of its own.
if (document.activeElement === document.body) document.querySelector("[aria-invalid=true]")?.focus();
