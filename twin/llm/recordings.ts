import type { ModelReply } from './reply.ts';

/** A recording as it came, for whoever wants to see what leaves the product. */
export type SeenRecording = {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly fields: Readonly<Record<string, string>>;
  readonly fileName: string;
  readonly bytes: Buffer;
};

/** Reads the form of `POST /audio/transcriptions`. */
export async function readRecording(headers: SeenRecording['headers'], body: Buffer): Promise<SeenRecording> {
  const type = String(headers['content-type']);
  // oxlint-disable-next-line typescript/no-deprecated -- for its lack of bounds; only our own product speaks to the twin
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  const file = form.get('file');
  if (!(file instanceof File)) throw new Error('a form without a file');
  const fields = Object.fromEntries(
    [...form].filter((field): field is [string, string] => typeof field[1] === 'string'),
  );
  return { headers, fields, fileName: file.name, bytes: Buffer.from(await file.arrayBuffer()) };
}

const saidInside = /fala: ([^\n\0]{1,2000})/;
const unknownSpeech = 'Oi, bom dia! Eu queria marcar uma consulta para amanhã de manhã, por favor.';

/**
 * A twin has no ears: it "hears" what a test has written into the file after `fala: `, and the same sentence in every
 * other file.
 */
export const scriptedEar = ({ bytes }: SeenRecording): ModelReply => {
  const said = saidInside.exec(bytes.toString('utf8'))?.[1] ?? unknownSpeech;
  if (said.includes('#travar')) return { line: 'hang' };
  if (said.includes('#bagunca')) return { line: 'garbage' };
  if (said.includes('#limite')) return { refuses: 'rate-limited' };
  return { says: said };
};
