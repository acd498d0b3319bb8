// Written by `npm run client` from /openapi.json. Do not edit.

export type ErrorBody = {
  /** Tell it to us when you ask for help */
  readonly requestId: string;
  /** Stable; docs/errors.md lists all of them */
  readonly code: string;
  /** In English; in Brazilian Portuguese where Accept-Language prefers it */
  readonly message: string;
  /** What the caller can do about it, in the language of the message */
  readonly hint?: string | undefined;
  readonly details?: unknown | undefined;
};

export type Clinic = {
  readonly id: string;
  readonly name: string;
  /** IANA name */
  readonly timeZone: string;
  /** In simulation the assistant answers, but nothing goes to Meta */
  readonly simulation: boolean;
  readonly isActive: boolean;
  readonly contextVersion: number;
  /** Of everything but the context */
  readonly version: number;
  readonly createdAt: string;
};

export type ContextFinding = {
  /** Where in the document, e.g. `servicos.exames[0].preco_particular` */
  readonly path: string;
  /** In Brazilian Portuguese, for the person who saved it */
  readonly message: string;
};

export type ContextChange = {
  readonly path: string;
  readonly change: 'added' | 'removed' | 'changed';
  readonly before?: unknown | undefined;
  readonly after?: unknown | undefined;
};

export type ClinicKnowledge = {
  readonly name: string;
  readonly timeZone: string;
  readonly profile: Readonly<Record<string, unknown>>;
  readonly agent: Readonly<Record<string, unknown>>;
  readonly openingHours: {
    /** Seven days from Sunday; absent when the clinic has not said its hours */
    readonly week?:
      | readonly (readonly {
          /** Minutes after local midnight */
          readonly opens: number;
          /** Minutes after local midnight */
          readonly closes: number;
        }[])[]
      | undefined;
    readonly holidays: readonly {
      readonly date: string;
      readonly name?: string | undefined;
      readonly intervals: readonly {
        /** Minutes after local midnight */
        readonly opens: number;
        /** Minutes after local midnight */
        readonly closes: number;
      }[];
    }[];
    readonly notes: readonly string[];
  };
  readonly services: readonly {
    readonly id: string;
    readonly name: string;
    readonly kind: 'consultation' | 'exam' | 'procedure';
    readonly description?: string | undefined;
    readonly specialty?: string | undefined;
    readonly durationMinutes?: number | undefined;
    readonly priceCents?: number | undefined;
    readonly priceNote?: string | undefined;
    readonly acceptsInsurance?: boolean | undefined;
    readonly insurances: readonly string[];
    readonly preparation?: string | undefined;
    readonly resultTime?: string | undefined;
    readonly professionalIds: readonly string[];
  }[];
  readonly professionals: readonly Readonly<Record<string, unknown>>[];
  readonly insurances: readonly {
    readonly name: string;
    readonly kind?: string | undefined;
    readonly coverage?: string | undefined;
  }[];
  readonly booking: Readonly<Record<string, unknown>>;
  readonly paymentMethods: readonly Readonly<Record<string, unknown>>[];
  readonly paymentNotes: readonly { readonly topic: string; readonly text: string }[];
  readonly careNotes: readonly { readonly topic: string; readonly text: string }[];
  readonly facilities: readonly { readonly topic: string; readonly text: string }[];
  readonly guidance: readonly { readonly topic: string; readonly text: string }[];
  readonly emergency?: string | undefined;
  /** What was not understood, by its path; a language model still sees it */
  readonly unread: Readonly<Record<string, unknown>>;
};

export type WhatsAppNumber = {
  readonly clinicId: string;
  /** Digits with country code, without + */
  readonly whatsappNumber: string;
  /** Learned from the first webhook when it was not given */
  readonly phoneNumberId?: string | undefined;
  readonly wabaId?: string | undefined;
  readonly isActive: boolean;
  /** Its ETag */
  readonly version: number;
  readonly createdAt: string;
};

export type Conversation = {
  readonly id: string;
  /** The clinic’s number, digits */
  readonly whatsappNumber: string;
  readonly contact: {
    readonly id: string;
    readonly name?: string | undefined;
    readonly phone?: string | undefined;
  };
  /** Who answers now */
  readonly mode: 'assistant' | 'human';
  /** When the assistant may answer again; absent: only who returns it */
  readonly humanUntil?: string | undefined;
  /** Raised by every human act; what the assistant prepared before is never sent */
  readonly epoch: number;
  readonly unread: number;
  readonly lastMessageAt: string;
  /** WhatsApp takes free text for 24 hours from here; we stop five minutes earlier */
  readonly lastPatientMessageAt?: string | undefined;
  /** Its text is cut at 300 characters */
  readonly lastMessage?:
    | {
        readonly id: string;
        readonly direction: 'inbound' | 'outbound';
        /** `patient`, `assistant`, `human` (somebody of the clinic through us), `staff` (on the clinic’s phone), `notice`, `standby`, `history`, `group` */
        readonly origin: string;
        readonly type: string;
        readonly text: string;
        readonly createdAt: string;
      }
    | undefined;
};

export type Message = {
  readonly id: string;
  readonly direction: 'inbound' | 'outbound';
  /** `patient`, `assistant`, `human` (somebody of the clinic through us), `staff` (on the clinic’s phone), `notice`, `standby`, `history`, `group` */
  readonly origin: string;
  readonly type: string;
  readonly text: string;
  readonly createdAt: string;
  readonly conversationId: string;
  readonly metaMessageId?: string | undefined;
  readonly choice?: { readonly id: string; readonly title: string } | undefined;
  readonly status:
    | 'queued'
    | 'sending'
    | 'unknown'
    | 'cancelled'
    | 'accepted'
    | 'sent'
    | 'failed'
    | 'delivered'
    | 'read'
    | 'played'
    | 'received';
  /** Who of the clinic wrote it through us, as in the audit log */
  readonly sentBy?: string | undefined;
  readonly sentAt: string;
  readonly deliveredAt?: string | undefined;
  readonly readAt?: string | undefined;
  readonly failedAt?: string | undefined;
  /** Ours or Meta’s; see docs/errors.md */
  readonly errorCode?: string | undefined;
};

export type SentReply = {
  /** Where it goes on after merges */
  readonly conversationId: string;
  readonly mode: 'assistant' | 'human';
  readonly humanUntil?: string | undefined;
  readonly epoch: number;
  /** Answers of the assistant that will not be sent now */
  readonly cancelled: number;
  /** Answers of the assistant that are being sent and cannot be called back */
  readonly onTheirWay: number;
  readonly messageId: string;
};

export type ConversationAct = {
  /** Where it goes on after merges */
  readonly conversationId: string;
  readonly mode: 'assistant' | 'human';
  readonly humanUntil?: string | undefined;
  readonly epoch: number;
  /** Answers of the assistant that will not be sent now */
  readonly cancelled: number;
  /** Answers of the assistant that are being sent and cannot be called back */
  readonly onTheirWay: number;
};

