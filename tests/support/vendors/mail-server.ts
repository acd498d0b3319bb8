import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

type ReceivedMail = {
  readonly to: readonly string[];
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly deliveryId: string;
  readonly messageId: string;
  readonly raw: string;
};

type Refusal = { readonly at: 'recipient' | 'data'; readonly code: number };
type Options = { readonly password?: string; readonly offersTls?: boolean };

/** A mail server of somebody else, on this machine. */
export async function startMailServer({ password, offersTls = true }: Options = {}) {
  const received: ReceivedMail[] = [];
  let refusal: Refusal | undefined;
  const refused = (at: Refusal['at']) =>
    refusal?.at === at ? Object.assign(new Error('No'), { responseCode: refusal.code }) : undefined;
  const server = new SMTPServer({
    logger: false,
    authOptional: password === undefined,
    disabledCommands: offersTls ? [] : ['STARTTLS'],
    allowInsecureAuth: true,
    closeTimeout: 100,
    onAuth: (given, _session, done) =>
      given.password === password ? done(null, { user: 'atende' }) : done(new Error('Wrong password')),
    onRcptTo: (_address, _session, done) => done(refused('recipient')),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const problem = refused('data');
        const { mailFrom, rcptTo } = session.envelope;
        if (problem === undefined)
          received.push({
            from: mailFrom === false ? '' : mailFrom.address,
            to: rcptTo.map(({ address }) => address),
            ...readMail(Buffer.concat(chunks).toString()),
          });
        done(problem);
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    url: `smtp://127.0.0.1:${port}`,
    received,
    refuse(next: Refusal | undefined) {
      refusal = next;
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

function readMail(raw: string) {
  const end = raw.indexOf('\r\n\r\n');
  const head = raw.slice(0, end).replaceAll(/\r\n[ \t]+/g, ' ');
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1]?.trim() ?? '';
  const body = raw.slice(end + 4);
  const encoding = header('Content-Transfer-Encoding');
  return {
    raw,
    subject: decodeWords(header('Subject')),
    deliveryId: header('Atende-Delivery'),
    messageId: header('Message-ID'),
    text:
      encoding === 'base64'
        ? Buffer.from(body, 'base64').toString()
        : encoding === 'quoted-printable'
          ? fromQuoted(body.replaceAll(/=\r\n/g, ''))
          : body,
  };
}

const fromQuoted = (text: string) =>
  Buffer.from(
    text.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString();

/** Encoded words of a header, as mail programs show them. */
const decodeWords = (text: string) =>
  text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?UTF-8\?([QB])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(word, 'base64').toString()
        : fromQuoted(word.replaceAll('_', ' ')),
    );
