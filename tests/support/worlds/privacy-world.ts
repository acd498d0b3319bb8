import { memoryErasureJournal } from '../../../src/adapters/memory/privacy/erasure-journal.ts';
import { memoryConversationNews } from '../../../src/adapters/memory/messaging/conversation-events.ts';
import { joseCertificateSigner } from '../../../src/adapters/crypto/certificate-signer.ts';
import { makeCompleteErasure } from '../../../src/application/privacy/complete-erasure.ts';
import { makeEmptyParked } from '../../../src/application/privacy/empty-parked.ts';
import { makeErasePatient } from '../../../src/application/privacy/erase-patient.ts';
import { makeExportPatient } from '../../../src/application/privacy/export-patient.ts';
import { makeReapplyErasures } from '../../../src/application/privacy/reapply-erasures.ts';
import type { ClinicId } from '../../../src/domain/clinic/clinic.ts';
import type { ContactId } from '../../../src/domain/messaging/people/contact-identity.ts';
import { erasureId } from '../../../src/domain/privacy/erasure.ts';
import { addMemoryClinic, addMemoryNumber } from './memory-clinics.ts';
import { memoryWorld, type Wish } from './memory-world.ts';

/** The whole message path, with two clinics, and what the people in it may ask for. */
export function privacyWorld(seed = 1, wish: Wish = {}) {
  const world = memoryWorld({ seed, ...wish });
  const { db, stores, clock } = world;
  const secondClinic = addMemoryClinic(db);
  addMemoryNumber(db, secondClinic, { whatsappNumber: '5547333300001', phoneNumberId: 'pn-2' });
  const erasureJournal = memoryErasureJournal();
  const certificateSigner = joseCertificateSigner([{ kid: 'test', key: new Uint8Array(32).fill(3) }]);
  const { erasures, erasedKeys, parkedContents, people } = stores;
  const emptyParked = makeEmptyParked({ parkedContents, erasedKeys, erasureKeys: db.erasureKeys, clock });
  const conversationEvents = memoryConversationNews();
  const completeErasure = makeCompleteErasure({
    ...{ erasures, emptyParked, certificateSigner, erasureJournal, conversationEvents },
  });
  const erasePatient = makeErasePatient({ erasures, erasureJournal, completeErasure, clock });

  return {
    ...world,
    secondClinic,
    erasureJournal,
    certificateSigner,
    conversationEvents,
    completeErasure,
    erasePatient,
    erase: (clinicId: ClinicId, contactId: ContactId) =>
      erasePatient({ id: erasureId(db.ids.next()), clinicId, contactId }),
    /** As at a start of the process: nothing is remembered of people who were placed. */
    reapplyErasures: makeReapplyErasures({
      erasures,
      erasedKeys,
      people,
      erasureJournal,
      emptyParked,
      clock,
    }),
    exportPatient: makeExportPatient({ ...stores, clock }),
  };
}

export type PrivacyWorld = ReturnType<typeof privacyWorld>;
