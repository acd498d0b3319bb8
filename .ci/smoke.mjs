// Starts the product as a newcomer does, writes to the demo clinic through the twin, and waits for the answer.
import { spawn } from 'node:child_process';

const limitMs = 60_000;
const began = Date.now();
const left = () => {
  const ms = limitMs - (Date.now() - began);
  if (ms <= 0) throw new Error(`no answer within ${limitMs / 1000} s`);
  return ms;
};

const child = spawn('npm', ['start'], { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
let output = '';
child.stdout.on('data', (chunk) => (output += chunk));
let exit;
const exited = new Promise((resolve) =>
  child.once('exit', (code, signal) => resolve((exit = { code, signal }))),
);

try {
  const phone = await until(() => /phone:\s+(http\S+)/.exec(output)?.[1]);
  const twin = new URL(phone).origin;
  const posted = await fetch(`${twin}/_twin/patient-message`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      from: '5511955501234',
      name: 'Marina Teste',
      text: 'Oi, quero marcar uma consulta',
    }),
    signal: AbortSignal.timeout(left()),
  });
  if (!posted.ok) throw new Error(`the twin answered ${posted.status}`);
  const answer = await until(async () => {
    const response = await fetch(`${twin}/_twin/sent`, { signal: AbortSignal.timeout(left()) });
    const text = await response.text();
    return text.includes('5501234') ? text : undefined;
  });
  console.log(
    `answered ${((Date.now() - began) / 1000).toFixed(1)} s after npm start: ${answer.slice(0, 300)}`,
  );
} catch (error) {
  console.error(output.slice(-4000));
  throw error;
} finally {
  if (exit === undefined) process.kill(-child.pid, 'SIGTERM');
  await Promise.race([exited, new Promise((resolve) => setTimeout(resolve, 12_000))]);
}
if (exit === undefined) throw new Error('npm start did not stop within 12 s of SIGTERM');

async function until(look) {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (exit !== undefined) throw new Error(`npm start ended: ${JSON.stringify(exit)}`);
    left();
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
