// Solves the challenge of a form (ALTCHA, first protocol) while its person fills it in: this file is the worker too.
const hex = (bytes) => Array.from(new Uint8Array(bytes), (one) => one.toString(16).padStart(2, "0")).join("");

const solve = async ({ salt, challenge, maxnumber }) => {
  const text = new TextEncoder();
  for (let number = 0; number <= maxnumber; number++) {
    if (hex(await crypto.subtle.digest("SHA-256", text.encode(salt + number))) === challenge) {
      return number;
    }
  }
  return -1;
};

const help = (field, script) => {
  const form = field.form;
  const challenge = JSON.parse(field.dataset.challenge);
  let worker;
  let over = false;
  let pressed;
  // done or not possible: either way the form goes, and the portal decides
  const end = () => {
    over = true;
    if (pressed) {
      form.requestSubmit(pressed);
    }
  };
  const begin = () => {
    if (worker || over) {
      return;
    }
    worker = new Worker(script);
    worker.onerror = end;
    worker.onmessage = ({ data }) => {
      const { algorithm, salt, signature } = challenge;
      field.value = btoa(JSON.stringify({ algorithm, challenge: challenge.challenge, number: data, salt, signature }));
      end();
    };
    worker.postMessage(challenge);
  };
  form.addEventListener("focusin", begin);
  form.addEventListener("submit", (event) => {
    begin();
    if (!over) {
      event.preventDefault();
      pressed = event.submitter;
      document.getElementById("working").textContent = field.dataset.busy;
    }
  });
};

if (typeof document === "undefined") {
  onmessage = async ({ data }) => postMessage(await solve(data));
} else {
  const field = document.querySelector("input[data-challenge]");
  if (field && window.Worker && window.crypto.subtle) {
    help(field, document.currentScript.src);
  }
}
