/** Somebody of the team in a conversation, and until when it is believed, ms since 1970. */
type Seen = { readonly readingUntil: number; readonly writingUntil: number };
/** By the actor of the audit log. */
export type Present = ReadonlyMap<string, Seen>;
export const nobody: Present = new Map();

export type Told = { readonly actor: string; readonly doing: string; readonly seconds: number };

/** What is known after something was told. */
export function after(present: Present, { actor, doing, seconds }: Told, now: number): Present {
  const next = new Map(present);
  const until = now + seconds * 1_000;
  const reads = next.get(actor)?.readingUntil ?? 0;
  if (doing === 'left') next.delete(actor);
  else if (doing === 'writing')
    next.set(actor, { readingUntil: Math.max(reads, until), writingUntil: until });
  else next.set(actor, { readingUntil: until, writingUntil: 0 });
  return next;
}

/** Without whoever has not been heard of for too long; the same where nothing has changed. */
export function stillHere(present: Present, now: number): Present {
  const here = [...present].filter(([, { readingUntil }]) => readingUntil > now);
  const kept = here.map(([actor, seen]): [string, Seen] =>
    seen.writingUntil !== 0 && seen.writingUntil <= now
      ? [actor, { ...seen, writingUntil: 0 }]
      : [actor, seen],
  );
  const isSame = kept.length === present.size && kept.every(([actor, seen]) => present.get(actor) === seen);
  return isSame ? present : new Map(kept);
}

const list = new Intl.ListFormat('pt-BR');
const someone = 'alguém da equipe';
const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('pt-BR') + text.slice(1);

/** Who writes, or else who is here, in a few words; `undefined` when nobody is. */
export function presenceWords(
  present: Present,
  nameOf: (actor: string) => string | undefined,
): { readonly text: string; readonly isWriting: boolean } | undefined {
  const writers = [...present].filter(([, { writingUntil }]) => writingUntil > 0);
  const isWriting = writers.length > 0;
  const shown = isWriting ? writers : [...present];
  if (shown.length === 0) return undefined;
  const names = shown.map(([actor]) => nameOf(actor)?.split(' ', 1)[0] ?? someone);
  const isOne = names.length === 1;
  const who = capital(names.length > 2 ? `${names.length} colegas` : list.format(names));
  if (isWriting) return { text: `${who} ${isOne ? 'está' : 'estão'} escrevendo…`, isWriting };
  return { text: `${who} também ${isOne ? 'está' : 'estão'} aqui`, isWriting };
}
