const name = 'atende-push';

/** For which clinics this browser is told while the console is closed, and who has switched it on. */
type KeptPush = {
  /** As in the audit log. */
  readonly actor: string;
  readonly clinics: Readonly<Record<string, KeptClinic>>;
};
type KeptClinic = {
  readonly id: string;
  readonly url: string;
  readonly renewedAt: number;
  /** In which it was renewed; it ends with that. */
  readonly sessionId?: string;
};

export function keptPush(): KeptPush | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(name) ?? 'null') as Partial<KeptPush> | null;
    return typeof kept?.actor === 'string' && typeof kept.clinics === 'object'
      ? { actor: kept.actor, clinics: kept.clinics }
      : undefined;
  } catch {
    return undefined;
  }
}

export function keepPush(kept: KeptPush): void {
  if (Object.keys(kept.clinics).length === 0) localStorage.removeItem(name);
  else localStorage.setItem(name, JSON.stringify(kept));
}

/** What is there without one clinic. */
export const withoutClinic = ({ actor, clinics }: KeptPush, clinicId: string): KeptPush => ({
  actor,
  clinics: Object.fromEntries(Object.entries(clinics).filter(([id]) => id !== clinicId)),
});

/** Whoever opens a console renews no more than these at once; the next page goes on with the rest. */
const mostOthers = 20;

/** The clinics to renew now: the opened one, and others whose last renewal was in an earlier session. */
export function clinicsToRenew(
  { clinics }: KeptPush,
  opened: string,
  sessionId: string | undefined,
): readonly string[] {
  const others = Object.keys(clinics).filter((id) => id !== opened && clinics[id]?.sessionId !== sessionId);
  return [...(clinics[opened] === undefined ? [] : [opened]), ...others.slice(0, mostOthers)];
}

export const forgetPush = (): void => localStorage.removeItem(name);