export type ClinicMember = {
  readonly clinicId: string;
  readonly userId: string;
  readonly role: 'clinic-admin' | 'clinic-staff';
  readonly displayName?: string | undefined;
  readonly addedBy: string;
  readonly createdAt: string;
  readonly updatedAt: string;
};

export type ApiKey = {
  readonly id: string;
  readonly name: string;
  readonly role: 'platform-admin' | 'clinic-admin' | 'clinic-staff' | 'service';
  /** The clinic that made it; absent for keys of the installation */
  readonly clinicId?: string | undefined;
  readonly clinicIds: readonly string[];
  readonly createdBy: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly revokedAt?: string | undefined;
  readonly lastUsedAt?: string | undefined;
};

export type ParkedItem = {
  readonly id: string;
  /** Absent when it was sent to a number that nobody had */
  readonly clinicId?: string | undefined;
  /** e.g. `number-unknown`, `status-without-message`, `field:calls` */
  readonly reason: string;
  readonly kind: 'message' | 'status' | 'account' | 'unhandled';
  readonly phoneNumberId?: string | undefined;
  readonly displayNumber?: string | undefined;
  /** Of the webhook, as in the log */
  readonly requestId: string;
  readonly receivedAt: string;
};

export type Alert = {
  readonly id: string;
  /** Absent for what concerns the whole installation */
  readonly clinicId?: string | undefined;
  readonly kind: string;
  readonly subject: string;
  readonly message: string;
  readonly occurrences: number;
  readonly openedAt: string;
  readonly lastSeenAt: string;
  readonly resolvedAt?: string | undefined;
};

export type GoogleConnection = {
  readonly status: 'not_connected' | 'connected' | 'renewing_failed' | 'reconnect_required' | 'disconnecting';
  /** A connection exists and Google is being asked with it */
  readonly connected: boolean;
  /** Calls work at this moment */
  readonly valid: boolean;
  readonly expiresAt?: string | undefined;
  readonly accountEmail?: string | undefined;
  readonly scopes: readonly string[];
  readonly lastSuccessAt?: string | undefined;
  /** When the grant itself will end */
  readonly accessEndsAt?: string | undefined;
  /** In Portuguese, for the screen; absent when all is well */
  readonly reason?: string | undefined;
  /** In Portuguese, for the screen */
  readonly nextStep?: string | undefined;
};

export type GoogleCalendar = {
  readonly calendarId: string;
  readonly summary: string;
  readonly timeZone: string;
  readonly accessRole: string;
  readonly isPrimary: boolean;
  readonly isHidden: boolean;
  readonly use: 'bookable' | 'busy-only';
  readonly isAssociated: boolean;
  readonly professionalId?: string | undefined;
  /** Whose name it bears; to be confirmed by whoever chooses */
  readonly proposedProfessionalId?: string | undefined;
};

export type ClinicCalendar = {
  readonly calendarId: string;
  readonly summary: string;
  readonly timeZone: string;
  readonly accessRole: string;
  readonly isActive: boolean;
  readonly professionalId?: string | undefined;
  readonly reachability: 'reachable' | 'unreachable' | 'not-writable';
  /** Google’s usage limit: nothing is written before then */
  readonly writesResumeAt?: string | undefined;
};

export type Appointment = {
  readonly id: string;
  /** `held` with a `requestedAt` waits for the calendar */
  readonly state: 'held' | 'confirmed' | 'cancelled' | 'failed';
  /** Why it was cancelled or failed */
  readonly reason?: string | undefined;
  readonly start: string;
  readonly end: string;
  readonly serviceId: string;
  readonly serviceName: string;
  readonly professionalId?: string | undefined;
  readonly calendarId: string;
  readonly contactId?: string | undefined;
  readonly conversationId?: string | undefined;
  /** Ends when this one is confirmed */
  readonly replaces?: string | undefined;
  readonly requestedAt?: string | undefined;
  readonly holdExpiresAt?: string | undefined;
  readonly createdAt: string;
  readonly version: number;
};

export type Patient = {
  readonly contactId: string;
  readonly profileName?: string | undefined;
  readonly firstSeenAt: string;
  readonly lastMessageAt?: string | undefined;
};

export type Erasure = {
  readonly id: string;
  /** open: the certificate is not there yet */
  readonly state: 'open' | 'done';
  readonly erasedAt: string;
  /** Rows deleted, or emptied of the person, per table */
  readonly counts: Readonly<Record<string, number>>;
};

export type ErasureCertificate = {
  /** Compact JWS, EdDSA */
  readonly certificate: string;
};

export type Retention = {
  /** null: messages are kept until somebody is erased */
  readonly days: number | null;
};

export type KeySet = { readonly keys: readonly Readonly<Record<string, unknown>>[] };

export type AuditEntry = {
  readonly id: string;
  readonly clinicId?: string | undefined;
  readonly at: string;
  /** `user:…`, `key:…`, `local:operator` */
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly requestId?: string | undefined;
  /** Absent when nobody knows: the process ended over it */
  readonly outcome?: 'done' | 'refused' | 'failed' | undefined;
  /** Of the error that ended it */
  readonly code?: string | undefined;
};

export type ErrorCode =
  | 'access.key-expired'
  | 'access.key-invalid'
  | 'access.key-not-found'
  | 'access.key-revoked'
  | 'access.keys-unavailable'
  | 'access.last-admin'
  | 'access.member-not-found'
  | 'access.origin-refused'
  | 'access.people-only'
  | 'access.role-insufficient'
  | 'access.role-too-high'
  | 'access.token-expired'
  | 'access.token-invalid'
  | 'access.token-missing'
  | 'clinic.changed'
  | 'clinic.context-changed'
  | 'clinic.id-taken'
  | 'clinic.not-found'
  | 'clinic.number-changed'
  | 'clinic.number-malformed'
  | 'clinic.number-not-found'
  | 'clinic.number-taken'
  | 'clinic.unknown-time-zone'
  | 'clinic.version-not-found'
  | 'connection.calendars-unassigned'
  | 'connection.changed'
  | 'connection.google-misconfigured'
  | 'connection.google-unavailable'
  | 'connection.not-connected'
  | 'connection.reconnect-required'
  | 'connection.unknown-calendars'
  | 'connection.unknown-professionals'
  | 'conversation.message-not-found'
  | 'conversation.not-found'
  | 'conversation.reply-empty'
  | 'conversation.window-closed'
  | 'database.contention'
  | 'database.overloaded'
  | 'database.read-only'
  | 'database.refuses-us'
  | 'database.timeout'
  | 'database.unavailable'
  | 'health.not-ready'
  | 'http.body-incomplete'
  | 'http.body-too-large'
  | 'http.body-too-slow'
  | 'http.body-unreadable'
  | 'http.cursor-invalid'
  | 'http.idempotency-in-progress'
  | 'http.idempotency-key-invalid'
  | 'http.idempotency-key-missing'
  | 'http.idempotency-key-reused'
  | 'http.internal-error'
  | 'http.invalid-request'
  | 'http.overloaded'
  | 'http.rate-limited'
  | 'http.timeout'
  | 'http.too-many-streams'
  | 'http.unsupported-content'
  | 'http.version-invalid'
  | 'http.version-missing'
  | 'messaging.ingest-overloaded'
  | 'messaging.ingest-unavailable'
  | 'privacy.certificate-not-ready'
  | 'privacy.erasure-not-found'
  | 'privacy.person-not-found'
  | 'scheduling.appointment-closed'
  | 'scheduling.appointment-not-found'
  | 'scheduling.calendars-unavailable'
  | 'scheduling.idempotency-key-reused'
  | 'scheduling.invalid-cursor'
  | 'scheduling.overloaded'
  | 'scheduling.patient-not-found'
  | 'scheduling.professional-not-found'
  | 'scheduling.service-not-found'
  | 'scheduling.slot-not-offered'
  | 'scheduling.slot-taken';

