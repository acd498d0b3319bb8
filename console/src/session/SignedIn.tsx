import { useQuery } from '@tanstack/react-query';
import { whoAmI } from './session.ts';

/** Whoever is signed in, by name or else by e-mail; nothing where nobody has said either, as in a local run. */
export function SignedIn() {
  const me = useQuery(whoAmI).data;
  const who = me?.displayName ?? me?.email;
  if (who === undefined) return null;
  return (
    <p className="signed-in" title={me?.email}>
      <span className="spoken">Quem entrou: </span>
      {who}
    </p>
  );
}
