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