export type AtendeOptions = {
  /** e.g. `https://api.example.com`; empty for the page's own origin. */
  readonly baseUrl: string;
  /** The bearer token or API key, asked for at every call; none for the session of a local run. */
  readonly token?: () => string | undefined | Promise<string | undefined>;
  readonly fetch?: typeof fetch;
  /** Of messages and hints; what the browser asks for when absent. */
  readonly language?: 'en' | 'pt-BR';
};

/** A refused call. `code` is stable; `requestId` finds it in our logs. */
export class AtendeError extends Error {
  readonly status: number;
  readonly code: ErrorCode | (string & {});
  readonly requestId: string;
  readonly hint: string | undefined;
  readonly details: unknown;
  /** Of Retry-After; absent when repeating does not help. */
  readonly retryAfterSeconds: number | undefined;
  constructor(status: number, body: ErrorBody, retryAfterSeconds: number | undefined) {
    super(body.message);
    this.name = 'AtendeError';
    this.status = status;
    this.code = body.code;
    this.requestId = body.requestId;
    this.hint = body.hint;
    this.details = body.details;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

type Route = {
  readonly method: string;
  readonly path: string;
  readonly inPath: readonly string[];
  readonly inQuery: readonly string[];
  readonly isRepeatable: boolean;
};

const caller =
  ({ baseUrl, token, fetch: send = fetch, language }: AtendeOptions) =>
  async <Result>(route: Route, input: Readonly<Record<string, unknown>>): Promise<Result> => {
    const path = route.inPath.reduce(
      (whole, name) => whole.replace(`{${name}}`, encodeURIComponent(String(input[name]))),
      route.path,
    );
    const query = new URLSearchParams();
    for (const name of route.inQuery) {
      const value = input[name];
      if (value !== undefined) query.set(name, String(value));
    }
    const bearer = await token?.();
    const { body, ifMatch, idempotencyKey, signal } = input as {
      body?: unknown;
      ifMatch?: number;
      idempotencyKey?: string;
      signal?: AbortSignal;
    };
    const response = await send(`${baseUrl}${path}${query.size === 0 ? '' : `?${query.toString()}`}`, {
      method: route.method,
      headers: {
        ...(bearer === undefined ? { 'x-atende-request': '1' } : { authorization: `Bearer ${bearer}` }),
        ...(language !== undefined && { 'accept-language': language }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(ifMatch !== undefined && { 'if-match': `"${ifMatch}"` }),
        ...(route.isRepeatable && { 'idempotency-key': idempotencyKey ?? crypto.randomUUID() }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal !== undefined && { signal }),
    });
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
    if (!response.ok) {
      const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
      const shown = isJson
        ? ((await response.json()) as ErrorBody)
        : {
            requestId: response.headers.get('x-request-id') ?? '',
            code: 'http.not-atende',
            message: response.statusText,
          };
      throw new AtendeError(response.status, shown, Number.isNaN(retryAfter) ? undefined : retryAfter);
    }
    if (response.status === 204) return undefined as Result;
    return (isJson ? await response.json() : response) as Result;
  };

/** Every operation of the API. A refused one throws AtendeError. */
export function atendeClient(options: AtendeOptions) {
  const call = caller(options);
  return {
    /** Who you are, and in which clinics. GET /api/me */
    whoAmI: (input: { readonly signal?: AbortSignal } = {}) =>
      call<{
        readonly actor: string;
        readonly userId: string;
        readonly kind: 'person' | 'machine';
        readonly isPlatformAdmin: boolean;
        readonly clinics: readonly {
          readonly clinicId: string;
          readonly role: 'clinic-admin' | 'clinic-staff' | 'service';
        }[];
      }>({ method: 'GET', path: '/api/me', inPath: [], inQuery: [], isRepeatable: false }, input),
    /** The clinics that you work for. GET /api/clinics */
    listClinics: (
      input: {
        readonly limit?: number | undefined;
        /** nextCursor of the page before */
        readonly cursor?: string | undefined;
        readonly signal?: AbortSignal;
      } = {},
    ) =>
      call<{
        readonly items: readonly Clinic[];
        /** Pass it on as `cursor` for the next page; null at the end */
        readonly nextCursor: string | null;
      }>(
        {
          method: 'GET',
          path: '/api/clinics',
          inPath: [],
          inQuery: ['limit', 'cursor'],
          isRepeatable: false,
        },
        input,
      ),
    /** Register a clinic. POST /api/clinics */
    registerClinic: (input: {
      readonly body: {
        readonly name: string;
        readonly timeZone?: string | undefined;
        readonly simulation?: boolean | undefined;
        /** contextualization_json, as the clinics screen saves it */
        readonly context?: Readonly<Record<string, unknown>> | undefined;
      };
      /** The same for every repeat; made when absent. */
      readonly idempotencyKey?: string;
      readonly signal?: AbortSignal;
    }) =>
      call<{ readonly clinic: Clinic; readonly findings: readonly ContextFinding[] }>(
        { method: 'POST', path: '/api/clinics', inPath: [], inQuery: [], isRepeatable: true },
        input,
      ),
    /** One clinic. GET /api/clinics/{clinicId} */
    getClinic: (input: { readonly clinicId: string; readonly signal?: AbortSignal }) =>
      call<Clinic>(
        {
          method: 'GET',
          path: '/api/clinics/{clinicId}',
          inPath: ['clinicId'],
          inQuery: [],
          isRepeatable: false,
        },
        input,
      ),
    /** Change what is given over the version that you have read; an inactive clinic neither receives nor sends. PATCH /api/clinics/{clinicId} */
    changeClinic: (input: {
      readonly clinicId: string;
      readonly body: {
        readonly name?: string | undefined;
        readonly timeZone?: string | undefined;
        readonly simulation?: boolean | undefined;
        readonly isActive?: boolean | undefined;
      };
      /** The version that you have read. */
      readonly ifMatch: number;
      readonly signal?: AbortSignal;
    }) =>
      call<Clinic>(
        {
          method: 'PATCH',
          path: '/api/clinics/{clinicId}',
          inPath: ['clinicId'],
          inQuery: [],
          isRepeatable: false,
        },
        input,
      ),
    /** What the clinics screen saved. GET /api/clinics/{clinicId}/context */
    getClinicContext: (input: { readonly clinicId: string; readonly signal?: AbortSignal }) =>
      call<{
        readonly version: number;
        readonly savedAt: string;
        /** Absent when it was written past the API */
        readonly savedBy?: string | undefined;
        readonly restoredFrom?: number | undefined;
        readonly document: unknown;
      }>(
        {
          method: 'GET',
          path: '/api/clinics/{clinicId}/context',
          inPath: ['clinicId'],
          inQuery: [],
          isRepeatable: false,
        },
        input,
      ),
    /** Save the context over the version that you have read. PUT /api/clinics/{clinicId}/context */
    saveClinicContext: (input: {
      readonly clinicId: string;
      readonly body: {
        /** contextualization_json, keys in Portuguese */
        readonly document: Readonly<Record<string, unknown>>;
      };
      /** The version that you have read. */
      readonly ifMatch: number;
      readonly signal?: AbortSignal;
    }) =>
      call<{
        readonly version: number;
        readonly findings: readonly ContextFinding[];
        readonly changes: readonly ContextChange[];
      }>(
        {
          method: 'PUT',
          path: '/api/clinics/{clinicId}/context',
          inPath: ['clinicId'],
          inQuery: [],
          isRepeatable: false,
        },
        input,
      ),
    /** What the assistant would know; nothing is saved. POST /api/clinics/{clinicId}/context/preview */
    previewClinicContext: (input: {
      readonly clinicId: string;
      readonly body: {
        /** The saved one when absent */
        readonly document?: Readonly<Record<string, unknown>> | undefined;
      };
      readonly signal?: AbortSignal;
    }) =>
      call<{ readonly knowledge: ClinicKnowledge; readonly findings: readonly ContextFinding[] }>(
        {
          method: 'POST',
          path: '/api/clinics/{clinicId}/context/preview',
          inPath: ['clinicId'],
          inQuery: [],
          isRepeatable: false,
        },
        input,
      ),
    /** Every version, newest first. GET /api/clinics/{clinicId}/context/versions */
    listContextVersions: (input: {
      readonly clinicId: string;
      readonly limit?: number | undefined;
      /** nextCursor of the page before */
      readonly cursor?: string | undefined;
      readonly signal?: AbortSignal;
    }) =>
      call<{
        readonly items: readonly {
          readonly version: number;
          readonly savedAt: string;
          /** Absent when it was written past the API */
          readonly savedBy?: string | undefined;
          readonly restoredFrom?: number | undefined;
        }[];
        /** Pass it on as `cursor` for the next page; null at the end */
        readonly nextCursor: string | null;
      }>(
        {
          method: 'GET',
          path: '/api/clinics/{clinicId}/context/versions',
          inPath: ['clinicId'],
          inQuery: ['limit', 'cursor'],
          isRepeatable: false,
        },
        input,
      ),
    /** One version with its document. GET /api/clinics/{clinicId}/context/versions/{version} */
    getContextVersion: (input: {
      readonly clinicId: string;
      readonly version: number;
      readonly signal?: AbortSignal;
    }) =>
      call<{
        readonly version: number;
        readonly savedAt: string;
        /** Absent when it was written past the API */
        readonly savedBy?: string | undefined;
        readonly restoredFrom?: number | undefined;
        readonly document: unknown;
      }>(
        {
          method: 'GET',
          path: '/api/clinics/{clinicId}/context/versions/{version}',
          inPath: ['clinicId', 'version'],
          inQuery: [],
          isRepeatable: false,
        },
        input,
      ),
    /** What a version changed against the one before, or another one. GET /api/clinics/{clinicId}/context/versions/{version}/changes */
    compareContextVersions: (input: {
      readonly clinicId: string;
      readonly version: number;
      readonly against?: number | undefined;
      readonly signal?: AbortSignal;
    }) =>
      call<{
        readonly against: number;
        readonly version: number;
        readonly changes: readonly ContextChange[];
      }>(
        {
          method: 'GET',
          path: '/api/clinics/{clinicId}/context/versions/{version}/changes',
          inPath: ['clinicId', 'version'],
          inQuery: ['against'],
          isRepeatable: false,
        },
        input,
      ),
    /** Save an earlier version as the next one. POST /api/clinics/{clinicId}/context/versions/{version}/restore */
    restoreContextVersion: (input: {
      readonly clinicId: string;
      readonly version: number;
      /** The version that you have read. */
      readonly ifMatch: number;
      /** The same for every repeat; made when absent. */
      readonly idempotencyKey?: string;
      readonly signal?: AbortSignal;
    }) =>
      call<{
        readonly version: number;
        readonly findings: readonly ContextFinding[];
        readonly changes: readonly ContextChange[];
      }>(
        {
          method: 'POST',
          path: '/api/clinics/{clinicId}/context/versions/{version}/restore',
          inPath: ['clinicId', 'version'],
          inQuery: [],
          isRepeatable: true,
        },
        input,
      ),
    /** The numbers of the clinic. GET /api/clinics/{clinicId}/whatsapp-numbers */
    listWhatsAppNumbers: (input: {
      readonly clinicId: string;
      readonly limit?: number | undefined;
      /** nextCursor of the page before */
      readonly cursor?: string | undefined;
      readonly signal?: AbortSignal;
    }) =>
      call<{
        readonly items: readonly WhatsAppNumber[];
        /** Pass it on as `cursor` for the next page; null at the end */
        readonly nextCursor: string | null;
      }>(
        {
          method: 'GET',
          path: '/api/clinics/{clinicId}/whatsapp-numbers',
          inPath: ['clinicId'],
          inQuery: ['limit', 'cursor'],
          isRepeatable: false,
        },
        input,
      ),
    /** Give a number to the clinic. POST /api/clinics/{clinicId}/whatsapp-numbers */
    registerWhatsAppNumber: (input: {
      readonly clinicId: string;
      readonly body: {
        /** With country code; punctuation is allowed */
        readonly whatsappNumber: string;
        readonly phoneNumberId?: string | undefined;
        readonly wabaId?: string | undefined;
      };
      /** The same for every repeat; made when absent. */
      readonly idempotencyKey?: string;
      readonly signal?: AbortSignal;
    }) =>
      call<WhatsAppNumber>(
        {
          method: 'POST',
          path: '/api/clinics/{clinicId}/whatsapp-numbers',
          inPath: ['clinicId'],
          inQuery: [],
          isRepeatable: true,
        },
        input,
      ),
    /** One number of the clinic. GET /api/clinics/{clinicId}/whatsapp-numbers/{whatsappNumber} */
    getWhatsAppNumber: (input: {
      readonly clinicId: string;
      readonly whatsappNumber: string;
      readonly signal?: AbortSignal;
    }) =>
      call<WhatsAppNumber>(
        {
          method: 'GET',
          path: '/api/clinics/{clinicId}/whatsapp-numbers/{whatsappNumber}',
          inPath: ['clinicId', 'whatsappNumber'],
          inQuery: [],
          isRepeatable: false,
        },
        input,
      ),
    /** Change what is given over the version that you have read; what is sent to an inactive number is parked. PATCH /api/clinics/{clinicId}/whatsapp-numbers/{whatsappNumber} */
    changeWhatsAppNumber: (input: {
      readonly clinicId: string;
      readonly whatsappNumber: string;
      readonly body: {
        readonly isActive?: boolean | undefined;
        /** Said by a platform-admin only; null: learn it from the next webhook */
        readonly phoneNumberId?: (string | null) | undefined;
        /** Said by a platform-admin only */
        readonly wabaId?: (string | null) | undefined;
      };
      /** The version that you have read. */
      readonly ifMatch: number;
      readonly signal?: AbortSignal;
    }) =>
      call<WhatsAppNumber>(
        {
          method: 'PATCH',
          path: '/api/clinics/{clinicId}/whatsapp-numbers/{whatsappNumber}',
          inPath: ['clinicId', 'whatsappNumber'],
          inQuery: [],
          isRepeatable: false,
        },
        input,
      ),
    /** What happens in the conversations, as server-sent events: message-stored, message-status, conversation-changed with ids, and resync, which means: read again what you show. GET /api/clinics/{clinicId}/conversations/events */
    watchConversations: (input: { readonly clinicId: string; readonly signal?: AbortSignal }) =>
      call<Response>(
        {
          method: 'GET',
          path: '/api/clinics/{clinicId}/conversations/events',
          inPath: ['clinicId'],
          inQuery: [],
          isRepeatable: false,
        },
        input,
      ),
    /** The conversations of the clinic, newest activity first. GET /api/clinics/{clinicId}/conversations */
    listConversations: (input: {
      readonly clinicId: string;
      readonly limit?: number | undefined;
      /** nextCursor of the page before */
      readonly cursor?: string | undefined;
      /** Who answers now */
      readonly mode?: 'assistant' | 'human' | undefined;
      /** Only those with something unread */
      readonly unread?: 'true' | 'false' | undefined;
      readonly signal?: AbortSignal;
    }) =>
      call<{
        readonly items: readonly Conversation[];
        /** Pass it on as `cursor` for the next page; null at the end */
        readonly nextCursor: string | null;
      }>(
        {
          method: 'GET',
          path: '/api/clinics/{clinicId}/conversations',
          inPath: ['clinicId'],
          inQuery: ['limit', 'cursor', 'mode', 'unread'],
          isRepeatable: false,
        },
        input,
      ),
    /** One conversation; of a merged one, the one that it went into. GET /api/clinics/{clinicId}/conversations/{conversationId} */
    getConversation: (input: {
      readonly clinicId: string;
      readonly conversationId: string;
      readonly signal?: AbortSignal;
    }) =>
      call<Conversation>(
        {
          method: 'GET',
          path: '/api/clinics/{clinicId}/conversations/{conversationId}',
          inPath: ['clinicId', 'conversationId'],
          inQuery: [],
          isRepeatable: false,
        },
        input,
      ),
    /** What was said, newest first. GET /api/clinics/{clinicId}/conversations/{conversationId}/messages */
    listMessages: (input: {
      readonly clinicId: string;
      readonly conversationId: string;
      readonly limit?: number | undefined;
      /** nextCursor of the page before */
      readonly cursor?: string | undefined;
      readonly signal?: AbortSignal;
    }) =>
      call<{
        readonly items: readonly Message[];
        /** Pass it on as `cursor` for the next page; null at the end */
        readonly nextCursor: string | null;
      }>(
        {
          method: 'GET',
          path: '/api/clinics/{clinicId}/conversations/{conversationId}/messages',
          inPath: ['clinicId', 'conversationId'],
          inQuery: ['limit', 'cursor'],
          isRepeatable: false,
        },
        input,
      ),
    /** Write to the patient; the conversation is in human hands from then on. POST /api/clinics/{clinicId}/conversations/{conversationId}/messages */
    replyInConversation: (input: {
      readonly clinicId: string;
      readonly conversationId: string;
      readonly body: { readonly text: string };
      /** The same for every repeat; made when absent. */
      readonly idempotencyKey?: string;
      readonly signal?: AbortSignal;
    }) =>
      call<SentReply>(
        {
          method: 'POST',
          path: '/api/clinics/{clinicId}/conversations/{conversationId}/messages',
          inPath: ['clinicId', 'conversationId'],
          inQuery: [],
          isRepeatable: true,
        },
        input,
      ),
    /** Talk to the patient yourself; the assistant is silent. POST /api/clinics/{clinicId}/conversations/{conversationId}/take-over */
    takeOverConversation: (input: {
      readonly clinicId: string;
      readonly conversationId: string;
      /** The same for every repeat; made when absent. */
      readonly idempotencyKey?: string;
      readonly signal?: AbortSignal;
    }) =>
      call<ConversationAct>(
        {
          method: 'POST',
          path: '/api/clinics/{clinicId}/conversations/{conversationId}/take-over',
          inPath: ['clinicId', 'conversationId'],
          inQuery: [],
          isRepeatable: true,
        },
        input,
      ),
    /** Let the assistant answer what comes next. POST /api/clinics/{clinicId}/conversations/{conversationId}/return */
    returnConversation: (input: {
      readonly clinicId: string;
      readonly conversationId: string;
      /** The same for every repeat; made when absent. */
      readonly idempotencyKey?: string;
      readonly signal?: AbortSignal;
    }) =>
      call<ConversationAct>(
        {
          method: 'POST',
          path: '/api/clinics/{clinicId}/conversations/{conversationId}/return',
          inPath: ['clinicId', 'conversationId'],
          inQuery: [],
          isRepeatable: true,
        },
        input,
      ),
    /** Everything up to this message has been seen. POST /api/clinics/{clinicId}/conversations/{conversationId}/read */
    markConversationRead: (input: {
      readonly clinicId: string;
      readonly conversationId: string;
      readonly body: {
        /** The last message that was seen; everything when absent */
        readonly upTo?: string | undefined;
      };
      /** The same for every repeat; made when absent. */
      readonly idempotencyKey?: string;
      readonly signal?: AbortSignal;
    }) =>
      call<{ readonly conversationId: string; readonly unread: number }>(
        {
          method: 'POST',
          path: '/api/clinics/{clinicId}/conversations/{conversationId}/read',
          inPath: ['clinicId', 'conversationId'],
          inQuery: [],
          isRepeatable: true,
        },
        input,
      ),
    /** Who works for the clinic. GET /api/clinics/{clinicId}/members */
    listMembers: (input: {
      readonly clinicId: string;
      readonly limit?: number | undefined;
      /** nextCursor of the page before */
      readonly cursor?: string | undefined;
      readonly signal?: AbortSignal;
    }) =>
      call<{
        readonly items: readonly ClinicMember[];
        /** Pass it on as `cursor` for the next page; null at the end */
        readonly nextCursor: string | null;
      }>(
        {
          method: 'GET',
          path: '/api/clinics/{clinicId}/members',
          inPath: ['clinicId'],
          inQuery: ['limit', 'cursor'],
          isRepeatable: false,
        },
        input,
      ),
    /** Add a person to the clinic, or change their role. PUT /api/clinics/{clinicId}/members/{userId} */
    putMember: (input: {
      readonly clinicId: string;
      /** The `sub` of the person’s tokens */
      readonly userId: string;
      readonly body: {
        readonly role: 'clinic-admin' | 'clinic-staff';
        readonly displayName?: string | undefined;
      };
      readonly signal?: AbortSignal;
    }) =>
      call<ClinicMember>(
        {
          method: 'PUT',
          path: '/api/clinics/{clinicId}/members/{userId}',
          inPath: ['clinicId', 'userId'],
          inQuery: [],
          isRepeatable: false,
        },
        input,
      ),
    /** Take a person out of the clinic. DELETE /api/clinics/{clinicId}/members/{userId} */
    removeMember: (input: {
      readonly clinicId: string;
      /** The `sub` of the person’s tokens */
      readonly userId: string;
      readonly signal?: AbortSignal;
    }) =>
      call<undefined>(
        {
          method: 'DELETE',
          path: '/api/clinics/{clinicId}/members/{userId}',
          inPath: ['clinicId', 'userId'],
          inQuery: [],
          isRepeatable: false,
        },
        input,
      ),
    /** The API keys of the clinic. GET /api/clinics/{clinicId}/api-keys */
    listClinicApiKeys: (input: {
      readonly clinicId: string;
      readonly limit?: number | undefined;
      /** nextCursor of the page before */
      readonly cursor?: string | undefined;
      readonly signal?: AbortSignal;
    }) =>
      call<{
        readonly items: readonly ApiKey[];
        /** Pass it on as `cursor` for the next page; null at the end */
        readonly nextCursor: string | null;
      }>(
        {
          method: 'GET',
          path: '/api/clinics/{clinicId}/api-keys',
          inPath: ['clinicId'],
          inQuery: ['limit', 'cursor'],
          isRepeatable: false,
        },
        input,
      ),
    /** Make an API key for the clinic. POST /api/clinics/{clinicId}/api-keys */
    createClinicApiKey: (input: {
      readonly clinicId: string;
      readonly body: {
        readonly name: string;
        readonly expiresInDays?: number | undefined;
        readonly role?: 'clinic-admin' | 'clinic-staff' | 'service' | undefined;
      };
      /** The same for every repeat; made when absent. */
      readonly idempotencyKey?: string;
      readonly signal?: AbortSignal;
    }) =>
      call<{
        readonly apiKey: ApiKey;
        /** The key itself: shown now and never again, not even to a repeat */
        readonly key?: string | undefined;
      }>(
        {
          method: 'POST',
          path: '/api/clinics/{clinicId}/api-keys',
          inPath: ['clinicId'],
          inQuery: [],
          isRepeatable: true,
        },
        input,
      ),
    /** End an API key of the clinic. DELETE /api/clinics/{clinicId}/api-keys/{keyId} */
    revokeClinicApiKey: (input: {
      readonly clinicId: string;
      readonly keyId: string;
      readonly signal?: AbortSignal;
    }) =>
      call<ApiKey>(
        {
          method: 'DELETE',
          path: '/api/clinics/{clinicId}/api-keys/{keyId}',
          inPath: ['clinicId', 'keyId'],
          inQuery: [],
          isRepeatable: false,
        },
        input,
      ),
    /** The API keys of the installation. GET /api/api-keys */
    listApiKeys: (
      input: {
        readonly limit?: number | undefined;
        /** nextCursor of the page before */
        readonly cursor?: string | undefined;
        readonly signal?: AbortSignal;
      } = {},
    ) =>
      call<{
        readonly items: readonly ApiKey[];
        /** Pass it on as `cursor` for the next page; null at the end */
        readonly nextCursor: string | null;
      }>(
        {
          method: 'GET',
          path: '/api/api-keys',
          inPath: [],
          inQuery: ['limit', 'cursor'],
          isRepeatable: false,
        },
        input,
      ),
    /** Make an API key for several clinics, or for all. POST /api/api-keys */
    createApiKey: (input: {
      readonly body: {
        readonly name: string;
        readonly expiresInDays?: number | undefined;
        readonly role?: 'platform-admin' | 'clinic-admin' | 'clinic-staff' | 'service' | undefined;
        readonly clinicIds?: readonly string[] | undefined;
      };
      /** The same for every repeat; made when absent. */
      readonly idempotencyKey?: string;
      readonly signal?: AbortSignal;
    }) =>
      call<{
        readonly apiKey: ApiKey;
        /** The key itself: shown now and never again, not even to a repeat */
        readonly key?: string | undefined;
      }>({ method: 'POST', path: '/api/api-keys', inPath: [], inQuery: [], isRepeatable: true }, input),
    /** End an API key of the installation. DELETE /api/api-keys/{keyId} */
    revokeApiKey: (input: { readonly keyId: string; readonly signal?: AbortSignal }) =>
      call<ApiKey>(
        {
          method: 'DELETE',
          path: '/api/api-keys/{keyId}',
          inPath: ['keyId'],
          inQuery: [],
          isRepeatable: false,
        },
        input,
      ),
    /** What Meta sent and could not be placed, newest first, without its content. GET /api/parked-items */
    listParkedItems: (
      input: {
        readonly limit?: number | undefined;
        /** nextCursor of the page before */
        readonly cursor?: string | undefined;
        /** All of your clinics when absent */
        readonly clinicId?: string | undefined;
        readonly signal?: AbortSignal;
      } = {},
    ) =>
      call<{
        readonly items: readonly ParkedItem[];
        /** Pass it on as `cursor` for the next page; null at the end */
        readonly nextCursor: string | null;
      }>(
        {
          method: 'GET',
          path: '/api/parked-items',
          inPath: [],
          inQuery: ['limit', 'cursor', 'clinicId'],
          isRepeatable: false,
        },
        input,
      ),
    /** Try again to place what is parked, oldest first, some hundreds at a time. POST /api/parked-items/replay */
    replayParkedItems: (
      input: {
        /** All of your clinics when absent */
        readonly clinicId?: string | undefined;
        /** nextCursor of the part before */
        readonly cursor?: string | undefined;
        /** The same for every repeat; made when absent. */
        readonly idempotencyKey?: string;
        readonly signal?: AbortSignal;
      } = {},
    ) =>
      call<{
        readonly looked: number;
        readonly resolved: number;
        /** Pass it on as `cursor` for the next part; null at the end */
        readonly nextCursor: string | null;
      }>(
        {
          method: 'POST',
          path: '/api/parked-items/replay',
          inPath: [],
          inQuery: ['clinicId', 'cursor'],
          isRepeatable: true,
        },
        input,
      ),
    /** What a person should look at, newest first. GET /api/alerts */
    listAlerts: (
      input: {
        readonly limit?: number | undefined;
        /** nextCursor of the page before */
        readonly cursor?: string | undefined;
        /** All of your clinics when absent */
        readonly clinicId?: string | undefined;
        readonly state?: 'open' | 'resolved' | 'any' | undefined;
        readonly signal?: AbortSignal;
      } = {},
    ) =>
      call<{
        readonly items: readonly Alert[];
        /** Pass it on as `cursor` for the next page; null at the end */
        readonly nextCursor: string | null;
      }>(
        {
          method: 'GET',
          path: '/api/alerts',
          inPath: [],
          inQuery: ['limit', 'cursor', 'clinicId', 'state'],
          isRepeatable: false,
        },
        input,
      ),
    /** Begin to connect the clinic’s Google account: the URL of the consent page. POST /api/google/oauth/start */
    startGoogleConsent: (input: {
      readonly body: { readonly clinicId: string };
      readonly signal?: AbortSignal;
    }) =>
      call<{ readonly consentUrl: string; readonly state: string; readonly expiresAt: string }>(
        { method: 'POST', path: '/api/google/oauth/start', inPath: [], inQuery: [], isRepeatable: false },
        input,
      ),
    /** How the Google connection stands. GET /api/google/session/status */
    googleConnectionStatus: (input: { readonly clinicId: string; readonly signal?: AbortSignal }) =>
      call<GoogleConnection>(
        {
          method: 'GET',
          path: '/api/google/session/status',
          inPath: [],
          inQuery: ['clinicId'],
          isRepeatable: false,
        },
        input,
      ),
    /** Disconnect Google: tokens and chosen calendars are erased here, whatever Google says. DELETE /api/google/oauth/disconnect */
    disconnectGoogle: (input: { readonly clinicId: string; readonly signal?: AbortSignal }) =>
      call<{
        readonly disconnected: true;
        readonly wasConnected: boolean;
        readonly accessAtGoogle: 'revoked' | 'kept' | 'pending' | 'none';
        /** In Portuguese, for the screen */
        readonly message: string;
      }>(
        {
          method: 'DELETE',
          path: '/api/google/oauth/disconnect',
          inPath: [],
          inQuery: ['clinicId'],
          isRepeatable: false,
        },
        input,
      ),
    /** Where Google sends the browser back to. GET /api/google/oauth/callback */
    finishGoogleConsent: (
      input: {
        readonly state?: (string | readonly string[]) | undefined;
        readonly code?: (string | readonly string[]) | undefined;
        readonly error?: (string | readonly string[]) | undefined;
        readonly iss?: (string | readonly string[]) | undefined;
        readonly signal?: AbortSignal;
      } = {},
    ) =>
      call<undefined>(
        {
          method: 'GET',
          path: '/api/google/oauth/callback',
          inPath: [],
          inQuery: ['state', 'code', 'error', 'iss'],
          isRepeatable: false,
        },
        input,
      ),
    /** Every calendar of the connected account, and which ones count. GET /api/google/calendars/list */
    listGoogleCalendars: (input: { readonly clinicId: string; readonly signal?: AbortSignal }) =>
      call<{ readonly calendars: readonly GoogleCalendar[]; readonly unlisted: readonly ClinicCalendar[] }>(
        {
          method: 'GET',
          path: '/api/google/calendars/list',
          inPath: [],
          inQuery: ['clinicId'],
          isRepeatable: false,
        },
        input,
      ),
    /** Choose the calendars that count: the named set becomes the active set. POST /api/google/calendars/associate */
    associateGoogleCalendars: (input: {
      readonly body: {
        readonly clinicId: string;
        readonly calendarIds: readonly string[];
        /** Calendar id to professional id, for the whole set; absent: as it was */
        readonly professionals?: Readonly<Record<string, string>> | undefined;
      };
      /** The same for every repeat; made when absent. */
      readonly idempotencyKey?: string;
      readonly signal?: AbortSignal;
    }) =>
      call<{ readonly calendars: readonly ClinicCalendar[] }>(
        {
          method: 'POST',
          path: '/api/google/calendars/associate',
          inPath: [],
          inQuery: [],
          isRepeatable: true,
        },
        input,
      ),
    /** Free times of a service, over all active calendars. GET /api/google/availability */
    findAvailability: (input: {
      readonly clinicId: string;
      readonly serviceId: string;
      readonly professionalId?: string | undefined;
      /** A day of the clinic’s clocks, e.g. 2026-03-02, or an instant with its offset */
      readonly from: string | string;
      /** A day of the clinic’s clocks, e.g. 2026-03-02, or an instant with its offset */
      readonly to: string | string;
      readonly signal?: AbortSignal;
    }) =>
      call<{
        readonly slots: readonly {
          readonly start: string;
          readonly end: string;
          readonly professionalId?: string | undefined;
          readonly calendarId: string;
        }[];
        /** When the calendars were read */
        readonly asOf: string;
        /** Keep times from being offered */
        readonly unknownCalendars: readonly {
          readonly calendarId: string;
          readonly professionalId?: string | undefined;
          /** Absent: it could not be read, and nothing that depends on it is offered */
          readonly why?: 'not-writable' | 'unassigned' | undefined;
        }[];
      }>(
        {
          method: 'GET',
          path: '/api/google/availability',
          inPath: [],
          inQuery: ['clinicId', 'serviceId', 'professionalId', 'from', 'to'],
          isRepeatable: false,
        },
        input,
      ),
    /** Book a time; it is confirmed when it stands in the calendar. POST /api/appointments */
    bookAppointment: (input: {
      readonly body: {
        readonly clinicId: string;
        readonly serviceId: string;
        readonly professionalId?: string | undefined;
        readonly start: string;
        readonly contactId?: string | undefined;
        /** Where the patient is told; nobody is told without it */
        readonly conversationId?: string | undefined;
      };
      /** The same for every repeat; made when absent. */
      readonly idempotencyKey?: string;
      readonly signal?: AbortSignal;
    }) =>
      call<Appointment>(
        { method: 'POST', path: '/api/appointments', inPath: [], inQuery: [], isRepeatable: true },
        input,
      ),
    /** What the clinic’s book holds in a window, by start. GET /api/appointments */
    listAppointments: (input: {
      readonly clinicId: string;
      readonly limit?: number | undefined;
      /** nextCursor of the page before */
      readonly cursor?: string | undefined;
      /** A day of the clinic’s clocks, e.g. 2026-03-02, or an instant with its offset */
      readonly from: string | string;
      /** A day of the clinic’s clocks, e.g. 2026-03-02, or an instant with its offset */
      readonly to: string | string;
      readonly signal?: AbortSignal;
    }) =>
      call<{
        readonly items: readonly Appointment[];
        /** Pass it on as `cursor` for the next page; null at the end */
        readonly nextCursor: string | null;
      }>(
        {
          method: 'GET',
          path: '/api/appointments',
          inPath: [],
          inQuery: ['clinicId', 'limit', 'cursor', 'from', 'to'],
          isRepeatable: false,
        },
        input,
      ),
    /** One appointment. GET /api/appointments/{id} */
    getAppointment: (input: {
      readonly id: string;
      readonly clinicId: string;
      readonly signal?: AbortSignal;
    }) =>
      call<Appointment>(
        {
          method: 'GET',
          path: '/api/appointments/{id}',
          inPath: ['id'],
          inQuery: ['clinicId'],
          isRepeatable: false,
        },
        input,
      ),
    /** Move to another time; the old one stays until the new one is confirmed. POST /api/appointments/{id}/reschedule */
    rescheduleAppointment: (input: {
      readonly id: string;
      readonly body: {
        readonly clinicId: string;
        readonly start: string;
        readonly professionalId?: string | undefined;
      };
      /** The same for every repeat; made when absent. */
      readonly idempotencyKey?: string;
      readonly signal?: AbortSignal;
    }) =>
      call<Appointment>(
        {
          method: 'POST',
          path: '/api/appointments/{id}/reschedule',
          inPath: ['id'],
          inQuery: [],
          isRepeatable: true,
        },
        input,
      ),
    /** Cancel; the patient is told. POST /api/appointments/{id}/cancel */
    cancelAppointment: (input: {
      readonly id: string;
      readonly body: { readonly clinicId: string; readonly reason?: string | undefined };
      /** The same for every repeat; made when absent. */
      readonly idempotencyKey?: string;
      readonly signal?: AbortSignal;
    }) =>
      call<Appointment>(
        {
          method: 'POST',
          path: '/api/appointments/{id}/cancel',
          inPath: ['id'],
          inQuery: [],
          isRepeatable: true,
        },
        input,
      ),
    /** Find a patient by telephone number. POST /api/clinics/{clinicId}/patients/search */
    searchPatients: (input: {
      readonly clinicId: string;
      readonly body: {
        /** With country code */
        readonly phone: string;
      };
      readonly signal?: AbortSignal;
    }) =>
      call<{ readonly items: readonly Patient[] }>(
        {
          method: 'POST',
          path: '/api/clinics/{clinicId}/patients/search',
          inPath: ['clinicId'],
          inQuery: [],
          isRepeatable: false,
        },
        input,
      ),
    /** Everything that is held about a patient, as one document (atende-patient-export/1). POST /api/clinics/{clinicId}/patients/{contactId}/export */
    exportPatient: (input: {
      readonly clinicId: string;
      readonly contactId: string;
      readonly signal?: AbortSignal;
    }) =>
      call<Readonly<Record<string, unknown>>>(
        {
          method: 'POST',
          path: '/api/clinics/{clinicId}/patients/{contactId}/export',
          inPath: ['clinicId', 'contactId'],
          inQuery: [],
          isRepeatable: false,
        },
        input,
      ),
    /** Erase a patient for good; future events leave the calendar by and by. POST /api/clinics/{clinicId}/patients/{contactId}/erasures */
    erasePatient: (input: {
      readonly clinicId: string;
      readonly contactId: string;
      /** The same for every repeat; made when absent. */
      readonly idempotencyKey?: string;
      readonly signal?: AbortSignal;
    }) =>
      call<Erasure>(
        {
          method: 'POST',
          path: '/api/clinics/{clinicId}/patients/{contactId}/erasures',
          inPath: ['clinicId', 'contactId'],
          inQuery: [],
          isRepeatable: true,
        },
        input,
      ),
    /** What was erased, without who. GET /api/clinics/{clinicId}/erasures/{erasureId} */
    getErasure: (input: {
      readonly clinicId: string;
      readonly erasureId: string;
      readonly signal?: AbortSignal;
    }) =>
      call<Erasure>(
        {
          method: 'GET',
          path: '/api/clinics/{clinicId}/erasures/{erasureId}',
          inPath: ['clinicId', 'erasureId'],
          inQuery: [],
          isRepeatable: false,
        },
        input,
      ),
    /** The signed certificate; it verifies with /.well-known/jwks.json. GET /api/clinics/{clinicId}/erasures/{erasureId}/certificate */
    getErasureCertificate: (input: {
      readonly clinicId: string;
      readonly erasureId: string;
      readonly signal?: AbortSignal;
    }) =>
      call<ErasureCertificate>(
        {
          method: 'GET',
          path: '/api/clinics/{clinicId}/erasures/{erasureId}/certificate',
          inPath: ['clinicId', 'erasureId'],
          inQuery: [],
          isRepeatable: false,
        },
        input,
      ),
    /** How long messages are kept. GET /api/clinics/{clinicId}/retention */
    getRetention: (input: { readonly clinicId: string; readonly signal?: AbortSignal }) =>
      call<Retention>(
        {
          method: 'GET',
          path: '/api/clinics/{clinicId}/retention',
          inPath: ['clinicId'],
          inQuery: [],
          isRepeatable: false,
        },
        input,
      ),
    /** Say how long messages are kept; what is older is deleted within minutes. PUT /api/clinics/{clinicId}/retention */
    setRetention: (input: {
      readonly clinicId: string;
      readonly body: Retention;
      readonly signal?: AbortSignal;
    }) =>
      call<Retention>(
        {
          method: 'PUT',
          path: '/api/clinics/{clinicId}/retention',
          inPath: ['clinicId'],
          inQuery: [],
          isRepeatable: false,
        },
        input,
      ),
    /** The public keys with which certificates of erasure verify. GET /.well-known/jwks.json */
    getCertificateKeys: (input: { readonly signal?: AbortSignal } = {}) =>
      call<KeySet>(
        { method: 'GET', path: '/.well-known/jwks.json', inPath: [], inQuery: [], isRepeatable: false },
        input,
      ),
    /** Who did what, newest first. GET /api/audit */
    listAuditEntries: (
      input: {
        readonly limit?: number | undefined;
        /** nextCursor of the page before */
        readonly cursor?: string | undefined;
        /** All of your clinics when absent */
        readonly clinicId?: string | undefined;
        readonly action?: string | undefined;
        readonly actor?: string | undefined;
        readonly signal?: AbortSignal;
      } = {},
    ) =>
      call<{
        readonly items: readonly AuditEntry[];
        /** Pass it on as `cursor` for the next page; null at the end */
        readonly nextCursor: string | null;
      }>(
        {
          method: 'GET',
          path: '/api/audit',
          inPath: [],
          inQuery: ['limit', 'cursor', 'clinicId', 'action', 'actor'],
          isRepeatable: false,
        },
        input,
      ),
  };
}

export type AtendeClient = ReturnType<typeof atendeClient>;
