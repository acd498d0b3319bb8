/** What the server takes. */
const mostCharacters = 500;

type Address = { readonly pathname: string; readonly search: string };

/** Where somebody is, to come back to after signing in; without what the last attempt to sign in has said. */
export function placeOf({ pathname, search }: Address): string {
  const query = new URLSearchParams(search);
  query.delete('signIn');
  const text = query.toString().replaceAll('*', '%2A');
  const place = text === '' ? pathname : `${pathname}?${text}`;
  return place.length > mostCharacters ? pathname : place;
}

export const signInUrl = (place: string): string =>
  `/api/session/login?returnTo=${encodeURIComponent(place)}`;
