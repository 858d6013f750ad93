// A form that was just sent is not sent again by a second click.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 3000);
});
// Buttons that open a dialog before what can't be undone, and leave it again.
document.addEventListener("click", (event) => {
  const opens = event.target.closest("[data-opens]");
  const closes = event.target.closest("[data-closes]");
  if (opens) {
    document.getElementById(opens.dataset.opens).showModal();
  } else if (closes) {
    document.getElementById(closes.dataset.closes).close();
  }
});
// A form of filters shows anew what comes of them, while what was typed elsewhere on the page stays.
let asking;
const show = async (form) => {
  asking?.abort();
  asking = new AbortController();
  const shown = document.getElementById(form.dataset.shows);
  const address = `${form.action}?${new URLSearchParams(new FormData(form))}`;
  shown.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { signal: asking.signal });
    if (!answer.ok || answer.redirected) {
      form.requestSubmit();
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(shown.id);
    const parts = ["counts", "kept"].map((id) => [shown.querySelector(`#${id}`), fresh.querySelector(`#${id}`)]);
    if (parts.every(([old, now]) => old && now)) {
      parts.forEach(([old, now]) => old.replaceWith(now));
    } else {
      shown.replaceChildren(...fresh.childNodes);
    }
    document.getElementById("told").textContent = shown.querySelector("svg[role=img]")?.getAttribute("aria-label") ?? "";
    history.replaceState(null, "", address);
    shown.removeAttribute("aria-busy");
  } catch (failure) {
    if (failure.name !== "AbortError") {
      shown.removeAttribute("aria-busy");
    }
  }
};
let soon;
document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form?.dataset.shows) {
    clearTimeout(soon);
    soon = setTimeout(() => show(form), 300);
  }
});
