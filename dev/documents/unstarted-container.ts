import { openLog } from '../../src/adapters/logging/logger.ts';
import { makeContainer } from '../../src/bootstrap/composition/container.ts';
import { readConfig } from '../../src/bootstrap/config/config.ts';
import { noGoogle } from '../../src/bootstrap/opening/open-google.ts';

const noKey = { kid: 'none', key: new Uint8Array(32) };

/** Everything wired as in production, with nothing behind it: for whoever looks at the wiring alone. */
export const unstartedContainer = () =>
  makeContainer(readConfig({}), {
    database: { appUrl: 'postgres://nobody@localhost/none', systemUrl: 'postgres://nobody@localhost/none' },
    meta: { verifyToken: '', appSecrets: [], accessToken: '', graphUrl: 'http://localhost' },
    google: noGoogle,
    keys: { encryptionKeys: [noKey], stateKeys: [noKey] },
    auth: { secrets: [], issuer: '', audience: '', roleClaim: '', clinicsClaim: '' },
    privacy: { erasureKey: noKey.key, certificateKeys: [noKey], journalPath: '/nowhere' },
    publicUrl: 'http://localhost',
    isSecure: true,
    log: openLog('silent', false),
  });
