import { FileTooLarge, FileTypeRefused } from '../messages/media-errors.ts';

export type FileKind = 'image' | 'video' | 'audio' | 'document';

/** A file as WhatsApp takes it. */
export type SendableFile = {
  readonly kind: FileKind;
  /** As Meta wants it said, e.g. `audio/ogg; codecs=opus`. */
  readonly mimeType: string;
  /** Ends as the type says, so that a phone can open it. */
  readonly fileName: string;
  /** Shown as if it was recorded in WhatsApp. */
  readonly isVoice: boolean;
};

/** What the bytes are; never what somebody says of them. */
type FoundFile = {
  readonly type: string | undefined;
  readonly codec?: string;
  readonly size: number;
  readonly fileName?: string;
};

const mebibyte = 1024 * 1024;
/** docs/vendors/meta.md#media */
const largest: Readonly<Record<FileKind, number>> = {
  image: 5 * mebibyte,
  audio: 16 * mebibyte,
  video: 16 * mebibyte,
  document: 100 * mebibyte,
};
/** Beyond it a recording is shown as a file of music. */
const largestVoice = 512 * 1024;

type Rule = { readonly kind: FileKind; readonly mimeType?: string; readonly endings: readonly string[] };

const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['image/jpeg', { kind: 'image', endings: ['jpg', 'jpeg'] }],
  ['image/png', { kind: 'image', endings: ['png'] }],
  ['video/mp4', { kind: 'video', endings: ['mp4', 'm4v'] }],
  ['video/3gpp', { kind: 'video', endings: ['3gp'] }],
  ['audio/aac', { kind: 'audio', endings: ['aac'] }],
  ['audio/amr', { kind: 'audio', endings: ['amr'] }],
  ['audio/mpeg', { kind: 'audio', endings: ['mp3'] }],
  ['audio/mp4', { kind: 'audio', endings: ['m4a', 'mp4'] }],
  ['audio/x-m4a', { kind: 'audio', mimeType: 'audio/mp4', endings: ['m4a'] }],
  ['audio/ogg', { kind: 'audio', mimeType: 'audio/ogg; codecs=opus', endings: ['ogg', 'opus', 'oga'] }],
  ['application/pdf', { kind: 'document', endings: ['pdf'] }],
  ['text/plain', { kind: 'document', endings: ['txt'] }],
  ...office('wordprocessingml.document', 'docx'),
  ...office('spreadsheetml.sheet', 'xlsx'),
  ...office('presentationml.presentation', 'pptx'),
  ['application/msword', { kind: 'document', endings: ['doc'] }],
  ['application/vnd.ms-excel', { kind: 'document', endings: ['xls'] }],
  ['application/vnd.ms-powerpoint', { kind: 'document', endings: ['ppt'] }],
]);

function office(name: string, ending: string): readonly (readonly [string, Rule])[] {
  return [[`application/vnd.openxmlformats-officedocument.${name}`, { kind: 'document', endings: [ending] }]];
}

/** The older formats of office programs look alike, and plain text looks like nothing: there the name decides. */
const byName: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'application/x-cfb': {
    doc: 'application/msword',
    xls: 'application/vnd.ms-excel',
    ppt: 'application/vnd.ms-powerpoint',
  },
  unknown: { txt: 'text/plain' },
};

/** How a file goes to WhatsApp. @throws FileTypeRefused, FileTooLarge */
export function sendableFile({ type, codec, size, fileName = 'arquivo' }: FoundFile): SendableFile {
  const ending = endingOf(fileName);
  const known = byName[type ?? 'unknown']?.[ending] ?? type ?? '';
  const rule = rules.get(known);
  // the ogg of other codecs is refused by WhatsApp
  if (rule === undefined || size === 0 || (known === 'audio/ogg' && codec !== 'opus'))
    throw new FileTypeRefused(type);
  const { kind, mimeType = known, endings } = rule;
  if (size > largest[kind]) throw new FileTooLarge({ kind, size, largest: largest[kind] });
  return {
    kind,
    mimeType,
    fileName: endings.includes(ending) ? fileName : `${fileName}.${endings[0] ?? ''}`,
    isVoice: known === 'audio/ogg' && size <= largestVoice,
  };
}

const endingOf = (name: string): string => /\.([a-z\d]{1,5})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
