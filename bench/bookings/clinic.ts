import { setTimeout as pause } from 'node:timers/promises';
import { SignJWT } from 'jose';
import type pg from 'pg';
import { z } from 'zod';
import type { GoogleTwin, GoogleTwinOptions } from '../../twin/google/start-google-twin.ts';
import type { Random } from '../chaos/seeded.ts';

export const professionals = Array.from({ length: 8 }, (_, n) => `p${n}`);
export const calendarOf = (professional: string) => `${professional}@calendars.example`;
export const client = { clientId: 'bench-client', clientSecret: 'bench-client-secret' };
export const callerIssuer = 'https://issuer.test';
export const callerSecret = 'an-invented-secret-of-a-measurement-only';
const account = { sub: '1042', email: 'clinica@calendars.example', name: 'Clínica' };
const mostTries = 200;

const contextualization = {
  clinica: {
    informacoes_basicas: { nome: 'Bench' },
    horario_funcionamento: { 'todos os dias': '00:00 às 24:00' },
  },
  profissionais: professionals.map((id) => ({ id, nome: `Dra. ${id}` })),
  servicos: { consultas: [{ id: 'c1', nome: 'Consulta', duracao_minutos: 30 }] },
  politicas: {
    agendamento: { antecedencia_minima: 0, antecedencia_maxima: '14 dias', intervalo_entre_consultas: 10 },
  },
};

const answerShape = z.object({
  id: z.string().optional(),
  code: z.string().optional(),
  consentUrl: z.string().optional(),
});

const noAnswer: z.infer<typeof answerShape> = {};

type Answer = {
  readonly what?: string;
  readonly status: number;
  readonly code: string;
  readonly id?: string;
  readonly key: string;
};

export const bookingClinic = {
  google: (port: number): GoogleTwinOptions => ({
    ...client,
    host: '127.0.0.1',
    port: port + 50,
    redirectUris: [`http://127.0.0.1:${port}/api/google/oauth/callback`],
    accounts: [{ ...account, calendars: professionals.map((id) => ({ id: calendarOf(id), summary: id })) }],
  }),

  /** Connects the clinic as a person would, chooses its calendars, and gives it a thousand patients. */
  async open(pool: pg.Pool, google: GoogleTwin, webUrls: readonly string[]) {
    const { rows } = await pool.query<{ id: string }>(
      'update clinics set contextualization_json = $1 returning id',
      [JSON.stringify(contextualization)],
    );
    const clinicId = rows[0]?.id ?? '';
    const token = await new SignJWT({ app_metadata: { atende_role: 'clinic-admin', clinic_ids: [clinicId] } })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('bench')
      .setIssuer(callerIssuer)
      .setAudience('authenticated')
      .setExpirationTime('2h')
      .sign(new TextEncoder().encode(callerSecret));
    const post = async (url: string, path: string, body: object, headers: Record<string, string> = {}) => {
      const response = await fetch(`${url}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ clinicId, ...body }),
      });
      const answer = answerShape.parse(await response.json());
      const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
      return { status: response.status, code: answer.code ?? '', answer, cookie };
    };
    const [url = ''] = webUrls;
    const started = await post(url, '/api/google/oauth/start', {});
    if (started.answer.consentUrl === undefined) throw new Error(`No consent was begun: ${started.code}`);
    const callback = await google.consent(started.answer.consentUrl, { account: account.email });
    await fetch(callback, { redirect: 'manual', headers: { cookie: started.cookie } });
    const chosen = await post(url, '/api/google/calendars/associate', {
      calendarIds: professionals.map(calendarOf),
      professionals: Object.fromEntries(professionals.map((id) => [calendarOf(id), id])),
    });
    if (chosen.status !== 200) throw new Error(`The calendars could not be chosen: ${chosen.code}`);
    const patients = await addPatients(pool, clinicId);

    /** As a good client: no answer and "not now" are tried again with the same key, at any of the addresses. */
    const insist = async (path: string, body: object, key: string, random: Random): Promise<Answer> => {
      for (let tries = 0; tries < mostTries; tries += 1) {
        const to = webUrls[Math.floor(random() * webUrls.length)] ?? url;
        const { status, code, answer } = await post(to, path, body, { 'idempotency-key': key }).catch(() => ({
          status: 0,
          code: 'no-answer',
          answer: noAnswer,
        }));
        if (![0, 429, 503].includes(status)) {
          const id = status === 201 ? { id: answer.id ?? '' } : {};
          return { status, code, key, ...id };
        }
        await pause(50 + random() * 200);
      }
      return { status: -1, code: 'gave-up', key };
    };

    return {
      book: (n: number, { start, ...wish }: { start: Date; professionalId?: string }, random: Random) =>
        insist(
          '/api/appointments',
          { serviceId: 'c1', start: start.toISOString(), ...patients[n % patients.length], ...wish },
          `book-${n}`,
          random,
        ),
      move: (id: string, start: Date, random: Random) =>
        insist(`/api/appointments/${id}/reschedule`, { start: start.toISOString() }, `move-${id}`, random),
      cancel: (id: string, random: Random) =>
        insist(`/api/appointments/${id}/cancel`, {}, `cancel-${id}`, random),
    };
  },
};

/** People who wrote a moment ago, so that they may be written to. */
async function addPatients(pool: pg.Pool, clinicId: string) {
  const { rows } = await pool.query<{ contactId: string; conversationId: string }>(
    `with person as (
       insert into contacts (clinic_id, id) select $1, gen_random_uuid() from generate_series(1, 1000) returning id
     ), numbered as (
       select id, row_number() over () as n from person
     ), phone as (
       insert into contact_identities (clinic_id, kind, value, contact_id)
       select $1, 'phone', (5511960000000 + n)::text, id from numbered
     )
     insert into whatsapp_conversations_improved (clinic_id, id, whatsapp_number, contact_id, last_patient_message_at)
     select $1, gen_random_uuid(), '5511955500000', id, now() from numbered
     returning contact_id as "contactId", id as "conversationId"`,
    [clinicId],
  );
  return rows;
}
