// Reads the sentences of a page that are marked for it, in their order.

const button = document.querySelector("[data-read-aloud]");
const voice = window.speechSynthesis;

function sentences() {
  return [...document.querySelectorAll("[data-aloud]")];
}

// A dose may be English on a page of another language, and has to sound so.
function say(sentence, whenDone) {
  const spoken = new SpeechSynthesisUtterance(sentence.textContent.trim());
  spoken.lang = sentence.closest("[lang]").lang;
  spoken.rate = 0.9;
  spoken.onend = whenDone;
  spoken.onerror = whenDone;
  voice.speak(spoken);
}

if (button && voice && "SpeechSynthesisUtterance" in window) {
  const words = button.textContent;
  let isReading = false;

  const stop = () => {
    isReading = false;
    button.textContent = words;
  };

  button.hidden = false;
  button.addEventListener("click", () => {
    voice.cancel();
    if (isReading) {
      stop();
      return;
    }
    isReading = true;
    button.textContent = button.dataset.stop;
    const all = sentences();
    all.forEach((each, place) => say(each, place === all.length - 1 ? stop : null));
  });
  window.addEventListener("pagehide", () => voice.cancel());
}
