import { ContainerModule } from 'inversify';
import { makeApplyRetention } from '../../application/privacy/apply-retention.ts';
import { makeCompleteErasure } from '../../application/privacy/complete-erasure.ts';
import { makeEmptyParked } from '../../application/privacy/empty-parked.ts';
import { makeErasePatient } from '../../application/privacy/erase-patient.ts';
import { makeExportPatient } from '../../application/privacy/export-patient.ts';
import { makeReapplyErasures } from '../../application/privacy/reapply-erasures.ts';
import { makeResumeErasures } from '../../application/privacy/resume-erasures.ts';
import type { Config } from '../config/config.ts';
import { tokens as t } from './tokens.ts';

/** What a person may ask of a clinic about their data, and what keeps the answer true. */
export const privacyUseCases = (config: Config) =>
  new ContainerModule(({ bind }) => {
    bind(t.emptyParked).toResolvedValue(
      (parkedContents, erasedKeys, keys, clock) =>
        makeEmptyParked({ parkedContents, erasedKeys, keys, clock }),
      [t.parkedContents, t.erasedKeys, t.erasureKeys, t.clock],
    );
    bind(t.completeErasure).toResolvedValue(
      (erasures, emptyParked, signer, journal) =>
        makeCompleteErasure({ erasures, emptyParked, signer, journal }),
      [t.erasures, t.emptyParked, t.certificateSigner, t.erasureJournal],
    );
    bind(t.erasePatient).toResolvedValue(
      (erasures, journal, completeErasure, clock) =>
        makeErasePatient({ erasures, journal, completeErasure, clock }),
      [t.erasures, t.erasureJournal, t.completeErasure, t.clock],
    );
    bind(t.reapplyErasures).toResolvedValue(
      (erasures, erasedKeys, people, journal, emptyParked, clock) =>
        makeReapplyErasures({ erasures, erasedKeys, people, journal, emptyParked, clock }),
      [t.erasures, t.erasedKeys, t.people, t.erasureJournal, t.emptyParked, t.clock],
    );
    bind(t.resumeErasures).toResolvedValue(
      (erasures, completeErasure, clock) => makeResumeErasures({ erasures, completeErasure, clock }),
      [t.erasures, t.completeErasure, t.clock],
    );
    bind(t.exportPatient).toResolvedValue(
      (patientRecords, parkedContents, clinics, clock) =>
        makeExportPatient({ patientRecords, parkedContents, clinics, clock }),
      [t.patientRecords, t.parkedContents, t.clinics, t.clock],
    );
    bind(t.applyRetention).toResolvedValue(
      (retention, clock) =>
        makeApplyRetention({ retention, clock, unclaimedDays: config.UNCLAIMED_RETENTION_DAYS }),
      [t.retention, t.clock],
    );
  });
