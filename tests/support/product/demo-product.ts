import { demoClinic } from '../../../src/bootstrap/local/demo-clinic.ts';
import { startClinicWorld, type ClinicWorld } from '../worlds/clinic-world.ts';
import { account } from './demo-calendars.ts';
import { bearer, comeBack, restApi, type Answer, type RestApi } from './google-product.ts';
import { registerClinic } from './product.ts';

type Wish = {
  readonly port: number;
  /** What the clinic has written of itself; what the demo clinic has unless given. */
  readonly context?: unknown;
  readonly environment?: Readonly<Record<string, string>>;
};

/** The product with the demo clinic registered in it, and the REST API as its administrator calls it. */
export type DemoProduct = Omit<ClinicWorld, 'browser' | 'refusals' | 'bearers'> & {
  readonly clinicId: string;
  readonly api: RestApi;
  /** Gives consent to the calendars of the clinic's account. */
  connectGoogle(): Promise<void>;
  /** Chooses these calendars, each with the professional that it is of. */
  chooseCalendars(professionals: Readonly<Record<string, string>>): Promise<Answer>;
};

export async function startDemoProduct({ port, context, environment = {} }: Wish): Promise<DemoProduct> {
  const world = await startClinicWorld({ port, environment });
  const { whatsappNumber, phoneNumberId, name, contextualization } = demoClinic;
  const clinicId = await registerClinic(world.pool, {
    name,
    number: whatsappNumber,
    phoneNumberId,
    context: (context ?? contextualization) as never,
  });
  const api = restApi(world.product, await bearer([clinicId]));
  return {
    ...world,
    clinicId,
    api,
    async connectGoogle() {
      const begun = await api.start(clinicId);
      const callback = await world.google.consent(String(begun.body['consentUrl']), { account });
      await comeBack(callback, begun.headers.get('set-cookie')?.split(';')[0]);
    },
    chooseCalendars: (professionals) =>
      api.associate({ clinicId, calendarIds: Object.keys(professionals), professionals }),
  };
}

/** What the demo clinic has written of itself, with other rules for its bookings. */
export function demoContextWith(rules: Readonly<Record<string, unknown>>) {
  const document = structuredClone(demoClinic.contextualization) as {
    politicas?: { agendamento?: Record<string, unknown> };
  };
  const { politicas } = document;
  document.politicas = { ...politicas, agendamento: { ...politicas?.agendamento, ...rules } };
  return document;
}
