import type { Readable } from 'node:stream';
import { z } from 'zod';
import type { CallerRole } from '../../../domain/access/caller.ts';
import type { Rate } from '../../../domain/messaging/pacing.ts';
import type { ApiRequest, RequestOf } from './api-request.ts';

type Schema = z.ZodType;
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * `clinicId` in the part that `clinicFrom` names is the clinic that the request is about. That the caller has one of the
 * roles there, and that the clinic exists, is known before the handler is called.
 */
export type Access =
  | 'public'
  | {
      readonly roles: readonly CallerRole[];
      readonly clinicFrom?: 'params' | 'query' | 'body';
      /** Whoever is signed in, also where they belong to no clinic. */
      readonly evenNowhere?: true;
      /** Not for API keys. */
      readonly callers?: 'people';
    };

/** Anything but JSON, e.g. `text/event-stream`. */
type Media = { readonly mediaType: string };
type Responses = Readonly<Record<number, Schema | Media | 'empty'>>;

type BodyOf<R> = R extends Schema ? z.output<R> : R extends Media ? string | Buffer | Readable : undefined;
type Extras = {
  /** Becomes the ETag. */
  readonly version?: number;
  readonly location?: string;
  readonly headers?: Readonly<Record<string, string>>;
};
type Reply<R> = {
  [Status in keyof R & number]: Extras & { readonly status: Status; readonly body: BodyOf<R[Status]> };
}[keyof R & number];
export type AnyReply = Extras & { readonly status: number; readonly body: unknown };

/** What a handler gives. */
export const reply = <const Status extends number, Body>(
  status: Status,
  body: Body,
  extras: Extras = {},
): Extras & { readonly status: Status; readonly body: Body } => ({ status, body, ...extras });

type Idempotency =
  true | { readonly onRepeat: (body: unknown) => unknown } | { readonly byUseCase: 'required' | 'optional' };

type Declaration<A extends Access, P, Q, B, R extends Responses> = {
  /** Also the name in the typed client, e.g. `registerClinic`. */
  readonly id: string;
  readonly method: Method;
  /** e.g. `/api/clinics/:clinicId`. */
  readonly path: string;
  readonly summary: { readonly en: string; readonly pt: string };
  readonly tag: string;
  readonly access: A;
  readonly request?: { readonly params?: P; readonly query?: Q; readonly body?: B };
  readonly responses: R;
  /** Codes of the catalogue that the use case refuses with; those of the framework are added. */
  readonly errors?: readonly string[];
  /**
   * Honours Idempotency-Key. `onRepeat` makes the body that is kept for repeats, e.g. without a secret. `byUseCase` keeps
   * no answer: the use case gets the key and commits it together with its effect.
   */
  readonly idempotent?: Idempotency;
  /** The request must say by If-Match which version it changes. */
  readonly versioned?: true;
  readonly rateLimit?: Rate;
  /** Bytes; 64 KiB by default. */
  readonly bodyLimit?: number;
  /** The body is a file, of so many bytes at most, and is read by the handler; within `timeoutMs`. */
  readonly rawBody?: number;
  readonly timeoutMs?: number;
  /** What is changed, for the audit log. Every method but GET says it, or that nothing changes. */
  readonly audit?:
    | 'nothing-changes'
    | {
        readonly action: string;
        readonly subject: (request: RequestOf<A, P, Q, B>) => string;
        /** Where the request is about no clinic yet, e.g. one that is being registered. */
        readonly clinicId?: (request: RequestOf<A, P, Q, B>) => string;
      };
  readonly handler: (request: RequestOf<A, P, Q, B>) => Promise<Reply<R>>;
};

/** A declared route, its types forgotten. */
export type Endpoint = Omit<
  Declaration<Access, Schema, Schema, Schema, Responses>,
  'request' | 'handler' | 'audit' | 'responses'
> & {
  readonly request: { readonly params?: Schema; readonly query?: Schema; readonly body?: Schema };
  readonly responses: Responses;
  readonly audit?:
    | 'nothing-changes'
    | {
        readonly action: string;
        readonly subject: (request: ApiRequest) => string;
        readonly clinicId?: (request: ApiRequest) => string;
      };
  readonly handler: (request: ApiRequest) => Promise<AnyReply>;
};

/**
 * Declares a route of the API once: from it come validation, authorisation, audit, documentation and the typed client.
 * What the handler gets and must give follows from the schemas.
 */
export function endpoint<
  const A extends Access,
  const R extends Responses,
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
>(declaration: Declaration<A, P, Q, B, R>): Endpoint {
  const { id, method, audit, access, idempotent, request = {} } = declaration;
  if (method !== 'GET' && audit === undefined) throw new Error(`${id} must say what it changes`);
  if (method === 'GET' && audit !== undefined) throw new Error(`${id} is a GET and changes nothing`);
  if (idempotent !== undefined && (method !== 'POST' || access === 'public'))
    throw new Error(`${id}: only a POST of a known caller can be repeated by key`);
  const clinicFrom = access === 'public' ? undefined : access.clinicFrom;
  const withClinicId = Object.entries(request).filter(([, part]) => hasClinicId(part));
  if (withClinicId.map(([name]) => name).join() !== (clinicFrom ?? ''))
    throw new Error(`${id}: clinicFrom must name the one part of the request that has a clinicId`);
  // the schemas have vouched for the types by the time the handler is called
  return { request, ...declaration } as unknown as Endpoint;
}

const hasClinicId = (part: unknown) => part instanceof z.ZodObject && 'clinicId' in part.shape;
