import type pg from 'pg';
import type { GoogleTwin } from '../../../twin/google/start-google-twin.ts';
import { bearer, comeBack, restApi, type Answer, type RestApi } from './google-product.ts';
import { registerClinic, type Product } from './product.ts';

/** The account at the twin whose calendars are used, and one of them. */
export const email = 'agenda.ipeamarelo@example.com.br';
export const lara = 'dra-lara-monteiro@group.calendar.google.com';

/** A clinic of its own for a test, and its administrator on the way to Google and back. */
export type GoogleClinic = {
  readonly clinicId: string;
  readonly api: RestApi;
  /** Where the administrator is sent, and the cookie that their browser gets with it. */
  begin(
    headers?: Readonly<Record<string, string>>,
  ): Promise<{ readonly url: string; readonly cookie: string }>;
  /** The way back to us, not yet followed. */
  consent(choice?: Partial<Parameters<GoogleTwin['consent']>[1]>): Promise<string>;
  /** Resolves with the outcome. */
  connect(): Promise<string | null>;
  status(): Promise<Answer>;
  calendars(): Promise<Answer>;
  choose(...calendarIds: readonly string[]): Promise<Answer>;
  disconnect(): Promise<Answer>;
  /** Its connection as it is stored. */
  row(): Promise<Readonly<Record<string, unknown>> | undefined>;
  /** Their kinds, sorted. */
  openAlerts(): Promise<readonly string[]>;
};

type World = { readonly product: Product; readonly pool: pg.Pool; readonly google: GoogleTwin };

let made = 0;
export async function aGoogleClinic({ product, pool, google }: World): Promise<GoogleClinic> {
  made += 1;
  const clinicId = await registerClinic(pool, {
    number: `55113333${1_000 + made}`,
    phoneNumberId: `9000000000${1_000 + made}`,
  });
  const api = restApi(product, await bearer([clinicId]));
  const clinic: GoogleClinic = {
    clinicId,
    api,
    async begin(headers = {}) {
      const { body, headers: got } = await api.start(clinicId, headers);
      return { url: String(body['consentUrl']), cookie: got.get('set-cookie') ?? '' };
    },
    consent: async (choice = {}) => google.consent((await clinic.begin()).url, { account: email, ...choice }),
    connect: async () => (await comeBack(await clinic.consent())).get('outcome'),
    status: () => api.status(clinicId),
    calendars: () => api.calendars(clinicId),
    choose: (...calendarIds) => api.associate({ clinicId, calendarIds }),
    disconnect: () => api.disconnect(clinicId),
    async row() {
      const { rows } = await pool.query<Record<string, unknown>>(
        'select * from google_calendar_tokens_by_clinic where clinic_id = $1',
        [clinicId],
      );
      return rows[0];
    },
    async openAlerts() {
      const { rows } = await pool.query<{ kind: string }>(
        'select kind from alerts where clinic_id = $1 and resolved_at is null order by kind',
        [clinicId],
      );
      return rows.map(({ kind }) => kind);
    },
  };
  return clinic;
}
