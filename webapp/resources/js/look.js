// Shows a chosen accent on its sheet at once, with its contrast (WCAG 2.2, contrast ratio).
const channel = (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
const luminance = (colour) => {
  const [red, green, blue] = [1, 3, 5].map((at) => channel(parseInt(colour.slice(at, at + 2), 16) / 255));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (one, other) => {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};
document.addEventListener("input", (event) => {
  const sheet = event.target.closest("[data-sheet]");
  if (!sheet || !/^#[0-9a-f]{6}$/i.test(event.target.value)) {
    return;
  }
  sheet.style.setProperty("--accent", event.target.value);
  const ratio = Math.floor(contrast(event.target.value, sheet.dataset.sheet) * 100) / 100;
  const output = sheet.querySelector("output");
  const shown = ratio.toLocaleString(document.documentElement.lang, { minimumFractionDigits: 2, useGrouping: false });
  output.textContent = output.textContent.replace(/[0-9]+[.,][0-9]{2}/, shown);
  sheet.classList.toggle("pale", ratio < 4.5);
});
// Copies a text and says so on the button itself.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copies]");
  if (button) {
    const field = document.getElementById(button.dataset.copies);
    field.select();
    await navigator.clipboard?.writeText(field.value);
    button.textContent = button.dataset.done;
  }
});
