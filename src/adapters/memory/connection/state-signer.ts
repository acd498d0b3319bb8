import type { StateSigner } from '../../../application/ports/connection/state-signer.ts';
import { clinicId } from '../../../domain/clinic/clinic.ts';

/** Signs at once, and only so that accidents are noticed. */
export const memoryStateSigner: StateSigner = {
  async sign({ id, clinicId: clinic, userId, expiresAt }) {
    return ['state', id, clinic, userId, expiresAt.getTime()].join('|');
  },
  async read(state, now) {
    const [mark, id, clinic, userId, time] = state.split('|');
    if (mark !== 'state' || id === undefined || clinic === undefined || userId === undefined)
      return { refused: 'tampered' };
    const expiresAt = new Date(Number(time));
    return expiresAt.getTime() > now.getTime()
      ? { id, clinicId: clinicId(clinic), userId, expiresAt }
      : { refused: 'expired' };
  },
};
