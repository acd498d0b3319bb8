/** Tells the worker of the browser, whenever it asks, whether this page hears what happens. Returns how to stop. */
export function answerWhetherLive(isLive: () => boolean): () => void {
  if (!('serviceWorker' in navigator)) return () => undefined;
  const answer = ({ data, ports }: MessageEvent<unknown>) => {
    if ((data as { asks?: unknown } | null)?.asks === 'is-live') ports[0]?.postMessage(isLive());
  };
  navigator.serviceWorker.addEventListener('message', answer);
  return () => navigator.serviceWorker.removeEventListener('message', answer);
}
