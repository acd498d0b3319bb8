/** What must stand behind a claim; `never` for what no turn of the assistant does. */
export type Backing =
  | 'held'
  | 'requested'
  | 'confirmed'
  | 'moved'
  | 'cancelled'
  | 'released'
  | 'handed-over'
  | 'looked'
  | 'pending'
  | 'any'
  | 'never';

/** What a sentence claims to be done, and what must stand behind it. */
export type ActClaim = {
  readonly at: number;
  readonly end: number;
  readonly backing: readonly Backing[];
  /** "Marquei" says that it was done just now; "está marcado" may be so for long. */
  readonly isJustNow?: boolean;
};

/** Beginnings of verbs, and what must have happened before they may be said to be done. */
const deeds: readonly (readonly [beginnings: string, backing: readonly Backing[]])[] = [
  ['reserv separ guard segur bloque', ['held', 'requested', 'confirmed']],
  ['garant assegur', ['confirmed']],
  ['marc marqu agend confirm', ['confirmed']],
  ['remarc remarqu reagend transfer mud alter troc troqu adi antecip encaix', ['moved']],
  ['cancel desmarc desmarqu', ['cancelled']],
  ['liber', ['released', 'cancelled']],
  ['registr anot solicit pedi', ['requested', 'held', 'handed-over']],
  ['consult verifi cheq chec conferi olhei busqu busc procur', ['looked', 'handed-over']],
  ['inclu inser inseri cadastr lanc coloqu coloc adicion', ['requested', 'handed-over']],
  [
    'pass encaminh avis repass notific notifiqu comunic comuniqu chame cham acion convers lig ligu fal envi mand escal direcion transmit',
    ['handed-over'],
  ],
  ['autoriz aprov estorn reembols parcel isent ganh descont', ['never']],
];

/** Said of what was only thought, read or said: nothing is claimed to be done by it. */
const harmless = new Set(
  'sei achei encontrei pensei lembrei fiquei gostei imaginei esperei tentei errei perguntei expliquei mencionei falei informei mostrei listei repeti entendi recebi vi li ouvi escutei notei precisei usei enganei confundi desculpei adorei amei rei lei hei grei passei_acima deixei comecei'.split(
    ' ',
  ),
);
export const isHarmless = (word: string): boolean => harmless.has(word);

const byBeginning = new Map(
  deeds.flatMap(([beginnings, backing]) =>
    beginnings.split(' ').map((beginning) => [beginning, backing] as const),
  ),
);

/** What a verb needs behind it, by its longest known beginning; `undefined` for a verb that nobody listed. */
export function backingOf(verb: string): readonly Backing[] | undefined {
  for (let length = Math.min(verb.length, 9); length >= 3; length -= 1) {
    const backing = byBeginning.get(verb.slice(0, length));
    if (backing) return backing;
  }
  return undefined;
}

/** What an assistant may say it is going to do: it does so by saying it. */
export const harmlessInfinitives: ReadonlySet<string> = new Set(
  'ajudar explicar mostrar dizer informar responder contar tentar perguntar precisar continuar adorar aguardar esperar ficar listar resumir repetir lembrar ver escolher comecar falar entender querer poder ter ser estar oferecer sugerir seguir conversar'.split(
    ' ',
  ),
);
/** The same, as a verb going on. */
export const harmlessGerunds: ReadonlySet<string> = new Set(
  'vendo falando entendendo tentando respondendo oferecendo mostrando esperando aguardando atendendo funcionando conversando ajudando perguntando precisando escrevendo usando recebendo abrindo fechando'.split(
    ' ',
  ),
);
