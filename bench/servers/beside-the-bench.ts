// Loaded into a server before it starts: ends it with the bench, and tells what it holds once all garbage is gone.
process.on('message', (message) => {
  if (message !== 'memory') return;
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  process.send?.({ residentMiB: rss / 2 ** 20, heapMiB: heapUsed / 2 ** 20 });
});
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// listening alone must not keep the server alive
process.channel?.unref();
