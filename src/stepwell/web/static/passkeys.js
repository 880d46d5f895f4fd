// Passkeys: hands what the server asks to the device, and the answer to the form.

const bytes = (text) =>
  Uint8Array.from(
    atob(text.replaceAll("-", "+").replaceAll("_", "/")),
    (sign) => sign.charCodeAt(0),
  );

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const keys = (list = []) => list.map((key) => ({ ...key, id: bytes(key.id) }));

const asked = {
  create: ({ publicKey }) =>
    navigator.credentials.create({
      publicKey: {
        ...publicKey,
        challenge: bytes(publicKey.challenge),
        user: { ...publicKey.user, id: bytes(publicKey.user.id) },
        excludeCredentials: keys(publicKey.excludeCredentials),
      },
    }),
  get: ({ publicKey }) =>
    navigator.credentials.get({
      publicKey: {
        ...publicKey,
        challenge: bytes(publicKey.challenge),
        allowCredentials: keys(publicKey.allowCredentials),
      },
    }),
};

const PARTS = [
  "clientDataJSON",
  "attestationObject",
  "authenticatorData",
  "signature",
  "userHandle",
];

const answered = (made) => {
  const response = { transports: made.response.getTransports?.() ?? [] };
  for (const part of PARTS) {
    if (made.response[part]) response[part] = text(made.response[part]);
  }
  return {
    id: made.id,
    rawId: text(made.rawId),
    type: made.type,
    authenticatorAttachment: made.authenticatorAttachment,
    clientExtensionResults: made.getClientExtensionResults(),
    response,
  };
};

const optionsOf = async ({ options, from }) => {
  if (options) return JSON.parse(options);
  const answer = await fetch(from, { headers: { Accept: "application/json" } });
  return (await answer.json()).request_options;
};

const start = (form) => {
  const button = form.querySelector("[data-start]");
  const trouble = form.querySelector("[data-trouble]");
  button.hidden = false;
  form.querySelector("[data-without]").hidden = true;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    trouble.hidden = true;
    try {
      const made = await asked[form.dataset.passkey](await optionsOf(form.dataset));
      form.elements.credential.value = JSON.stringify(answered(made));
      form.submit();
    } catch {
      trouble.hidden = false;
    }
  });
};

if (window.PublicKeyCredential) {
  document.querySelectorAll("form[data-passkey]").forEach(start);
}
