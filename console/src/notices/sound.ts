let context: AudioContext | undefined;

const tones: readonly (readonly [startSeconds: number, hertz: number])[] = [
  [0, 660],
  [0.16, 880],
];
const toneSeconds = 0.14;

/** Two short tones. A browser keeps them back until somebody has touched the page once. */
export function playSound(): void {
  context ??= new AudioContext();
  const { currentTime, destination } = context;
  void context.resume();
  for (const [start, hertz] of tones) {
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = hertz;
    const at = currentTime + start;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(0.15, at + 0.02);
    volume.gain.linearRampToValueAtTime(0, at + toneSeconds);
    tone.connect(volume).connect(destination);
    tone.start(at);
    tone.stop(at + toneSeconds);
  }
}
