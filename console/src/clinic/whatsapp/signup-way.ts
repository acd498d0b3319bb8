/** The way to Meta's dialog and back, remembered by this tab: whoever comes back without it did not begin here. */
const key = 'atende-meta-signup';

type Begun = { readonly state: string; readonly clinicId: string; readonly redirectUri: string };

export type WayBack =
  | { readonly clinicId: string; readonly code: string; readonly redirectUri: string }
  | { readonly clinicId: string | undefined; readonly isCancelled: boolean };

/** Leaves the page. */
export function openDialog(address: string, clinicId: string, redirectUri: string): void {
  const state = [...crypto.getRandomValues(new Uint8Array(24))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  sessionStorage.setItem(key, JSON.stringify({ state, clinicId, redirectUri } satisfies Begun));
  const dialog = new URL(address);
  dialog.searchParams.set('state', state);
  location.assign(dialog);
}

/** Once per way: a code is redeemed by the tab that asked for it, for the clinic that it asked for. */
export function comeBack(search: string): WayBack {
  const query = new URLSearchParams(search);
  const begun = remembered();
  sessionStorage.removeItem(key);
  const code = query.get('code');
  if (begun !== undefined && code !== null && query.get('state') === begun.state)
    return { clinicId: begun.clinicId, code, redirectUri: begun.redirectUri };
  return { clinicId: begun?.clinicId, isCancelled: query.has('error') };
}

function remembered(): Begun | undefined {
  try {
    const { state, clinicId, redirectUri } = JSON.parse(
      sessionStorage.getItem(key) ?? '{}',
    ) as Partial<Begun>;
    if (state === undefined || clinicId === undefined || redirectUri === undefined) return undefined;
    return { state, clinicId, redirectUri };
  } catch {
    return undefined;
  }
}
