import type { StateSigner } from '../../../application/ports/connection/state-signer.ts';
import { clinicId } from '../../../domain/clinic/clinic.ts';

/** Signs at once, and only so that accidents are noticed. */
export const memoryStateSigner: StateSigner = {
  async sign({ id, clinicId: clinic, userId, expiresAt, returnTo = '' }) {
    return ['state', id, clinic, userId, expiresAt.getTime(), returnTo].join('|');
  },
  async read(state, now) {
    const [mark, id, clinic, userId, time, place = ''] = state.split('|');
    if (mark !== 'state' || id === undefined || clinic === undefined || userId === undefined)
      return { refused: 'tampered' };
    const returnTo = place === '' ? {} : { returnTo: place };
    const expiresAt = new Date(Number(time));
    return expiresAt.getTime() > now.getTime()
      ? { id, clinicId: clinicId(clinic), userId, expiresAt, ...returnTo }
      : { refused: 'expired', ...returnTo };
  },
};
