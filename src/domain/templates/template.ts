/** A button of a template as Meta lists it, e.g. `QUICK_REPLY`, `URL`; kinds that we do not know are kept. */
type TemplateButton = { readonly kind: string; readonly title: string };

/** A template of one WhatsApp business account. Meta decides about it; ours is a copy (docs/vendors/meta.md#templates). */
export type Template = {
  readonly wabaId: string;
  readonly name: string;
  /** As Meta writes it, e.g. `pt_BR`. Name and language together are its key. */
  readonly language: string;
  /** e.g. `APPROVED`, `PENDING`, `REJECTED`, `PAUSED`, `DISABLED`; `DELETED` when Meta lists it no more. */
  readonly status: string;
  /** `UTILITY`, `MARKETING` or `AUTHENTICATION`, as Meta sees it now. */
  readonly category: string;
  /** `GREEN`, `YELLOW`, `RED` or `UNKNOWN`. */
  readonly quality?: string;
  /** Meta's word for why it was rejected, paused or changed. */
  readonly reason?: string;
  readonly parameterFormat: 'named' | 'positional';
  /** With its variables: `Olá, {{paciente}}.` */
  readonly body: string;
  /** Of its header: none, `TEXT`, or one that needs a file. */
  readonly header?: string;
  readonly buttons: readonly TemplateButton[];
};

/** What Meta tells of one template by webhook; what is absent stays as it was, but for the reason of a former status. */
export type TemplateEvent = {
  readonly name: string;
  readonly language: string;
  readonly status?: string;
  readonly category?: string;
  readonly quality?: string;
  readonly reason?: string;
  /** It concerns only a template that has this status now. */
  readonly from?: string;
};

/** The variables of its body, in the order of their first appearance: `1`, `2`, or names. */
export const variablesOf = ({ body }: Pick<Template, 'body'>): readonly string[] => [
  ...new Set([...body.matchAll(/\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g)].map(([, name = '']) => name)),
];

/**
 * Why Meta would not send it, or not as what it is meant to be; `undefined` when it may be used. A template that Meta has
 * made marketing costs more, needs another consent and is held back from many people: it is not used for care.
 */
export function unusableBecause({
  status,
  category,
}: Pick<Template, 'status' | 'category'>): 'not-approved' | 'not-utility' | undefined {
  if (status !== 'APPROVED') return 'not-approved';
  return category === 'UTILITY' ? undefined : 'not-utility';
}

/** Meta's examples of webhooks write `en-US` where everything else writes `en_US`. */
export const languageCode = (written: string): string => written.replace('-', '_');
