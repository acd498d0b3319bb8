// Loaded beside the program, and much sooner: it is small. What the first screen shows is then on its way already while
// the program is being loaded, instead of being asked for afterwards. `client.ts` takes it from here.
import { firstRequests } from './first-requests.ts';

const patienceMs = 45_000;
const ask = (path: string): Promise<Response> => {
  const answer = fetch(path, {
    headers: { 'x-atende-request': '1', 'accept-language': 'pt-BR' },
    signal: AbortSignal.timeout(patienceMs),
  });
  // whoever takes it asks again
  answer.catch(() => undefined);
  return answer;
};
globalThis.atendeAhead = new Map(
  firstRequests(new URL(location.href)).map((path): [string, Promise<Response>] => [path, ask(path)]),
);

// The first one reads how dates are written here, which takes a slow phone a tenth of a second. It has that to spare while
// the network brings the program, and not afterwards.
new Intl.DateTimeFormat('pt-BR', {
  timeZone: 'America/Sao_Paulo',
  hour: '2-digit',
  minute: '2-digit',
}).format();
