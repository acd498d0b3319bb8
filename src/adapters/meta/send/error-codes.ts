import type { FailureClass, SendFailure } from '../../../domain/messaging/send-failure.ts';
import { errorTable } from '../../../domain/messaging/sending/error-table.ts';
import { fieldsOf, idOf, integerOf, objectOf, textOf } from '../webhook/json-values.ts';
import { given } from '../../../domain/given.ts';

type Known = { readonly class: FailureClass; readonly meaning: string };

const knownCodes: ReadonlyMap<number, Known> = new Map(
  (Object.entries(errorTable) as [FailureClass, (typeof errorTable)[FailureClass]][]).flatMap(
    ([failureClass, rows]) =>
      rows.flatMap(([first, last, meaning]) =>
        Array.from({ length: last - first + 1 }, (_, index): [number, Known] => [
          first + index,
          { class: failureClass, meaning },
        ]),
      ),
  ),
);

/** `body` is the parsed answer of the Graph API; anything, when an edge server answered with a page of its own. */
export function classifyMetaError({
  httpStatus,
  body,
}: {
  readonly httpStatus: number;
  readonly body: unknown;
}): SendFailure {
  const error = objectOf(fieldsOf(body)['error']);
  const code = integerOf(error?.['code']);
  if (error === undefined || code === undefined) return classifyByStatus(httpStatus);
  const traceId = idOf(error['fbtrace_id']);
  const known =
    code === 100 && integerOf(error['error_subcode']) === 33
      ? { class: 'account' as const, meaning: 'object does not exist, or no permission for it' }
      : knownCodes.get(code);
  return {
    class: known?.class ?? classOfUnknown(httpStatus),
    code: String(code),
    detail: [known?.meaning ?? 'code unknown to us', withoutPersonalData(vendorDetail(error))]
      .filter(Boolean)
      .join(': '),
    ...given({ traceId }),
  };
}

/** The failure that a status webhook reports; the message was not delivered, whatever the class. */
export function classifyStatusError(code: number): SendFailure {
  const { class: failureClass, meaning } = knownCodes.get(code) ?? unknownAsync;
  return { class: failureClass, code: String(code), detail: meaning };
}

const unknownAsync: Known = { class: 'final', meaning: 'code unknown to us' };

const classifyByStatus = (httpStatus: number): SendFailure => ({
  class: classOfStatus(httpStatus),
  code: `http-${httpStatus}`,
  detail: `HTTP ${httpStatus} without an error that can be read`,
});

/** A 403 may be about this recipient only; were it taken for the account's, one message could stop a clinic for good. */
const classOfUnknown = (httpStatus: number): FailureClass =>
  httpStatus === 403 ? 'final' : classOfStatus(httpStatus);

function classOfStatus(httpStatus: number): FailureClass {
  if (httpStatus >= 500 || httpStatus === 408) return 'transient';
  if (httpStatus === 429) return 'rate-limited';
  // A redirect means a wrong base URL: somebody must look at the settings, as with a dead token.
  return httpStatus === 401 || httpStatus === 403 || httpStatus < 400 ? 'account' : 'final';
}

/** `error_data` is an object, a string or missing. */
const vendorDetail = ({ error_data: data, message }: Readonly<Record<string, unknown>>): string =>
  textOf(fieldsOf(data)['details']) || textOf(data) || textOf(message);

/** Meta quotes what it was given: phones, user ids, even a malformed token. */
const withoutPersonalData = (text: string): string =>
  text
    .slice(0, 300)
    .replace(/\b[A-Z]{2}\.[\w.]{6,}/g, '…')
    .replace(/\+?\d[\d\s().-]{6,}\d/g, '…')
    .replace(/[\w.=+/|-]{25,}/g, '…');
