import type { Identity } from '../../domain/messaging/people/contact-identity.ts';
import type { Erasure } from '../../domain/privacy/erasure.ts';
import { eventsOfErasure } from './erasure-events.ts';
import type { ConversationEvents } from '../ports/messaging/conversation-events.ts';
import type { CertificateSigner } from '../ports/privacy/certificate-signer.ts';
import type { ErasureJournal } from '../ports/privacy/erasure-journal.ts';
import type { Erasures } from '../ports/privacy/erasures.ts';
import type { EmptyParked } from './empty-parked.ts';
import { given } from '../../domain/given.ts';

/**
 * What is left of an erasure after the tables of the clinic: open consoles are told, then parked items that are about the
 * person, and the certificate. May be repeated from any point, without the identities too.
 */
export type CompleteErasure = (erasure: Erasure, identities?: readonly Identity[]) => Promise<Erasure>;

type Needs = {
  erasures: Erasures;
  emptyParked: EmptyParked;
  certificateSigner: CertificateSigner;
  erasureJournal: ErasureJournal;
  conversationEvents: Pick<ConversationEvents, 'announce'>;
};

export const makeCompleteErasure =
  ({
    erasures,
    emptyParked,
    certificateSigner,
    erasureJournal,
    conversationEvents,
  }: Needs): CompleteErasure =>
  async (erasure, identities) => {
    const { clinicId, id } = erasure;
    // whoever was cut off before it was told comes by here again
    conversationEvents.announce(eventsOfErasure(erasure));
    const walk = () =>
      emptyParked({ clinicId, erasures: [erasure], ...given({ identities }) }, (_, items) =>
        erasures.countParked(clinicId, id, items),
      );
    // what was being parked while the first walk passed is found by the next
    await walk();
    while ((await walk()) > 0);
    const { counts, erasedAt, identityKeys, erasedBy } = (await erasures.get(clinicId, id)) ?? erasure;
    const signed = await certificateSigner.sign({
      ...{ id, clinicId, identityKeys, counts, erasedAt },
      ...given({ erasedBy }),
    });
    const certificate = await erasures.finish(clinicId, id, signed);
    await erasureJournal.append({ type: 'certificate', clinicId, id, certificate });
    return { ...erasure, counts, state: 'done', certificate };
  };
