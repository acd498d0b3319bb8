import type { z } from 'zod';
import type { RawBody } from './raw-body.ts';
import type { Caller, CallerRole, Reach } from '../../../domain/access/caller.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';

export type ApiRequest<Params = unknown, Query = unknown, Body = unknown, Clinic = ClinicId | undefined> = {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** An existing clinic, where the route declares `clinicFrom`. */
  readonly clinicId: Clinic;
  readonly caller: Caller;
  /** The caller's role in the request's clinic; of several, the highest they need. */
  readonly role: CallerRole;
  /** The request's clinic; without one, those in which the caller has one of the roles. */
  readonly reach: Reach;
  /** Of If-Match; absent for `*` or nothing. */
  readonly version: number | undefined;
  /** For what is made: the same in every repeat with the same Idempotency-Key, so that it is made once. */
  readonly newId: string;
  /** Only where the use case keeps it. */
  readonly idempotencyKey: string | undefined;
  readonly requestId: string;
  /** The body of a route that takes files; empty in all others. */
  readonly raw: RawBody;
  /** `HEAD`, too, for a GET. */
  readonly method: string;
  readonly header: (name: string) => string;
  readonly cookie: (name: string) => string | undefined;
  /** Goes into the audit log beside who, when and what. No secrets, no patient data. */
  readonly note: (details: Readonly<Record<string, unknown>>) => void;
};

type OutputOf<S> = S extends z.ZodType ? z.output<S> : undefined;

/** As the schema of the named part has it: a route may let its clinic be left out. */
type ClinicOf<A, Parts> = A extends { readonly clinicFrom: infer From extends keyof Parts }
  ? 'clinicId' extends keyof Parts[From]
    ? Parts[From]['clinicId']
    : never
  : undefined;

/** What the handler of a route gets: this follows from its access and its schemas. */
export type RequestOf<A, P, Q, B> = ApiRequest<
  OutputOf<P>,
  OutputOf<Q>,
  OutputOf<B>,
  ClinicOf<A, { params: OutputOf<P>; query: OutputOf<Q>; body: OutputOf<B> }>
>;
