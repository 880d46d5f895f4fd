// Reads the sentences of a page that are marked for it, in their order.

const button = document.querySelector("[data-read-aloud]");
const voice = window.speechSynthesis;

function sentences() {
  return [...document.querySelectorAll("[data-aloud]")].map((each) => each.textContent.trim());
}

function say(text, whenDone) {
  const spoken = new SpeechSynthesisUtterance(text);
  spoken.lang = document.documentElement.lang;
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
    say(sentences().join(". ").replaceAll("..", "."), stop);
  });
  window.addEventListener("pagehide", () => voice.cancel());
}
