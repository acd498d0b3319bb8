// Loaded into a server before it starts: its clock is put forward or back on command, and it ends with the bench.
const realNow = Date.now.bind(Date);
let jumpedMs = 0;
const RealDate = Date;
globalThis.Date = new Proxy(RealDate, {
  construct: (target, given: unknown[], newTarget) =>
    Reflect.construct(target, given.length === 0 ? [realNow() + jumpedMs] : given, newTarget) as Date,
  get: (target, name, receiver) =>
    name === 'now' ? () => realNow() + jumpedMs : (Reflect.get(target, name, receiver) as unknown),
});
process.on('message', (message) => {
  if (typeof message === 'object' && message !== null && 'jumpMs' in message)
    jumpedMs = Number(message.jumpMs);
});
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// listening alone must not keep the server alive
process.channel?.unref();
