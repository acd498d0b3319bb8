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
  /** `error`: what was written there has no effect; `notice`: something is missing */
  readonly severity: 'error' | 'warning' | 'notice';
  /** In Brazilian Portuguese, for the person who saved it */
  readonly message: string;
};

export type ClinicConnections = {
  readonly clinicId: string;
  readonly google: 'connected' | 'renewing_failed' | 'reconnect_required' | 'disconnecting' | 'not_connected';
  /** Its WhatsApp numbers that are switched on */
  readonly numbers: number;
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
    readonly roomIds: readonly string[];
    readonly needsProfessional?: boolean | undefined;
    /** What it says about booking, where that is not what the clinic says */
    readonly rules?: Readonly<Record<string, unknown>> | undefined;
  }[];
  readonly professionals: readonly Readonly<Record<string, unknown>>[];
  readonly rooms: readonly { readonly id: string; readonly name: string }[];
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

export type ClinicAssistant = {
  /** Whether a language model answers in front of the guided assistant */
  readonly usesModel: boolean;
  /** In place of the installation's model; null: that one */
  readonly model: string | null;
  /** Most that it may cost per day, in millionths of a US dollar; null: the installation's limit */
  readonly dayMicrodollars: number | null;
  readonly hearsVoice: boolean;
  /** Whether this installation can have recordings transcribed */
  readonly canHear: boolean;
  /** Whether this installation has a language model */
  readonly isAvailable: boolean;
  readonly today: {
    /** Used and set aside today, as far as the price is known */
    readonly microdollars: number;
    readonly tokens: number;
    /** Turns whose price is not known */
    readonly unpricedTurns: number;
  };
};

export type ClinicAssistantChoice = {
  /** Whether a language model answers in front of the guided assistant */
  readonly usesModel: boolean;
  /** In place of the installation's model; null: that one */
  readonly model: string | null;
  /** Most that it may cost per day, in millionths of a US dollar; null: the installation's limit */
  readonly dayMicrodollars: number | null;
  /** Whether recordings of patients may be given to whoever transcribes them; absent: as before */
  readonly hearsVoice?: boolean | undefined;
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

export type WhatsAppNumberAccount = {
  readonly whatsappNumber: string;
  /** Where the own app of the clinic sends its webhooks */
  readonly webhookPath: string;
  /** One of each kind */
  readonly secrets: readonly WhatsAppNumberSecret[];
};

export type WhatsAppNumberSecret = {
  readonly kind: 'access-token' | 'app-secret' | 'verify-token';
  /** `installation`: that of the platform is used; `revoked`: none at all */
  readonly state: 'own' | 'revoked' | 'installation';
  /** Tells two secrets apart; the secret itself is never shown */
  readonly fingerprint?: string | undefined;
  /** Until then the former app secret counts, too */
  readonly previousUntil?: string | undefined;
  readonly changedAt?: string | undefined;
  readonly changedBy?: string | undefined;
};

export type WhatsAppOnboarding = {
  readonly id: string;
  readonly flow: 'token' | 'signup';
  /** `running` goes on by itself, also after a crash; `choosing` waits for a phoneNumberId */
  readonly state: 'choosing' | 'running' | 'done' | 'refused';
  readonly wabaId?: string | undefined;
  readonly phoneNumberId?: string | undefined;
  /** Under which it is one of the clinic’s numbers */
  readonly whatsappNumber?: string | undefined;
  /** It stays in the WhatsApp Business app as well */
  readonly isCoexistence?: boolean | undefined;
  /** Taken so far, in their order */
  readonly steps: readonly (
    'checked' | 'stored' | 'subscribed' | 'registered' | 'contacts-asked' | 'history-asked'
  )[];
  readonly problem?:
    | {
        readonly code:
          | 'token-invalid'
          | 'account-hidden'
          | 'number-not-in-account'
          | 'number-elsewhere'
          | 'number-unverified'
          | 'number-malformed'
          | 'pin-wrong'
          | 'pin-needed'
          | 'registered-too-often'
          | 'refused'
          | 'unreachable'
          | 'unreadable'
          | 'replaced'
          | 'not-chosen';
        /** In Portuguese */
        readonly message: string;
      }
    | undefined;
  readonly findings: readonly {
    readonly code:
      'scope-missing' | 'token-ends' | 'data-access-ends' | 'templates-hidden' | 'history-declined';
    /** In Portuguese */
    readonly message: string;
  }[];
  readonly choices: readonly {
    readonly phoneNumberId: string;
    readonly wabaId: string;
    readonly displayNumber: string;
    readonly verifiedName?: string | undefined;
  }[];
  readonly startedAt: string;
  readonly endedAt?: string | undefined;
};

export type WhatsAppNumberHealth = {
  readonly clinicId: string;
  readonly whatsappNumber: string;
  /** Of the last try */
  readonly readAt: string;
  /** Why the last try failed: Meta’s code, or ours */
  readonly failure?: string | undefined;
  readonly issues: readonly {
    readonly code:
      | 'token-dead'
      | 'token-ends'
      | 'token-ends-soon'
      | 'data-access-ends'
      | 'data-access-ends-soon'
      | 'quality-low'
      | 'limit-lowered'
      | 'name-declined'
      | 'sending-blocked'
      | 'sending-limited'
      | 'status-risky'
      | 'webhooks-off';
    /** In Portuguese, with what to do */
    readonly message: string;
  }[];
  /** As Meta said last, about once a day */
  readonly health?:
    | {
        readonly displayNumber?: string | undefined;
        readonly verifiedName?: string | undefined;
        /** e.g. CONNECTED */
        readonly status?: string | undefined;
        /** GREEN, YELLOW, RED or UNKNOWN */
        readonly quality?: string | undefined;
        /** e.g. APPROVED */
        readonly nameStatus?: string | undefined;
        /** How many people may be written to first within a day, e.g. TIER_250 */
        readonly messagingLimit?: string | undefined;
        readonly throughput?: string | undefined;
        /** AVAILABLE, LIMITED or BLOCKED; a missing payment method shows here */
        readonly canSend?: string | undefined;
        /** In Meta’s English words */
        readonly sendProblems?: readonly string[] | undefined;
        /** Whether an app gets what patients write to it */
        readonly isSubscribed?: boolean | undefined;
        /** Of its own token; absent: never, or not known */
        readonly tokenEndsAt?: string | undefined;
        readonly dataAccessEndsAt?: string | undefined;
      }
    | undefined;
};

export type Conversation = {
  readonly id: string;
  /** The clinic’s number, digits */
  readonly whatsappNumber: string;
  readonly contact: {
    readonly id: string;
    readonly name?: string | undefined;
    readonly phone?: string | undefined;
    /** Wants nothing that the clinic starts by itself: since when, and how they said it */
    readonly optedOut?: { readonly at: string; readonly by: 'whatsapp' | 'message' } | undefined;
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
        /** As it stands now, after corrections; empty when it was deleted */
        readonly text: string;
        /** Whoever wrote it has deleted it for everybody */
        readonly deletedAt?: string | undefined;
        /** When it was stored; of imported history, when it was written */
        readonly createdAt: string;
      }
    | undefined;
  /** What the patient said last */
  readonly lastPatientMessage?:
    | {
        readonly id: string;
        readonly direction: 'inbound' | 'outbound';
        /** `patient`, `assistant`, `human` (somebody of the clinic through us), `staff` (on the clinic’s phone), `notice`, `standby`, `history`, `group` */
        readonly origin: string;
        readonly type: string;
        /** As it stands now, after corrections; empty when it was deleted */
        readonly text: string;
        /** Whoever wrote it has deleted it for everybody */
        readonly deletedAt?: string | undefined;
        /** When it was stored; of imported history, when it was written */
        readonly createdAt: string;
      }
    | undefined;
  /** Somebody of the clinic has to look at it */
  readonly waiting?:
    | {
        /** Of the handover; or `patient-waits`: people have it, and the patient has written since */
        readonly reason: string;
        readonly since: string;
      }
    | undefined;
  /** The assistant has asked for people, and nobody has acted since */
  readonly handover?:
    | {
        /** As in the alert, e.g. `asked-for-human`, `complaint`, `health-question` */
        readonly reason: string;
        /** What the team needs to know, in Portuguese */
        readonly summary: string;
        readonly at: string;
      }
    | undefined;
  /** The last emergency that was found in what the patient wrote, and answered */
  readonly alarm?: { readonly danger: 'emergency' | 'suicidal'; readonly at: string } | undefined;
  /** Something is not said yet because the patient wrote more than 24 hours ago */
  readonly waitsForWindow: boolean;
  /** Our last message failed, and nothing that was written later has arrived; shown for a week */
  readonly undelivered?: { readonly at: string; readonly errorCode?: string | undefined } | undefined;
  /** Who of the team looks after it; absent: nobody */
  readonly assignment?:
    | {
        /** As in the audit log */
        readonly actor: string;
        readonly since: string;
      }
    | undefined;
};

export type ConversationCounts = {
  readonly waiting: number;
  readonly unread: number;
  readonly human: number;
  readonly assistant: number;
  readonly mine: number;
};

export type Message = {
  readonly id: string;
  readonly direction: 'inbound' | 'outbound';
  /** `patient`, `assistant`, `human` (somebody of the clinic through us), `staff` (on the clinic’s phone), `notice`, `standby`, `history`, `group` */
  readonly origin: string;
  readonly type: string;
  /** As it stands now, after corrections; empty when it was deleted */
  readonly text: string;
  /** Whoever wrote it has deleted it for everybody */
  readonly deletedAt?: string | undefined;
  /** When it was stored; of imported history, when it was written */
  readonly createdAt: string;
  readonly conversationId: string;
  readonly metaMessageId?: string | undefined;
  readonly choice?: { readonly id: string; readonly title: string } | undefined;
  readonly details?: MessageDetails | undefined;
  readonly media?: MessageMedia | undefined;
  /** What it answers; only WhatsApp’s id where that message is not in this conversation */
  readonly quote?:
    | {
        readonly metaMessageId: string;
        readonly id?: string | undefined;
        readonly by?: 'patient' | 'clinic' | undefined;
        readonly type?: string | undefined;
        readonly text?: string | undefined;
        readonly deletedAt?: string | undefined;
        readonly media?:
          | {
              /** `due`: being fetched from WhatsApp; `unavailable`: lost */
              readonly state: 'due' | 'stored' | 'unavailable';
              /** What the bytes are, whatever the sender called them */
              readonly type?: string | undefined;
              /** As the sender called it */
              readonly fileName?: string | undefined;
            }
          | undefined;
      }
    | undefined;
  /** Its words were changed */
  readonly edited?:
    | {
        readonly at: string;
        /** The first words of it */
        readonly before: string;
      }
    | undefined;
  /** The last one of each side */
  readonly reactions?:
    readonly { readonly emoji: string; readonly by: 'patient' | 'clinic'; readonly at: string }[] | undefined;
  /** `waiting`: goes out when the patient writes, or as a template */
  readonly status:
    | 'queued'
    | 'sending'
    | 'unknown'
    | 'waiting'
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

export type MessageDetails = {
  readonly forwarded?: 'once' | 'often' | undefined;
  readonly fileName?: string | undefined;
  /** Recorded in WhatsApp */
  readonly isVoice?: boolean | undefined;
  readonly location?:
    | {
        readonly latitude: number;
        readonly longitude: number;
        readonly name?: string | undefined;
        readonly address?: string | undefined;
      }
    | undefined;
  readonly contacts?:
    | readonly {
        readonly name: string;
        readonly phones: readonly string[];
        readonly emails: readonly string[];
        readonly organisation?: string | undefined;
      }[]
    | undefined;
  /** The sender’s own phone, given when the clinic asked for it */
  readonly ownPhone?: string | undefined;
  readonly order?:
    | {
        readonly catalogId?: string | undefined;
        readonly items: readonly {
          readonly productId: string;
          readonly quantity?: string | undefined;
          readonly price?: string | undefined;
          readonly currency?: string | undefined;
        }[];
        /** What the patient wrote beside it */
        readonly note?: string | undefined;
      }
    | undefined;
  readonly form?:
    | {
        readonly name?: string | undefined;
        readonly answers: readonly { readonly name: string; readonly value: string }[];
      }
    | undefined;
  /** The advertisement or post that brought the patient */
  readonly referral?:
    | {
        readonly source?: 'ad' | 'post' | undefined;
        readonly url?: string | undefined;
        readonly id?: string | undefined;
        readonly headline?: string | undefined;
        readonly body?: string | undefined;
        readonly clickId?: string | undefined;
      }
    | undefined;
  readonly product?: { readonly catalogId?: string | undefined; readonly productId: string } | undefined;
  /** Of a call that is over; whose call it was is its direction */
  readonly call?:
    | {
        /** `missed`: nobody took it; `rejected`: it was declined; `ended`: both have talked */
        readonly outcome: 'missed' | 'rejected' | 'ended';
        /** How long both have talked */
        readonly seconds?: number | undefined;
      }
    | undefined;
};

export type MessageMedia = {
  /** `due`: being fetched from WhatsApp; `unavailable`: lost */
  readonly state: 'due' | 'stored' | 'unavailable';
  /** As the sender called it */
  readonly fileName?: string | undefined;
  /** What the bytes are, whatever the sender called them */
  readonly type?: string | undefined;
  readonly size?: number | undefined;
  /** Why it is not there (yet) */
  readonly errorCode?: string | undefined;
  /** What a machine understood of a recording of a patient; it may be wrong */
  readonly transcript?:
    | {
        /** `due`: being listened to; `unheard`: there will be no words */
        readonly state: 'due' | 'heard' | 'unheard';
        readonly text?: string | undefined;
        /** Why there are no words (yet) */
        readonly errorCode?: string | undefined;
      }
    | undefined;
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

export type ConversationNote = {
  readonly id: string;
  readonly conversationId: string;
  readonly text: string;
  /** As in the audit log */
  readonly writtenBy: string;
  readonly createdAt: string;
};

export type KnownIdentity = {
  /** `phone`: with the ninth digit; `wa_id`: as WhatsApp spells it; `bsuid`, `parent_bsuid`: WhatsApp’s own ids of the person */
  readonly kind: 'phone' | 'wa_id' | 'bsuid' | 'parent_bsuid';
  readonly value: string;
  /** The person has given it up, or changed it */
  readonly isFormer: boolean;
};

export type FoundMessage = {
  readonly id: string;
  readonly conversationId: string;
  readonly contact: {
    readonly id: string;
    readonly name?: string | undefined;
    readonly phone?: string | undefined;
  };
  readonly direction: 'inbound' | 'outbound';
  /** `patient`, `assistant`, `human` (somebody of the clinic through us), `staff` (on the clinic’s phone), `notice`, `standby`, `history`, `group` */
  readonly origin: string;
  readonly type: string;
  /** When it was stored; of imported history, when it was written */
  readonly createdAt: string;
  /** The first word that was found as it was written, and up to 70 letters on either side */
  readonly excerpt: { readonly before: string; readonly match: string; readonly after: string };
};

export type MessagesAround = {
  /** Newest first */
  readonly items: readonly Message[];
  readonly hasNewer: boolean;
  readonly hasOlder: boolean;
};

export type ConversationAssignment = {
  /** Where it goes on after merges */
  readonly conversationId: string;
  /** Who of the team looks after it; absent: nobody */
  readonly assignment?:
    | {
        /** As in the audit log */
        readonly actor: string;
        readonly since: string;
      }
    | undefined;
};

export type OfferedTemplate = {
  readonly name: string;
  readonly language: string;
  /** With its variables: `Olá, {{paciente}}.` */
  readonly body: string;
  readonly fields: readonly {
    /** Of the variable */
    readonly name: string;
    /** What is known for it; empty where the writer has to say it */
    readonly value: string;
  }[];
  /** The field for the words of the team, in the template that the clinic uses for them */
  readonly textField?: string | undefined;
};

export type UploadedFile = {
  readonly fileId: string;
  /** As what it will be sent */
  readonly kind: 'image' | 'video' | 'audio' | 'document';
  readonly fileName: string;
  readonly type: string;
  readonly size: number;
  /** Shown as if it was recorded in WhatsApp */
  readonly isVoice: boolean;
};

export type TurnRecord = {
  readonly turnId: string;
  readonly recordedAt: string;
  readonly outcome: 'sent' | 'overtaken' | 'failed';
  /** The messages that the patient was sent */
  readonly replyIds: readonly string[];
  /** The messages that were answered */
  readonly messageIds: readonly string[];
  readonly answeredBy: 'model' | 'guided';
  /** Whether the model chose or said something */
  readonly isDecided: boolean;
  /** Why the guided assistant answered */
  readonly why?: string | undefined;
  /** Words of the model that were not sent, and what they stated without ground */
  readonly replaced?: { readonly words: string; readonly because: readonly string[] } | undefined;
  readonly model: string;
  readonly contextVersion: number;
  /** SHA-256 of the rules and the context as the model read them */
  readonly instructionsHash: string;
  readonly situation: string;
  readonly steps: readonly {
    readonly ms: number;
    /** said, calls, cut, or how the provider failed */
    readonly end: string;
    readonly text: string;
    readonly calls: readonly {
      readonly name: string;
      readonly arguments: unknown;
      readonly outcome: 'read' | 'chosen' | 'refused' | 'not-run';
      readonly result: unknown;
    }[];
  }[];
  readonly tokens: {
    readonly input?: number | undefined;
    readonly cached?: number | undefined;
    /** Put into the cache of the provider */
    readonly cacheWritten?: number | undefined;
    readonly output?: number | undefined;
  };
  /** Absent where the price is not known */
  readonly microdollars?: number | undefined;
  readonly ms: number;
};

export type ReplayedTurn = {
  readonly isSame: boolean;
  readonly before: {
    readonly answeredBy: string;
    readonly why?: string | undefined;
    readonly replies: readonly unknown[];
  };
  readonly after: {
    readonly answeredBy: string;
    readonly why?: string | undefined;
    readonly replies: readonly unknown[];
  };
  /** Looks at what the record does not hold: they found nothing, and a difference may come of it */
  readonly unrecorded: number;
};

export type Templates = { readonly templates: readonly Template[]; readonly uses: readonly TemplateUse[] };

export type Template = {
  readonly wabaId: string;
  readonly name: string;
  readonly language: string;
  /** Meta’s word, e.g. `APPROVED`, `PENDING`, `PAUSED`; `DELETED` when it is gone */
  readonly status: string;
  /** As Meta sees it now; only `UTILITY` is used */
  readonly category: string;
  readonly quality?: string | undefined;
  /** Meta’s word for why it was rejected or changed */
  readonly reason?: string | undefined;
  readonly parameterFormat: 'named' | 'positional';
  readonly body: string;
  readonly header?: string | undefined;
  readonly buttons: readonly { readonly kind: string; readonly title: string }[];
  readonly usable: boolean;
};

export type TemplateUse = {
  readonly purpose: 'reminder' | 'confirmation' | 'cancelled' | 'moved' | 'team-text' | 'reopening';
  readonly name: string;
  readonly language: string;
  /** What each variable stands for */
  readonly variables: Readonly<
    Record<string, 'patient' | 'clinic' | 'professional' | 'date' | 'time' | 'address' | 'text'>
  >;
  /** What each quick reply does, in their order */
  readonly buttons: readonly ('attend' | 'move' | 'cancel')[];
};

export type OpenedConversation = {
  readonly contactId: string;
  readonly conversationId: string;
  /** As the person is known: not as given, if they were before */
  readonly name?: string | undefined;
};

export type QuickAnswer = {
  readonly id: string;
  /** Once per clinic, whatever the case */
  readonly name: string;
  readonly text: string;
};

export type ClinicMember = {
  readonly clinicId: string;
  readonly userId: string;
  readonly role: 'clinic-admin' | 'clinic-staff';
  readonly displayName?: string | undefined;
  /** By which they were invited */
  readonly email?: string | undefined;
  readonly addedBy: string;
  readonly createdAt: string;
  readonly updatedAt: string;
};

export type Colleague = {
  readonly userId: string;
  /** As in the audit log, and in `sentBy` of what they wrote */
  readonly actor: string;
  /** Absent where nobody has said one */
  readonly name?: string | undefined;
};

export type Invitation = {
  readonly clinicId: string;
  readonly id: string;
  readonly email: string;
  readonly role: 'clinic-admin' | 'clinic-staff';
  readonly invitedBy: string;
  readonly createdAt: string;
  readonly expiresAt: string;
};

export type BrowserSession = {
  readonly id: string;
  readonly userId: string;
  readonly email?: string | undefined;
  readonly displayName?: string | undefined;
  readonly createdAt: string;
  readonly lastUsedAt: string;
  /** If nobody uses it any more */
  readonly endsAt: string;
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
  /** e.g. `number-unknown`, `number-inactive`, `status-without-message`, `field:calls` */
  readonly reason: string;
  readonly kind: 'message' | 'status' | 'preference' | 'account' | 'template' | 'unhandled';
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
  readonly kind:
    | 'sends-stopped'
    | 'emergency'
    | 'handover'
    | 'turn-failed'
    | 'message-changed'
    | 'needs-template'
    | 'media-unavailable'
    | 'template-unusable'
    | 'webhook-foreign'
    | 'whatsapp-account'
    | 'number-health'
    | 'whatsapp-token-ends'
    | 'send-failed'
    | 'send-unconfirmed'
    | 'google-reconnect-required'
    | 'google-renewal-failing'
    | 'google-access-ends'
    | 'google-disconnected'
    | 'google-revocation-failed'
    | 'google-calendars-unreachable'
    | 'google-client-refused'
    | 'google-request-refused'
    | 'google-misconfigured'
    | 'encryption-key-missing'
    | 'calendar-access'
    | 'calendar-unreadable'
    | 'calendar-not-writable'
    | 'calendar-writes-paused'
    | 'calendar-unassigned'
    | 'calendar-left-visits'
    | 'calendar-shows-erased'
    | 'calendar-conflict'
    | 'visit-outside-hours'
    | 'visit-deleted-in-calendar'
    | 'booking-failed'
    | 'event-left-behind'
    | 'model-refused'
    | 'model-budget'
    | 'number-unknown'
    | 'items-parked'
    | 'alerts-undelivered';
  /** What has happened, in Brazilian Portuguese */
  readonly title: string;
  /** What the clinic can do */
  readonly action: string;
  /** Where that is done */
  readonly place: 'conversation' | 'google' | 'whatsapp' | 'agenda' | 'alert-settings' | 'nowhere';
  /** What it is about: of a conversation or a visit its id */
  readonly subject: string;
  /** For operators, mostly in English */
  readonly message: string;
  readonly occurrences: number;
  readonly openedAt: string;
  readonly lastSeenAt: string;
  readonly resolvedAt?: string | undefined;
};

export type AlertCounts = {
  /** Absent for what concerns the whole installation */
  readonly clinicId?: string | undefined;
  /** Those that are told at any hour */
  readonly now: number;
  /** Those that wait for the end of quiet hours */
  readonly today: number;
  /** Those that do not get worse */
  readonly later: number;
  /** Of all of them, those that are about Google */
  readonly google: number;
  /** Of all of them, those that are about the WhatsApp numbers */
  readonly whatsapp: number;
};

export type AlertSettings = {
  readonly webhook?:
    | {
        readonly address: string;
        /** The last attempt */
        readonly last?:
          | {
              readonly event: 'opened' | 'escalated' | 'resolved' | 'test';
              readonly at: string;
              /** Why it did not arrive; absent when it did */
              readonly code?: string | undefined;
            }
          | undefined;
      }
    | undefined;
  readonly mailboxes: readonly {
    readonly address: string;
    /** The last attempt */
    readonly last?:
      | {
          readonly event: 'opened' | 'escalated' | 'resolved' | 'test';
          readonly at: string;
          /** Why it did not arrive; absent when it did */
          readonly code?: string | undefined;
        }
      | undefined;
  }[];
  /** By the clinic's clocks: then only what cannot wait is told */
  readonly quietHours?: { readonly from: string; readonly to: string } | undefined;
  /** Whether this installation has a mail server */
  readonly sendsMail: boolean;
  /** What a new webhook is signed with: shown now and never again */
  readonly webhookSecret?: string | undefined;
};

export type ClinicMetrics = {
  /** The present hour of the clinic, or its day, is the last one */
  readonly period: '24h' | '7d' | '30d' | '90d';
  readonly from: string;
  readonly to: string;
  /** IANA name: of the hours and days */
  readonly timeZone: string;
  /** Messages of patients */
  readonly received: number;
  /** Our messages, by who wrote them; notices tell of visits */
  readonly sent: { readonly assistant: number; readonly people: number; readonly notices: number };
  /** Conversations that were given to people */
  readonly handovers: number;
  /** Appointments that were made */
  readonly bookings: number;
  /** Confirmed visits that patients cancelled or moved through us, 4 hours before them or earlier */
  readonly freedTimes: number;
  readonly failedSends: number;
  /** How long patients waited for the next message of ours; absent times: nobody was answered */
  readonly firstAnswer: {
    readonly count: number;
    readonly medianMs?: number | undefined;
    readonly p90Ms?: number | undefined;
  };
  /** Language models, of the whole days in the period, today among them */
  readonly model: { readonly microdollars: number; readonly tokens: number };
  /** What the clinic is promised, over thirty days of UTC whatever the period */
  readonly objectives: readonly {
    readonly objective: 'acknowledged' | 'answered' | 'delivered' | 'calendar-fresh' | 'token-healthy';
    /** Of how many events it is to be kept */
    readonly target: number;
    readonly kept: number;
    readonly broken: number;
    /** What is left of the events in which it may be broken: 1 is all, below 0 is none */
    readonly budgetLeft: number;
  }[];
  /** The hours of `24h`, else the days, oldest first, each with its part of the counts */
  readonly points: readonly FigurePoint[];
  /** false: only the newest 20 000 conversations were counted */
  readonly isComplete: boolean;
};

export type FigurePoint = {
  readonly start: string;
  /** Messages of patients */
  readonly received: number;
  /** Our messages, by who wrote them; notices tell of visits */
  readonly sent: { readonly assistant: number; readonly people: number; readonly notices: number };
  /** Conversations that were given to people */
  readonly handovers: number;
  /** Appointments that were made */
  readonly bookings: number;
  /** Confirmed visits that patients cancelled or moved through us, 4 hours before them or earlier */
  readonly freedTimes: number;
  readonly failedSends: number;
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
  /** What the account may do with it */
  readonly use: 'bookable' | 'busy-only';
  readonly isAssociated: boolean;
  readonly professionalId?: string | undefined;
  readonly roomId?: string | undefined;
  /** `write`: visits are written to it; `busy`: its events only keep times away; `ignore`: nothing of it counts */
  readonly chosenUse?: 'write' | 'busy' | 'ignore' | undefined;
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
  readonly roomId?: string | undefined;
  /** `write`: visits are written to it; `busy`: its events only keep times away; `ignore`: nothing of it counts */
  readonly chosenUse?: 'write' | 'busy' | 'ignore' | undefined;
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
  /** The room or device that it takes */
  readonly roomId?: string | undefined;
  readonly calendarId: string;
  readonly contactId?: string | undefined;
  readonly conversationId?: string | undefined;
  /** Ends when this one is confirmed */
  readonly replaces?: string | undefined;
  readonly requestedAt?: string | undefined;
  readonly holdExpiresAt?: string | undefined;
  /** Its event was deleted in Google: the clinic has to cancel or to keep it */
  readonly askedAbout?: 'deletion' | undefined;
  /** When the patient said that they will come */
  readonly attendanceConfirmedAt?: string | undefined;
  readonly createdAt: string;
  readonly version: number;
};

export type EventTextInWork = {
  readonly appointmentId: string;
  readonly calendarId: string;
  readonly start: string;
  readonly end: string;
  /** The most that the event may show now; absent: the service at most */
  readonly shows?: 'nothing' | 'service' | 'first-name' | 'name-and-phone' | undefined;
  /** It still says whose visit it was, and the person was erased */
  readonly isErased: boolean;
  readonly attempts: number;
  /** Why it could not be changed, e.g. `not-connected` */
  readonly failure?: string | undefined;
  /** The next try; absent: none before the clinic connects again */
  readonly dueAt?: string | undefined;
};

export type Agenda = {
  /** IANA name */
  readonly timeZone: string;
  readonly professionals: readonly {
    readonly id: string;
    readonly name: string;
    readonly working: readonly { readonly start: string; readonly end: string }[];
  }[];
  /** Live ones, oldest first */
  readonly appointments: readonly {
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
    /** The room or device that it takes */
    readonly roomId?: string | undefined;
    readonly calendarId: string;
    readonly contactId?: string | undefined;
    readonly conversationId?: string | undefined;
    /** Ends when this one is confirmed */
    readonly replaces?: string | undefined;
    readonly requestedAt?: string | undefined;
    readonly holdExpiresAt?: string | undefined;
    /** Its event was deleted in Google: the clinic has to cancel or to keep it */
    readonly askedAbout?: 'deletion' | undefined;
    /** When the patient said that they will come */
    readonly attendanceConfirmedAt?: string | undefined;
    readonly createdAt: string;
    readonly version: number;
    readonly patient?:
      { readonly name?: string | undefined; readonly phone?: string | undefined } | undefined;
  }[];
  /** Unless `read`, only our own book is known */
  readonly google: 'read' | 'not-connected' | 'reconnect-required' | 'unavailable';
  readonly calendars: readonly {
    readonly calendarId: string;
    readonly summary: string;
    /** Absent: it counts for everybody, or for a room */
    readonly professionalId?: string | undefined;
    /** Besides our own appointments; nothing is offered where it is unknown */
    readonly busy: readonly { readonly start: string; readonly end: string }[] | 'unknown';
  }[];
  /** When the calendars were read */
  readonly asOf: string;
};

export type ToldAppointment = {
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
  /** The room or device that it takes */
  readonly roomId?: string | undefined;
  readonly calendarId: string;
  readonly contactId?: string | undefined;
  readonly conversationId?: string | undefined;
  /** Ends when this one is confirmed */
  readonly replaces?: string | undefined;
  readonly requestedAt?: string | undefined;
  readonly holdExpiresAt?: string | undefined;
  /** Its event was deleted in Google: the clinic has to cancel or to keep it */
  readonly askedAbout?: 'deletion' | undefined;
  /** When the patient said that they will come */
  readonly attendanceConfirmedAt?: string | undefined;
  readonly createdAt: string;
  readonly version: number;
  /** How the patient will be told, as things stand now */
  readonly patientNotice: PatientNotice;
};

export type PatientNotice = {
  /** `message`: at once; `template`: at once, as one, because the patient wrote more than 24 hours ago; `when-patient-writes`: the same without a template, so it waits, with an alert */
  readonly how: 'message' | 'template' | 'when-patient-writes' | 'none';
  /** Of `none`: nobody to write to; it was only held, or the clinic tells them itself; nothing changed, or by the patient */
  readonly because?: 'no-conversation' | 'opted-out' | 'not-wanted' | 'known' | undefined;
};

export type UnconfirmedVisit = {
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
  /** The room or device that it takes */
  readonly roomId?: string | undefined;
  readonly calendarId: string;
  readonly contactId?: string | undefined;
  readonly conversationId?: string | undefined;
  /** Ends when this one is confirmed */
  readonly replaces?: string | undefined;
  readonly requestedAt?: string | undefined;
  readonly holdExpiresAt?: string | undefined;
  /** Its event was deleted in Google: the clinic has to cancel or to keep it */
  readonly askedAbout?: 'deletion' | undefined;
  /** When the patient said that they will come */
  readonly attendanceConfirmedAt?: string | undefined;
  readonly createdAt: string;
  readonly version: number;
  /** Of its present time, oldest first */
  readonly reminders: readonly Reminder[];
};

export type Reminder = {
  /** `days:1`: on an earlier day; `minutes:120`: so long before */
  readonly rule: string;
  readonly dueAt: string;
  readonly decidedAt: string;
  /** Why it was not sent. `already-confirmed`; `too-late`: it came up when it was worth nothing any more; `next-one-due`: the next one was due as well; `just-booked`, `just-reminded`: within two hours; `opted-out`: the patient wants nothing that the clinic starts by itself; `no-conversation`: nobody to write to; `no-template`: the patient wrote more than 24 hours ago, and there is no template for reminders */
  readonly skipped?:
    | 'already-confirmed'
    | 'too-late'
    | 'next-one-due'
    | 'just-booked'
    | 'just-reminded'
    | 'opted-out'
    | 'no-conversation'
    | 'no-template'
    | undefined;
  /** The message that reminds, in the conversation of the visit */
  readonly messageId?: string | undefined;
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
  /** Who had it done, as in the audit log; absent: not known */
  readonly erasedBy?: string | undefined;
  /** Rows deleted, or emptied of the person, per table */
  readonly counts: {
    readonly contacts: number;
    readonly contact_identities: number;
    readonly contact_merges: number;
    readonly whatsapp_conversations_improved: number;
    readonly whatsapp_messages_improved: number;
    readonly message_media: number;
    readonly outgoing_files: number;
    readonly conversation_notes: number;
    readonly turn_records: number;
    readonly send_pacing: number;
    readonly appointments: number;
    readonly idempotency_keys: number;
    readonly idempotent_requests: number;
    readonly alerts: number;
    readonly webhook_items: number;
  };
};

export type Retention = {
  /** null: messages are kept until somebody is erased */
  readonly days: number | null;
};

export type KeySet = { readonly keys: readonly Readonly<Record<string, unknown>>[] };

export type ErasureCertificate = {
  /** Compact JWS, EdDSA */
  readonly certificate: string;
};

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
  | 'access.identity-provider-unavailable'
  | 'access.invitation-not-found'
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
  | 'access.session-not-found'
  | 'access.sign-in-refused'
  | 'access.token-expired'
  | 'access.token-invalid'
  | 'access.token-missing'
  | 'alerting.address-refused'
  | 'alerting.mail-unavailable'
  | 'alerting.no-webhook'
  | 'assistant.model-not-offered'
  | 'assistant.turn-record-not-found'
  | 'clinic.changed'
  | 'clinic.context-changed'
  | 'clinic.id-taken'
  | 'clinic.not-found'
  | 'clinic.number-changed'
  | 'clinic.number-malformed'
  | 'clinic.number-not-found'
  | 'clinic.number-taken'
  | 'clinic.quick-answer-empty'
  | 'clinic.quick-answer-name-taken'
  | 'clinic.quick-answer-not-found'
  | 'clinic.quick-answers-full'
  | 'clinic.unknown-time-zone'
  | 'clinic.version-not-found'
  | 'connection.calendar-use-refused'
  | 'connection.calendars-unassigned'
  | 'connection.changed'
  | 'connection.google-misconfigured'
  | 'connection.google-unavailable'
  | 'connection.not-connected'
  | 'connection.reconnect-required'
  | 'connection.unknown-calendars'
  | 'connection.unknown-professionals'
  | 'connection.unknown-rooms'
  | 'conversation.colleague-unknown'
  | 'conversation.contact-opted-out'
  | 'conversation.message-not-found'
  | 'conversation.message-out-of-reach'
  | 'conversation.moved-on'
  | 'conversation.not-found'
  | 'conversation.note-empty'
  | 'conversation.note-not-found'
  | 'conversation.note-of-another'
  | 'conversation.phone-known'
  | 'conversation.phone-malformed'
  | 'conversation.reaction-invalid'
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
  | 'http.length-missing'
  | 'http.overloaded'
  | 'http.rate-limited'
  | 'http.timeout'
  | 'http.too-many-streams'
  | 'http.unsupported-content'
  | 'http.version-invalid'
  | 'http.version-missing'
  | 'media.caption-not-possible'
  | 'media.incomplete'
  | 'media.not-found'
  | 'media.not-ready'
  | 'media.too-large'
  | 'media.type-refused'
  | 'media.unavailable'
  | 'media.upload-not-found'
  | 'messaging.ingest-overloaded'
  | 'messaging.ingest-unavailable'
  | 'privacy.certificate-not-ready'
  | 'privacy.erasure-not-found'
  | 'privacy.person-not-found'
  | 'push.endpoint-refused'
  | 'push.not-set-up'
  | 'push.subscription-not-found'
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
  | 'scheduling.slot-taken'
  | 'template.account-unknown'
  | 'template.meta-unavailable'
  | 'template.not-found'
  | 'template.unfit'
  | 'template.unusable'
  | 'whatsapp.number-without-id'
  | 'whatsapp.onboarding-not-found'
  | 'whatsapp.signup-code-refused'
  | 'whatsapp.signup-unanswered'
  | 'whatsapp.signup-unavailable'
  | 'whatsapp.signup-without-number';

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

const caller =
  ({ baseUrl, token, fetch: send = fetch, language }: AtendeOptions) =>
  async <Result>(
    input: Readonly<Record<string, unknown>>,
    method: string,
    /** With the names of what stands in it, as `/api/clinics/{clinicId}`. */
    place: string,
    inQuery: readonly string[] = [],
    /** Sent again with the same key it is done once. */
    isRepeatable = false,
  ): Promise<Result> => {
    const path = place.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(input[name])));
    const query = new URLSearchParams();
    for (const name of inQuery) {
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
      method,
      headers: {
        ...(bearer === undefined ? { 'x-atende-request': '1' } : { authorization: `Bearer ${bearer}` }),
        ...(language !== undefined && { 'accept-language': language }),
        ...(body !== undefined && !(body instanceof Blob) && { 'content-type': 'application/json' }),
        ...(ifMatch !== undefined && { 'if-match': `"${ifMatch}"` }),
        ...(isRepeatable && { 'idempotency-key': idempotencyKey ?? crypto.randomUUID() }),
      },
      ...(body !== undefined && { body: body instanceof Blob ? body : JSON.stringify(body) }),
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
    /** How people sign in with a browser. GET /api/session */
    howToSignIn: (input: { readonly signal?: AbortSignal } = {}) =>
      call<{ readonly by: 'provider' | 'link' | 'nothing' }>(input, 'GET', '/api/session'),
    /** Sign out of this browser. DELETE /api/session */
    endSession: (input: { readonly signal?: AbortSignal } = {}) =>
      call<undefined>(input, 'DELETE', '/api/session'),
    /** Who you are, and in which clinics. GET /api/me */
    whoAmI: (input: { readonly signal?: AbortSignal } = {}) =>
      call<{
        readonly actor: string;
        readonly userId: string;
        readonly kind: 'person' | 'machine';
        /** Of who signed in with a browser, as the provider says it */
        readonly displayName?: string | undefined;
        /** As displayName; proven by the provider */
        readonly email?: string | undefined;
        /** Of who signed in with a browser; another one after signing in again */
        readonly sessionId?: string | undefined;
        readonly isPlatformAdmin: boolean;
        readonly clinics: readonly {
          readonly clinicId: string;
          readonly role: 'clinic-admin' | 'clinic-staff' | 'service';
        }[];
      }>(input, 'GET', '/api/me'),
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
      }>(input, 'GET', '/api/clinics', ['limit', 'cursor']),
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
        input,
        'POST',
        '/api/clinics',
        [],
        true,
      ),
    /** One clinic. GET /api/clinics/{clinicId} */
    getClinic: (input: { readonly clinicId: string; readonly signal?: AbortSignal }) =>
      call<Clinic>(input, 'GET', '/api/clinics/{clinicId}'),
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
    }) => call<Clinic>(input, 'PATCH', '/api/clinics/{clinicId}'),
    /** Which clinics are connected to Google and have WhatsApp numbers, at most 5000 by id. GET /api/clinic-connections */
    listClinicConnections: (input: { readonly signal?: AbortSignal } = {}) =>
      call<{ readonly items: readonly ClinicConnections[] }>(input, 'GET', '/api/clinic-connections'),
    /** What the clinics screen saved. GET /api/clinics/{clinicId}/context */
    getClinicContext: (input: { readonly clinicId: string; readonly signal?: AbortSignal }) =>
      call<{
        readonly version: number;
        readonly savedAt: string;
        /** Absent when it was written past the API */
        readonly savedBy?: string | undefined;
        readonly restoredFrom?: number | undefined;
        readonly document: unknown;
      }>(input, 'GET', '/api/clinics/{clinicId}/context'),
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
      }>(input, 'PUT', '/api/clinics/{clinicId}/context'),
    /** What the assistant would know; nothing is saved. POST /api/clinics/{clinicId}/context/preview */
    previewClinicContext: (input: {
      readonly clinicId: string;
      readonly body: {
        /** The saved one when absent */
        readonly document?: Readonly<Record<string, unknown>> | undefined;
      };
      readonly signal?: AbortSignal;
    }) =>
      call<{
        readonly knowledge: ClinicKnowledge;
        readonly findings: readonly ContextFinding[];
        /** Of the saved document */
        readonly version: number;
        /** What saving it would change */
        readonly changes: readonly ContextChange[];
      }>(input, 'POST', '/api/clinics/{clinicId}/context/preview'),
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
      }>(input, 'GET', '/api/clinics/{clinicId}/context/versions', ['limit', 'cursor']),
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
      }>(input, 'GET', '/api/clinics/{clinicId}/context/versions/{version}'),
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
      }>(input, 'GET', '/api/clinics/{clinicId}/context/versions/{version}/changes', ['against']),
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
      }>(input, 'POST', '/api/clinics/{clinicId}/context/versions/{version}/restore', [], true),
    /** Whether a language model answers, and what it cost today. GET /api/clinics/{clinicId}/assistant */
    getClinicAssistant: (input: { readonly clinicId: string; readonly signal?: AbortSignal }) =>
      call<ClinicAssistant>(input, 'GET', '/api/clinics/{clinicId}/assistant'),
    /** Turn the language model on or off, and choose which one. PUT /api/clinics/{clinicId}/assistant */
    setClinicAssistant: (input: {
      readonly clinicId: string;
      readonly body: ClinicAssistantChoice;
      readonly signal?: AbortSignal;
    }) => call<ClinicAssistant>(input, 'PUT', '/api/clinics/{clinicId}/assistant'),
    /** What the assistant would answer; nothing is stored, sent or booked. POST /api/clinics/{clinicId}/assistant/try */
    tryClinicAssistant: (input: {
      readonly clinicId: string;
      readonly body: {
        readonly text: string;
        /** An option of the last answer, tapped instead of typed */
        readonly choice?: { readonly id: string; readonly title: string } | undefined;
        /** As the last answer gave it; absent at first */
        readonly dialogue?: unknown | undefined;
        /** In place of the saved context */
        readonly document?: Readonly<Record<string, unknown>> | undefined;
      };
      readonly signal?: AbortSignal;
    }) =>
      call<{
        readonly replies: readonly {
          readonly text: string;
          readonly options: readonly {
            readonly id: string;
            readonly title: string;
            readonly description?: string | undefined;
          }[];
        }[];
        /** Why people would go on */
        readonly handover?: string | undefined;
        /** For the next message of the same talk; only the assistant reads it */
        readonly dialogue: unknown;
      }>(input, 'POST', '/api/clinics/{clinicId}/assistant/try'),
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
      }>(input, 'GET', '/api/clinics/{clinicId}/whatsapp-numbers', ['limit', 'cursor']),
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
    }) => call<WhatsAppNumber>(input, 'POST', '/api/clinics/{clinicId}/whatsapp-numbers', [], true),
    /** One number of the clinic. GET /api/clinics/{clinicId}/whatsapp-numbers/{whatsappNumber} */
    getWhatsAppNumber: (input: {
      readonly clinicId: string;
      readonly whatsappNumber: string;
      readonly signal?: AbortSignal;
    }) => call<WhatsAppNumber>(input, 'GET', '/api/clinics/{clinicId}/whatsapp-numbers/{whatsappNumber}'),
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
    }) => call<WhatsAppNumber>(input, 'PATCH', '/api/clinics/{clinicId}/whatsapp-numbers/{whatsappNumber}'),
    /** What the number has of its own at Meta: never the secrets, only their fingerprints and dates. GET /api/clinics/{clinicId}/whatsapp-numbers/{whatsappNumber}/account */
    getWhatsAppNumberAccount: (input: {
      readonly clinicId: string;
      readonly whatsappNumber: string;
      readonly signal?: AbortSignal;
    }) =>
      call<WhatsAppNumberAccount>(
        input,
        'GET',
        '/api/clinics/{clinicId}/whatsapp-numbers/{whatsappNumber}/account',
      ),
    /** Set or replace a secret of the number; every process uses it within seconds. PUT /api/clinics/{clinicId}/whatsapp-numbers/{whatsappNumber}/account/secrets/{kind} */
    setWhatsAppNumberSecret: (input: {
      readonly clinicId: string;
      readonly whatsappNumber: string;
      readonly kind: 'access-token' | 'app-secret' | 'verify-token';
      readonly body: {
        readonly value: string;
        /** How long a former app secret still signs; 0 when it has leaked. Only for app-secret */
        readonly keepPreviousHours?: number | undefined;
      };
      readonly signal?: AbortSignal;
    }) =>
      call<WhatsAppNumberAccount>(
        input,
        'PUT',
        '/api/clinics/{clinicId}/whatsapp-numbers/{whatsappNumber}/account/secrets/{kind}',
      ),
    /** Revoke a secret at once, its predecessor, too; the number then has none until a new one is set. DELETE /api/clinics/{clinicId}/whatsapp-numbers/{whatsappNumber}/account/secrets/{kind} */
    revokeWhatsAppNumberSecret: (input: {
      readonly clinicId: string;
      readonly whatsappNumber: string;
      readonly kind: 'access-token' | 'app-secret' | 'verify-token';
      readonly signal?: AbortSignal;
    }) =>
      call<WhatsAppNumberAccount>(
        input,
        'DELETE',
        '/api/clinics/{clinicId}/whatsapp-numbers/{whatsappNumber}/account/secrets/{kind}',
      ),
    /** Forget the number's own secret and use the platform's again. POST /api/clinics/{clinicId}/whatsapp-numbers/{whatsappNumber}/account/secrets/{kind}/use-installation */
    useInstallationSecret: (input: {
      readonly clinicId: string;
      readonly whatsappNumber: string;
      readonly kind: 'access-token' | 'app-secret' | 'verify-token';
      readonly signal?: AbortSignal;
    }) =>
      call<WhatsAppNumberAccount>(
        input,
        'POST',
        '/api/clinics/{clinicId}/whatsapp-numbers/{whatsappNumber}/account/secrets/{kind}/use-installation',
      ),
    /** Connect a number by a token: Meta is asked what it may do, the number is registered where needed. POST /api/clinics/{clinicId}/whatsapp-onboardings */
    onboardWhatsAppNumber: (input: {
      readonly clinicId: string;
      readonly body: {
        /** Of a system user at Meta */
        readonly accessToken: string;
        /** Of the WhatsApp business account */
        readonly wabaId: string;
        /** Meta’s id of the number, not its digits */
        readonly phoneNumberId: string;
        /** Only where the token belongs to an app of the clinic’s own */
        readonly appSecret?: string | undefined;
        /** Of the number’s two-step verification; a number that has none gets a new one */
        readonly pin?: string | undefined;
      };
      readonly signal?: AbortSignal;
    }) => call<WhatsAppOnboarding>(input, 'POST', '/api/clinics/{clinicId}/whatsapp-onboardings'),
    /** The last connections of numbers, newest first. GET /api/clinics/{clinicId}/whatsapp-onboardings */
    listWhatsAppOnboardings: (input: { readonly clinicId: string; readonly signal?: AbortSignal }) =>
      call<{ readonly onboardings: readonly WhatsAppOnboarding[] }>(
        input,
        'GET',
        '/api/clinics/{clinicId}/whatsapp-onboardings',
      ),
    /** How far a connection is. GET /api/clinics/{clinicId}/whatsapp-onboardings/{id} */
    getWhatsAppOnboarding: (input: {
      readonly clinicId: string;
      readonly id: string;
      readonly signal?: AbortSignal;
    }) => call<WhatsAppOnboarding>(input, 'GET', '/api/clinics/{clinicId}/whatsapp-onboardings/{id}'),
    /** Say which of the account’s numbers is meant. POST /api/clinics/{clinicId}/whatsapp-onboardings/{id}/choose */
    chooseOnboardedNumber: (input: {
      readonly clinicId: string;
      readonly id: string;
      readonly body: { readonly phoneNumberId: string };
      readonly signal?: AbortSignal;
    }) => call<WhatsAppOnboarding>(input, 'POST', '/api/clinics/{clinicId}/whatsapp-onboardings/{id}/choose'),
    /** With what Meta’s Embedded Signup is opened, where this installation has an app for it. GET /api/clinics/{clinicId}/whatsapp-signup */
    getWhatsAppSignup: (input: { readonly clinicId: string; readonly signal?: AbortSignal }) =>
      call<{
        /** Absent: numbers come in by a token */
        readonly dialog?:
          | {
              readonly appId: string;
              readonly configId: string;
              /** Of the Graph API, e.g. v25.0 */
              readonly version: string;
              /** Where Meta sends the browser back to */
              readonly redirectUri: string;
              /** Of the dialog; add a `state` of your own and compare it on the way back */
              readonly addresses: {
                /** For a number of the Cloud API */
                readonly number: string;
                /** For one that stays in the WhatsApp Business app */
                readonly businessApp: string;
              };
            }
          | undefined;
      }>(input, 'GET', '/api/clinics/{clinicId}/whatsapp-signup'),
    /** Connect the number that was shared in Meta’s dialog; within 30 seconds of its end. POST /api/clinics/{clinicId}/whatsapp-signup */
    redeemWhatsAppSignup: (input: {
      readonly clinicId: string;
      readonly body: {
        /** As Meta’s dialog gave it */
        readonly code: string;
        /** With which the dialog was opened; absent where Meta’s script opened it */
        readonly redirectUri?: string | undefined;
        /** As the dialog told the page; else the token shows it */
        readonly wabaId?: string | undefined;
        /** The same */
        readonly phoneNumberId?: string | undefined;
        /** Of the number’s two-step verification; a number that has none gets a new one */
        readonly pin?: string | undefined;
      };
      readonly signal?: AbortSignal;
    }) => call<WhatsAppOnboarding>(input, 'POST', '/api/clinics/{clinicId}/whatsapp-signup'),
    /** How Meta sees the clinic’s numbers. GET /api/clinics/{clinicId}/whatsapp-health */
    listWhatsAppNumberHealth: (input: { readonly clinicId: string; readonly signal?: AbortSignal }) =>
      call<{ readonly numbers: readonly WhatsAppNumberHealth[] }>(
        input,
        'GET',
        '/api/clinics/{clinicId}/whatsapp-health',
      ),
    /** Ask Meta about the clinic’s numbers again, within about a minute. POST /api/clinics/{clinicId}/whatsapp-health/refresh */
    refreshWhatsAppNumberHealth: (input: { readonly clinicId: string; readonly signal?: AbortSignal }) =>
      call<undefined>(input, 'POST', '/api/clinics/{clinicId}/whatsapp-health/refresh'),
    /** The numbers of all clinics that Meta shows in trouble, at most 200, and how many are well. GET /api/whatsapp-health */
    listTroubledWhatsAppNumbers: (input: { readonly signal?: AbortSignal } = {}) =>
      call<{ readonly numbers: readonly WhatsAppNumberHealth[]; readonly healthy: number }>(
        input,
        'GET',
        '/api/whatsapp-health',
      ),
    /** What happens in the clinic, as server-sent events: message-stored, message-status, conversation-changed, note-changed with ids, patient-erased with the id of the contact of whom nothing is there any more, agenda-changed, alerts-changed and google-changed of the clinic, presence (who reads or writes, and for how many seconds that is believed), and resync, which means: read again what you show. GET /api/clinics/{clinicId}/conversations/events */
    watchConversations: (input: { readonly clinicId: string; readonly signal?: AbortSignal }) =>
      call<Response>(input, 'GET', '/api/clinics/{clinicId}/conversations/events'),
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
      /** Only those that somebody of the clinic has to look at */
      readonly waiting?: 'true' | 'false' | undefined;
      /** Only those that this `actor` looks after; `me`: the caller */
      readonly assignedTo?: string | undefined;
      /** In the name, without regard to accents, or three and more digits of the number */
      readonly search?: string | undefined;
      readonly signal?: AbortSignal;
    }) =>
      call<{
        readonly items: readonly Conversation[];
        /** Pass it on as `cursor` for the next page; null at the end */
        readonly nextCursor: string | null;
      }>(input, 'GET', '/api/clinics/{clinicId}/conversations', [
        'limit',
        'cursor',
        'mode',
        'unread',
        'waiting',
        'assignedTo',
        'search',
      ]),
    /** Everybody whom somebody of the clinic has to look at: emergencies first, then what may be one, then who waits longest. GET /api/clinics/{clinicId}/conversations/queue */
    listTeamQueue: (input: {
      readonly clinicId: string;
      readonly limit?: number | undefined;
      /** nextCursor of the page before */
      readonly cursor?: string | undefined;
      readonly signal?: AbortSignal;
    }) =>
      call<{
        readonly items: readonly Conversation[];
        /** Pass it on as `cursor` for the next page; null at the end */
        readonly nextCursor: string | null;
      }>(input, 'GET', '/api/clinics/{clinicId}/conversations/queue', ['limit', 'cursor']),
    /** How many conversations the lists hold. GET /api/clinics/{clinicId}/conversations/counts */
    countConversations: (input: { readonly clinicId: string; readonly signal?: AbortSignal }) =>
      call<ConversationCounts>(input, 'GET', '/api/clinics/{clinicId}/conversations/counts'),
    /** One conversation; of a merged one, the one that it went into. GET /api/clinics/{clinicId}/conversations/{conversationId} */
    getConversation: (input: {
      readonly clinicId: string;
      readonly conversationId: string;
      readonly signal?: AbortSignal;
    }) => call<Conversation>(input, 'GET', '/api/clinics/{clinicId}/conversations/{conversationId}'),
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
      }>(input, 'GET', '/api/clinics/{clinicId}/conversations/{conversationId}/messages', [
        'limit',
        'cursor',
      ]),
    /** Write to the patient; the conversation is in human hands from then on. POST /api/clinics/{clinicId}/conversations/{conversationId}/messages */
    replyInConversation: (input: {
      readonly clinicId: string;
      readonly conversationId: string;
      readonly body: {
        readonly text: string;
        /** The last message that the writer has seen; refused when more was said since */
        readonly seenUpTo?: string | undefined;
        /** The message that it answers, shown above it */
        readonly quotes?: string | undefined;
        /** More than 24 hours after the patient wrote: inside the template for the team’s texts, cut at 700 characters */
        readonly orTemplate?: boolean | undefined;
      };
      /** The same for every repeat; made when absent. */
      readonly idempotencyKey?: string;
      readonly signal?: AbortSignal;
    }) =>
      call<SentReply>(
        input,
        'POST',
        '/api/clinics/{clinicId}/conversations/{conversationId}/messages',
        [],
        true,
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
        input,
        'POST',
        '/api/clinics/{clinicId}/conversations/{conversationId}/take-over',
        [],
        true,
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
        input,
        'POST',
        '/api/clinics/{clinicId}/conversations/{conversationId}/return',
        [],
        true,
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
        input,
        'POST',
        '/api/clinics/{clinicId}/conversations/{conversationId}/read',
        [],
        true,
      ),
    /** What the team has written for each other about the patient, newest first; the patient never sees it. GET /api/clinics/{clinicId}/conversations/{conversationId}/notes */
    listNotes: (input: {
      readonly clinicId: string;
      readonly conversationId: string;
      readonly limit?: number | undefined;
      /** nextCursor of the page before */
      readonly cursor?: string | undefined;
      readonly signal?: AbortSignal;
    }) =>
      call<{
        readonly items: readonly ConversationNote[];
        /** Pass it on as `cursor` for the next page; null at the end */
        readonly nextCursor: string | null;
      }>(input, 'GET', '/api/clinics/{clinicId}/conversations/{conversationId}/notes', ['limit', 'cursor']),
    /** Write a note for the team; nothing is sent, and the conversation stays with whom it is. POST /api/clinics/{clinicId}/conversations/{conversationId}/notes */
    writeNote: (input: {
      readonly clinicId: string;
      readonly conversationId: string;
      readonly body: { readonly text: string };
      /** The same for every repeat; made when absent. */
      readonly idempotencyKey?: string;
      readonly signal?: AbortSignal;
    }) =>
      call<ConversationNote>(
        input,
        'POST',
        '/api/clinics/{clinicId}/conversations/{conversationId}/notes',
        [],
        true,
      ),
    /** Delete a note for good; for whoever wrote it, and for administrators. DELETE /api/clinics/{clinicId}/conversations/{conversationId}/notes/{noteId} */
    deleteNote: (input: {
      readonly clinicId: string;
      readonly conversationId: string;
      readonly noteId: string;
      readonly signal?: AbortSignal;
    }) =>
      call<undefined>(
        input,
        'DELETE',
        '/api/clinics/{clinicId}/conversations/{conversationId}/notes/{noteId}',
      ),
    /** The numbers and ids by which the patient of a conversation is known, the former ones last. GET /api/clinics/{clinicId}/conversations/{conversationId}/identities */
    listIdentities: (input: {
      readonly clinicId: string;
      readonly conversationId: string;
      readonly signal?: AbortSignal;
    }) =>
      call<{ readonly items: readonly KnownIdentity[] }>(
        input,
        'GET',
        '/api/clinics/{clinicId}/conversations/{conversationId}/identities',
      ),
    /** Messages that say these words, newest first; a page may have few items or none and yet a next one. GET /api/clinics/{clinicId}/message-search */
    searchMessages: (input: {
      readonly clinicId: string;
      readonly limit?: number | undefined;
      /** nextCursor of the page before */
      readonly cursor?: string | undefined;
      /** Each has to begin a word of the message, without regard to case and accents; words of one or two letters are passed over, and of the rest the first eight count */
      readonly words: string;
      readonly signal?: AbortSignal;
    }) =>
      call<{
        readonly items: readonly FoundMessage[];
        /** Pass it on as `cursor` for the next page; null at the end */
        readonly nextCursor: string | null;
      }>(input, 'GET', '/api/clinics/{clinicId}/message-search', ['limit', 'cursor', 'words']),
    /** A message, and up to 25 before and after it, newest first. GET /api/clinics/{clinicId}/conversations/{conversationId}/messages/{messageId}/around */
    readMessagesAround: (input: {
      readonly clinicId: string;
      readonly conversationId: string;
      readonly messageId: string;
      readonly signal?: AbortSignal;
    }) =>
      call<MessagesAround>(
        input,
        'GET',
        '/api/clinics/{clinicId}/conversations/{conversationId}/messages/{messageId}/around',
      ),
    /** Say who of the team looks after the conversation, or that nobody does; who answers the patient stays. PUT /api/clinics/{clinicId}/conversations/{conversationId}/assignment */
    assignConversation: (input: {
      readonly clinicId: string;
      readonly conversationId: string;
      readonly body: {
        /** Yourself, or an `actor` of the list of colleagues; null: nobody */
        readonly actor: string | null;
      };
      readonly signal?: AbortSignal;
    }) =>
      call<ConversationAssignment>(
        input,
        'PUT',
        '/api/clinics/{clinicId}/conversations/{conversationId}/assignment',
      ),
    /** Tell the colleagues that you have the conversation open or are writing; believed for 25 and 8 seconds, and stored nowhere. POST /api/clinics/{clinicId}/conversations/{conversationId}/presence */
    sharePresence: (input: {
      readonly clinicId: string;
      readonly conversationId: string;
      readonly body: { readonly doing: 'reading' | 'writing' | 'left' };
      readonly signal?: AbortSignal;
    }) => call<undefined>(input, 'POST', '/api/clinics/{clinicId}/conversations/{conversationId}/presence'),
    /** Send a place on the map. POST /api/clinics/{clinicId}/conversations/{conversationId}/locations */
    sendLocation: (input: {
      readonly clinicId: string;
      readonly conversationId: string;
      readonly body: {
        readonly latitude: number;
        readonly longitude: number;
        readonly name?: string | undefined;
        readonly address?: string | undefined;
        /** The last message that the writer has seen; refused when more was said since */
        readonly seenUpTo?: string | undefined;
        /** The message that it answers, shown above it */
        readonly quotes?: string | undefined;
      };
      /** The same for every repeat; made when absent. */
      readonly idempotencyKey?: string;
      readonly signal?: AbortSignal;
    }) =>
      call<SentReply>(
        input,
        'POST',
        '/api/clinics/{clinicId}/conversations/{conversationId}/locations',
        [],
        true,
      ),
    /** Send contact cards. POST /api/clinics/{clinicId}/conversations/{conversationId}/contacts */
    sendContacts: (input: {
      readonly clinicId: string;
      readonly conversationId: string;
      readonly body: {
        readonly contacts: readonly {
          readonly name: string;
          readonly phones: readonly string[];
          readonly emails?: readonly string[] | undefined;
          readonly organisation?: string | undefined;
        }[];
        /** The last message that the writer has seen; refused when more was said since */
        readonly seenUpTo?: string | undefined;
        /** The message that it answers, shown above it */
        readonly quotes?: string | undefined;
      };
      /** The same for every repeat; made when absent. */
      readonly idempotencyKey?: string;
      readonly signal?: AbortSignal;
    }) =>
      call<SentReply>(
        input,
        'POST',
        '/api/clinics/{clinicId}/conversations/{conversationId}/contacts',
        [],
        true,
      ),
    /** React to a message with an emoji, in place of the last one; with none, take it back. POST /api/clinics/{clinicId}/conversations/{conversationId}/messages/{messageId}/reactions */
    reactToMessage: (input: {
      readonly clinicId: string;
      readonly conversationId: string;
      readonly messageId: string;
      readonly body: {
        /** One emoji; empty takes it back */
        readonly emoji: string;
      };
      /** The same for every repeat; made when absent. */
      readonly idempotencyKey?: string;
      readonly signal?: AbortSignal;
    }) =>
      call<SentReply>(
        input,
        'POST',
        '/api/clinics/{clinicId}/conversations/{conversationId}/messages/{messageId}/reactions',
        [],
        true,
      ),
    /** The templates that may be sent in this conversation, with what is known for their variables. GET /api/clinics/{clinicId}/conversations/{conversationId}/templates */
    listOfferedTemplates: (input: {
      readonly clinicId: string;
      readonly conversationId: string;
      readonly signal?: AbortSignal;
    }) =>
      call<{ readonly items: readonly OfferedTemplate[] }>(
        input,
        'GET',
        '/api/clinics/{clinicId}/conversations/{conversationId}/templates',
      ),
    /** Send a template that was chosen and filled, at any time; the conversation is in human hands from then on. POST /api/clinics/{clinicId}/conversations/{conversationId}/templates */
    sendTemplate: (input: {
      readonly clinicId: string;
      readonly conversationId: string;
      readonly body: {
        readonly name: string;
        readonly language: string;
        /** What each variable says; line breaks become spaces */
        readonly values?: Readonly<Record<string, string>> | undefined;
        /** The last message that the writer has seen; refused when more was said since */
        readonly seenUpTo?: string | undefined;
      };
      /** The same for every repeat; made when absent. */
      readonly idempotencyKey?: string;
      readonly signal?: AbortSignal;
    }) =>
      call<SentReply>(
        input,
        'POST',
        '/api/clinics/{clinicId}/conversations/{conversationId}/templates',
        [],
        true,
      ),
    /** Ask a patient who shows a username only for the phone; one tap answers. Asked already, and nothing said since: that request stands. POST /api/clinics/{clinicId}/conversations/{conversationId}/phone-requests */
    askForPhone: (input: {
      readonly clinicId: string;
      readonly conversationId: string;
      readonly body: {
        /** In place of the product’s words */
        readonly text?: string | undefined;
      };
      /** The same for every repeat; made when absent. */
      readonly idempotencyKey?: string;
      readonly signal?: AbortSignal;
    }) =>
      call<SentReply>(
        input,
        'POST',
        '/api/clinics/{clinicId}/conversations/{conversationId}/phone-requests',
        [],
        true,
      ),
    /** Upload a file to be sent; it waits for a day. What its bytes are decides as what it goes. POST /api/clinics/{clinicId}/conversations/{conversationId}/files */
    uploadFile: (input: {
      readonly clinicId: string;
      readonly conversationId: string;
      readonly fileName?: string | undefined;
      readonly body: Blob;
      readonly signal?: AbortSignal;
    }) =>
      call<UploadedFile>(input, 'POST', '/api/clinics/{clinicId}/conversations/{conversationId}/files', [
        'fileName',
      ]),
    /** Send a file that was uploaded, once. POST /api/clinics/{clinicId}/conversations/{conversationId}/files/{fileId}/send */
    sendFile: (input: {
      readonly clinicId: string;
      readonly conversationId: string;
      readonly fileId: string;
      readonly body: {
        /** Not of an audio */
        readonly caption?: string | undefined;
        /** The last message that the writer has seen; refused when more was said since */
        readonly seenUpTo?: string | undefined;
        /** The message that it answers, shown above it */
        readonly quotes?: string | undefined;
      };
      /** The same for every repeat; made when absent. */
      readonly idempotencyKey?: string;
      readonly signal?: AbortSignal;
    }) =>
      call<SentReply>(
        input,
        'POST',
        '/api/clinics/{clinicId}/conversations/{conversationId}/files/{fileId}/send',
        [],
        true,
      ),
    /** The file of a message. Pictures, audio and video come as what they are, everything else as a download. GET /api/clinics/{clinicId}/conversations/{conversationId}/messages/{messageId}/media */
    getMessageMedia: (input: {
      readonly clinicId: string;
      readonly conversationId: string;
      readonly messageId: string;
      readonly signal?: AbortSignal;
    }) =>
      call<Response>(
        input,
        'GET',
        '/api/clinics/{clinicId}/conversations/{conversationId}/messages/{messageId}/media',
      ),
    /** Why a language model answered as it did, newest first. GET /api/clinics/{clinicId}/conversations/{conversationId}/turn-records */
    listTurnRecords: (input: {
      readonly clinicId: string;
      readonly conversationId: string;
      readonly limit?: number | undefined;
      /** nextCursor of the page before */
      readonly cursor?: string | undefined;
      /** Only the one that gave the patient this message */
      readonly messageId?: string | undefined;
      readonly signal?: AbortSignal;
    }) =>
      call<{
        readonly items: readonly TurnRecord[];
        /** Pass it on as `cursor` for the next page; null at the end */
        readonly nextCursor: string | null;
      }>(input, 'GET', '/api/clinics/{clinicId}/conversations/{conversationId}/turn-records', [
        'limit',
        'cursor',
        'messageId',
      ]),
    /** Run a turn again from what the model said then, or ask another model; sends nothing. POST /api/clinics/{clinicId}/conversations/{conversationId}/turn-records/{turnId}/replay */
    replayTurn: (input: {
      readonly clinicId: string;
      readonly conversationId: string;
      readonly turnId: string;
      readonly body: {
        /** In place of the version of that time */
        readonly contextVersion?: number | undefined;
        /** Asked in place of what was said then, at the expense of the clinic */
        readonly model?: string | undefined;
      };
      readonly signal?: AbortSignal;
    }) =>
      call<ReplayedTurn>(
        input,
        'POST',
        '/api/clinics/{clinicId}/conversations/{conversationId}/turn-records/{turnId}/replay',
      ),
    /** The templates of the clinic’s numbers as Meta sees them, and what each is used for. GET /api/clinics/{clinicId}/templates */
    listTemplates: (input: { readonly clinicId: string; readonly signal?: AbortSignal }) =>
      call<Templates>(input, 'GET', '/api/clinics/{clinicId}/templates'),
    /** Look at Meta’s list again. POST /api/clinics/{clinicId}/templates/refresh */
    refreshTemplates: (input: { readonly clinicId: string; readonly signal?: AbortSignal }) =>
      call<Templates>(input, 'POST', '/api/clinics/{clinicId}/templates/refresh'),
    /** Have the proposed templates made at Meta, and use them where none is chosen. POST /api/clinics/{clinicId}/templates/proposed */
    proposeTemplates: (input: { readonly clinicId: string; readonly signal?: AbortSignal }) =>
      call<Templates>(input, 'POST', '/api/clinics/{clinicId}/templates/proposed'),
    /** Choose the template for a purpose; it is checked before anything is sent with it. PUT /api/clinics/{clinicId}/templates/uses/{purpose} */
    useTemplate: (input: {
      readonly clinicId: string;
      readonly purpose: 'reminder' | 'confirmation' | 'cancelled' | 'moved' | 'team-text' | 'reopening';
      readonly body: {
        readonly name: string;
        readonly language: string;
        readonly variables?:
          | Readonly<
              Record<string, 'patient' | 'clinic' | 'professional' | 'date' | 'time' | 'address' | 'text'>
            >
          | undefined;
        readonly buttons?: readonly ('attend' | 'move' | 'cancel')[] | undefined;
      };
      readonly signal?: AbortSignal;
    }) => call<TemplateUse>(input, 'PUT', '/api/clinics/{clinicId}/templates/uses/{purpose}'),
    /** Send no template for a purpose. DELETE /api/clinics/{clinicId}/templates/uses/{purpose} */
    endTemplateUse: (input: {
      readonly clinicId: string;
      readonly purpose: 'reminder' | 'confirmation' | 'cancelled' | 'moved' | 'team-text' | 'reopening';
      readonly signal?: AbortSignal;
    }) => call<undefined>(input, 'DELETE', '/api/clinics/{clinicId}/templates/uses/{purpose}'),
    /** Register who only phoned: the person of a number and their conversation, made where there is none; says nothing to them. POST /api/clinics/{clinicId}/contacts */
    openConversation: (input: {
      readonly clinicId: string;
      readonly body: {
        /** With country code; punctuation is allowed */
        readonly phone: string;
        /** For who has no name yet; nobody is renamed */
        readonly name?: string | undefined;
      };
      readonly signal?: AbortSignal;
    }) => call<OpenedConversation>(input, 'POST', '/api/clinics/{clinicId}/contacts'),
    /** Texts that the team of the clinic keeps for its replies, by name; at most 100. GET /api/clinics/{clinicId}/quick-answers */
    listQuickAnswers: (input: { readonly clinicId: string; readonly signal?: AbortSignal }) =>
      call<{ readonly items: readonly QuickAnswer[] }>(input, 'GET', '/api/clinics/{clinicId}/quick-answers'),
    /** Add a quick answer under an id of your own, or change the one with this id. PUT /api/clinics/{clinicId}/quick-answers/{quickAnswerId} */
    putQuickAnswer: (input: {
      readonly clinicId: string;
      readonly quickAnswerId: string;
      readonly body: { readonly name: string; readonly text: string };
      readonly signal?: AbortSignal;
    }) => call<QuickAnswer>(input, 'PUT', '/api/clinics/{clinicId}/quick-answers/{quickAnswerId}'),
    /** Take a quick answer out; what was sent with it stays. DELETE /api/clinics/{clinicId}/quick-answers/{quickAnswerId} */
    removeQuickAnswer: (input: {
      readonly clinicId: string;
      readonly quickAnswerId: string;
      readonly signal?: AbortSignal;
    }) => call<undefined>(input, 'DELETE', '/api/clinics/{clinicId}/quick-answers/{quickAnswerId}'),
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
      }>(input, 'GET', '/api/clinics/{clinicId}/members', ['limit', 'cursor']),
    /** The names of those who work for the clinic, for each other. GET /api/clinics/{clinicId}/colleagues */
    listColleagues: (input: {
      readonly clinicId: string;
      readonly limit?: number | undefined;
      /** nextCursor of the page before */
      readonly cursor?: string | undefined;
      readonly signal?: AbortSignal;
    }) =>
      call<{
        readonly items: readonly Colleague[];
        /** Pass it on as `cursor` for the next page; null at the end */
        readonly nextCursor: string | null;
      }>(input, 'GET', '/api/clinics/{clinicId}/colleagues', ['limit', 'cursor']),
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
    }) => call<ClinicMember>(input, 'PUT', '/api/clinics/{clinicId}/members/{userId}'),
    /** Take a person out of the clinic. DELETE /api/clinics/{clinicId}/members/{userId} */
    removeMember: (input: {
      readonly clinicId: string;
      /** The `sub` of the person’s tokens */
      readonly userId: string;
      readonly signal?: AbortSignal;
    }) => call<undefined>(input, 'DELETE', '/api/clinics/{clinicId}/members/{userId}'),
    /** Who is invited to the clinic, at most 200. GET /api/clinics/{clinicId}/invitations */
    listInvitations: (input: { readonly clinicId: string; readonly signal?: AbortSignal }) =>
      call<{ readonly items: readonly Invitation[] }>(input, 'GET', '/api/clinics/{clinicId}/invitations'),
    /** Invite a person by their address: they are a member from their next sign-in on. POST /api/clinics/{clinicId}/invitations */
    inviteMember: (input: {
      readonly clinicId: string;
      readonly body: { readonly email: string; readonly role: 'clinic-admin' | 'clinic-staff' };
      /** The same for every repeat; made when absent. */
      readonly idempotencyKey?: string;
      readonly signal?: AbortSignal;
    }) => call<Invitation>(input, 'POST', '/api/clinics/{clinicId}/invitations', [], true),
    /** Take an invitation back. DELETE /api/clinics/{clinicId}/invitations/{id} */
    removeInvitation: (input: {
      readonly clinicId: string;
      readonly id: string;
      readonly signal?: AbortSignal;
    }) => call<undefined>(input, 'DELETE', '/api/clinics/{clinicId}/invitations/{id}'),
    /** Who is signed in, in which browsers. GET /api/sessions */
    listBrowserSessions: (
      input: {
        readonly limit?: number | undefined;
        /** nextCursor of the page before */
        readonly cursor?: string | undefined;
        readonly signal?: AbortSignal;
      } = {},
    ) =>
      call<{
        readonly items: readonly BrowserSession[];
        /** Pass it on as `cursor` for the next page; null at the end */
        readonly nextCursor: string | null;
      }>(input, 'GET', '/api/sessions', ['limit', 'cursor']),
    /** Sign a browser out. DELETE /api/sessions/{id} */
    endBrowserSession: (input: { readonly id: string; readonly signal?: AbortSignal }) =>
      call<undefined>(input, 'DELETE', '/api/sessions/{id}'),
    /** What a browser subscribes with, to be told of waiting conversations while the console is closed. GET /api/clinics/{clinicId}/push */
    getPushKey: (input: { readonly clinicId: string; readonly signal?: AbortSignal }) =>
      call<{
        /** Absent where this installation sends none */
        readonly publicKey?: string | undefined;
      }>(input, 'GET', '/api/clinics/{clinicId}/push'),
    /** Tell this browser when a conversation begins to wait for people, or go on doing so. PUT /api/clinics/{clinicId}/push/browser */
    subscribeBrowser: (input: {
      readonly clinicId: string;
      readonly body: {
        /** `endpoint` of the browser’s own subscription */
        readonly url: string;
        /** Its key `p256dh` */
        readonly publicKey: string;
        /** Its key `auth` */
        readonly authSecret: string;
      };
      readonly signal?: AbortSignal;
    }) =>
      call<{
        readonly id: string;
        /** Unless it is said again before */
        readonly endsAt: string;
      }>(input, 'PUT', '/api/clinics/{clinicId}/push/browser'),
    /** Tell a browser of yours nothing more of the clinic. DELETE /api/clinics/{clinicId}/push/browser/{id} */
    unsubscribeBrowser: (input: {
      readonly clinicId: string;
      readonly id: string;
      readonly signal?: AbortSignal;
    }) => call<undefined>(input, 'DELETE', '/api/clinics/{clinicId}/push/browser/{id}'),
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
      }>(input, 'GET', '/api/clinics/{clinicId}/api-keys', ['limit', 'cursor']),
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
      }>(input, 'POST', '/api/clinics/{clinicId}/api-keys', [], true),
    /** End an API key of the clinic. DELETE /api/clinics/{clinicId}/api-keys/{keyId} */
    revokeClinicApiKey: (input: {
      readonly clinicId: string;
      readonly keyId: string;
      readonly signal?: AbortSignal;
    }) => call<ApiKey>(input, 'DELETE', '/api/clinics/{clinicId}/api-keys/{keyId}'),
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
      }>(input, 'GET', '/api/api-keys', ['limit', 'cursor']),
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
      }>(input, 'POST', '/api/api-keys', [], true),
    /** End an API key of the installation. DELETE /api/api-keys/{keyId} */
    revokeApiKey: (input: { readonly keyId: string; readonly signal?: AbortSignal }) =>
      call<ApiKey>(input, 'DELETE', '/api/api-keys/{keyId}'),
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
      }>(input, 'GET', '/api/parked-items', ['limit', 'cursor', 'clinicId']),
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
      }>(input, 'POST', '/api/parked-items/replay', ['clinicId', 'cursor'], true),
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
      }>(input, 'GET', '/api/alerts', ['limit', 'cursor', 'clinicId', 'state']),
    /** How many alerts are open in each clinic that has any, and in the installation. GET /api/alerts/counts */
    countAlerts: (input: { readonly signal?: AbortSignal } = {}) =>
      call<{ readonly items: readonly AlertCounts[] }>(input, 'GET', '/api/alerts/counts'),
    /** Where the alerts of the clinic go, and whether they arrive. GET /api/clinics/{clinicId}/alert-settings */
    getAlertSettings: (input: { readonly clinicId: string; readonly signal?: AbortSignal }) =>
      call<AlertSettings>(input, 'GET', '/api/clinics/{clinicId}/alert-settings'),
    /** Say where alerts go, in place of all that was said before; a new webhook gets a secret. PUT /api/clinics/{clinicId}/alert-settings */
    changeAlertSettings: (input: {
      readonly clinicId: string;
      readonly body: {
        /** An https address that everybody can reach */
        readonly webhookUrl?: string | undefined;
        readonly emails?: readonly string[] | undefined;
        readonly quietHours?: { readonly from: string; readonly to: string } | undefined;
      };
      readonly signal?: AbortSignal;
    }) => call<AlertSettings>(input, 'PUT', '/api/clinics/{clinicId}/alert-settings'),
    /** Sign the webhook with a new secret from now on. POST /api/clinics/{clinicId}/alert-settings/webhook-secret */
    replaceAlertSecret: (input: { readonly clinicId: string; readonly signal?: AbortSignal }) =>
      call<AlertSettings>(input, 'POST', '/api/clinics/{clinicId}/alert-settings/webhook-secret'),
    /** Send a test to every destination, and see whether it arrives. POST /api/clinics/{clinicId}/alert-settings/test */
    tryAlertDestinations: (input: { readonly clinicId: string; readonly signal?: AbortSignal }) =>
      call<AlertSettings>(input, 'POST', '/api/clinics/{clinicId}/alert-settings/test'),
    /** The figures of a clinic. GET /api/clinics/{clinicId}/metrics */
    getClinicMetrics: (input: {
      readonly clinicId: string;
      readonly period?: '24h' | '7d' | '30d' | '90d' | undefined;
      readonly signal?: AbortSignal;
    }) => call<ClinicMetrics>(input, 'GET', '/api/clinics/{clinicId}/metrics', ['period']),
    /** Begin to connect the clinic’s Google account: the URL of the consent page. POST /api/google/oauth/start */
    startGoogleConsent: (input: {
      readonly body: {
        readonly clinicId: string;
        /** The page under `/console` to come back to, with `outcome` and `missing` added */
        readonly returnTo?: string | undefined;
      };
      readonly signal?: AbortSignal;
    }) =>
      call<{ readonly consentUrl: string; readonly state: string; readonly expiresAt: string }>(
        input,
        'POST',
        '/api/google/oauth/start',
      ),
    /** How the Google connection stands. GET /api/google/session/status */
    googleConnectionStatus: (input: { readonly clinicId: string; readonly signal?: AbortSignal }) =>
      call<GoogleConnection>(input, 'GET', '/api/google/session/status', ['clinicId']),
    /** Disconnect Google: tokens and chosen calendars are erased here, whatever Google says. DELETE /api/google/oauth/disconnect */
    disconnectGoogle: (input: { readonly clinicId: string; readonly signal?: AbortSignal }) =>
      call<{
        readonly disconnected: true;
        readonly wasConnected: boolean;
        readonly accessAtGoogle: 'revoked' | 'kept' | 'pending' | 'none';
        /** In Portuguese, for the screen */
        readonly message: string;
      }>(input, 'DELETE', '/api/google/oauth/disconnect', ['clinicId']),
    /** Where Google sends the browser back to. GET /api/google/oauth/callback */
    finishGoogleConsent: (
      input: {
        readonly state?: (string | readonly string[]) | undefined;
        readonly code?: (string | readonly string[]) | undefined;
        readonly error?: (string | readonly string[]) | undefined;
        readonly iss?: (string | readonly string[]) | undefined;
        readonly signal?: AbortSignal;
      } = {},
    ) => call<undefined>(input, 'GET', '/api/google/oauth/callback', ['state', 'code', 'error', 'iss']),
    /** Every calendar of the connected account, and which ones count. GET /api/google/calendars/list */
    listGoogleCalendars: (input: { readonly clinicId: string; readonly signal?: AbortSignal }) =>
      call<{ readonly calendars: readonly GoogleCalendar[]; readonly unlisted: readonly ClinicCalendar[] }>(
        input,
        'GET',
        '/api/google/calendars/list',
        ['clinicId'],
      ),
    /** Visits to come that stand in a calendar where they would not be written now. GET /api/google/calendars/misplaced */
    listMisplacedVisits: (input: { readonly clinicId: string; readonly signal?: AbortSignal }) =>
      call<{
        readonly visits: readonly {
          readonly appointment: Appointment;
          /** The calendar it would be written to now; absent when that is not clear */
          readonly belongsTo?: string | undefined;
          /** `calendar-not-in-use`: its calendar does not count any more, or only as busy */
          readonly why: 'calendar-not-in-use' | 'other-calendar';
          /** Why people have to move it; absent when it is moved by itself within minutes */
          readonly blockedBy?: 'unclear-calendar' | 'taken' | 'deletion-asked' | 'being-booked' | undefined;
        }[];
      }>(input, 'GET', '/api/google/calendars/misplaced', ['clinicId']),
    /** Choose the calendars that count: the named set becomes the active set. POST /api/google/calendars/associate */
    associateGoogleCalendars: (input: {
      readonly body: {
        readonly clinicId: string;
        readonly calendarIds: readonly string[];
        /** Calendar id to professional id, for the whole set; absent: as it was */
        readonly professionals?: Readonly<Record<string, string>> | undefined;
        /** Calendar id to the id of a room or device, for the whole set; absent: as it was */
        readonly rooms?: Readonly<Record<string, string>> | undefined;
        /** Calendar id to its use, for the whole set, also of calendars to ignore outside of it; absent: as it was */
        readonly uses?: Readonly<Record<string, 'write' | 'busy' | 'ignore'>> | undefined;
      };
      /** The same for every repeat; made when absent. */
      readonly idempotencyKey?: string;
      readonly signal?: AbortSignal;
    }) =>
      call<{
        readonly calendars: readonly ClinicCalendar[];
        /** Visits to come that were moved to the calendars chosen now */
        readonly movedVisits: number;
        /** Visits to come that stand in calendars that are not written to any more */
        readonly misplacedVisits: number;
      }>(input, 'POST', '/api/google/calendars/associate', [], true),
    /** What events say of visits, and events in Google that do not say so yet. GET /api/google/event-texts */
    listEventTexts: (input: { readonly clinicId: string; readonly signal?: AbortSignal }) =>
      call<{
        /** What events say of a visit: each says what the one before it does, and more */
        readonly chosen: 'nothing' | 'service' | 'first-name' | 'name-and-phone';
        readonly inWork: readonly EventTextInWork[];
      }>(input, 'GET', '/api/google/event-texts', ['clinicId']),
    /** Some days of the clinic: appointments with their patients, what else is in the calendars, working hours; at most 32 days. GET /api/agenda */
    readAgenda: (input: {
      readonly clinicId: string;
      /** A day of the clinic’s clocks, e.g. 2026-03-02, or an instant with its offset */
      readonly from: string | string;
      /** A day of the clinic’s clocks, e.g. 2026-03-02, or an instant with its offset */
      readonly to: string | string;
      readonly signal?: AbortSignal;
    }) => call<Agenda>(input, 'GET', '/api/agenda', ['clinicId', 'from', 'to']),
    /** Free times of a service, over all active calendars. GET /api/google/availability */
    findAvailability: (input: {
      readonly clinicId: string;
      readonly serviceId: string;
      readonly professionalId?: string | undefined;
      /** A day of the clinic’s clocks, e.g. 2026-03-02, or an instant with its offset */
      readonly from: string | string;
      /** A day of the clinic’s clocks, e.g. 2026-03-02, or an instant with its offset */
      readonly to: string | string;
      /** The appointment that is to be moved: its own time is free for it */
      readonly moving?: string | undefined;
      readonly signal?: AbortSignal;
    }) =>
      call<{
        readonly slots: readonly {
          readonly start: string;
          readonly end: string;
          readonly professionalId?: string | undefined;
          readonly roomId?: string | undefined;
          readonly calendarId: string;
        }[];
        /** When the calendars were read */
        readonly asOf: string;
        /** Keep times from being offered */
        readonly unknownCalendars: readonly {
          readonly calendarId: string;
          readonly professionalId?: string | undefined;
          readonly roomId?: string | undefined;
          /** Absent: it could not be read, and nothing that depends on it is offered */
          readonly why?: 'not-writable' | 'unassigned' | undefined;
        }[];
      }>(input, 'GET', '/api/google/availability', [
        'clinicId',
        'serviceId',
        'professionalId',
        'from',
        'to',
        'moving',
      ]),
    /** Book a time; it is confirmed when it stands in the calendar, and the answer says how the patient is told then. POST /api/appointments */
    bookAppointment: (input: {
      readonly body: {
        readonly clinicId: string;
        readonly serviceId: string;
        readonly professionalId?: string | undefined;
        readonly start: string;
        readonly contactId?: string | undefined;
        /** Where the patient is told; nobody is told without it */
        readonly conversationId?: string | undefined;
        /** `false`: the clinic tells the patient itself. What goes wrong, or changes in the calendar later, the patient hears from us all the same */
        readonly tellsPatient?: boolean | undefined;
        /** Goes beyond what patients are held to: the `limits` of the answer `scheduling.slot-not-offered`, or `true` for whatever they are. Never beyond what others have booked */
        readonly beyondLimits?:
          | (
              | true
              | readonly ('minimum-notice' | 'horizon' | 'working-time' | 'daily-limit' | 'weekly-limit')[]
            )
          | undefined;
      };
      /** The same for every repeat; made when absent. */
      readonly idempotencyKey?: string;
      readonly signal?: AbortSignal;
    }) => call<ToldAppointment>(input, 'POST', '/api/appointments', [], true),
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
      /** Only those of this patient */
      readonly contactId?: string | undefined;
      readonly signal?: AbortSignal;
    }) =>
      call<{
        readonly items: readonly Appointment[];
        /** Pass it on as `cursor` for the next page; null at the end */
        readonly nextCursor: string | null;
      }>(input, 'GET', '/api/appointments', ['clinicId', 'limit', 'cursor', 'from', 'to', 'contactId']),
    /** One appointment. GET /api/appointments/{id} */
    getAppointment: (input: {
      readonly id: string;
      readonly clinicId: string;
      readonly signal?: AbortSignal;
    }) => call<Appointment>(input, 'GET', '/api/appointments/{id}', ['clinicId']),
    /** Move to another time; the old one stays until the new one is confirmed. POST /api/appointments/{id}/reschedule */
    rescheduleAppointment: (input: {
      readonly id: string;
      readonly body: {
        readonly clinicId: string;
        readonly start: string;
        readonly professionalId?: string | undefined;
        /** `false`: the clinic tells the patient itself. What goes wrong, or changes in the calendar later, the patient hears from us all the same */
        readonly tellsPatient?: boolean | undefined;
        /** Goes beyond what patients are held to: the `limits` of the answer `scheduling.slot-not-offered`, or `true` for whatever they are. Never beyond what others have booked */
        readonly beyondLimits?:
          | (
              | true
              | readonly ('minimum-notice' | 'horizon' | 'working-time' | 'daily-limit' | 'weekly-limit')[]
            )
          | undefined;
      };
      /** The same for every repeat; made when absent. */
      readonly idempotencyKey?: string;
      readonly signal?: AbortSignal;
    }) => call<ToldAppointment>(input, 'POST', '/api/appointments/{id}/reschedule', [], true),
    /** Cancel; the patient is told unless the clinic does it, and the answer says how. POST /api/appointments/{id}/cancel */
    cancelAppointment: (input: {
      readonly id: string;
      readonly body: {
        readonly clinicId: string;
        readonly reason?: string | undefined;
        /** `false`: the clinic tells the patient itself. What goes wrong, or changes in the calendar later, the patient hears from us all the same */
        readonly tellsPatient?: boolean | undefined;
      };
      /** The same for every repeat; made when absent. */
      readonly idempotencyKey?: string;
      readonly signal?: AbortSignal;
    }) => call<ToldAppointment>(input, 'POST', '/api/appointments/{id}/cancel', [], true),
    /** Keep a visit whose event was deleted in Google; the event is written again. POST /api/appointments/{id}/keep */
    keepAppointment: (input: {
      readonly id: string;
      readonly body: { readonly clinicId: string };
      /** The same for every repeat; made when absent. */
      readonly idempotencyKey?: string;
      readonly signal?: AbortSignal;
    }) => call<Appointment>(input, 'POST', '/api/appointments/{id}/keep', [], true),
    /** Confirmed visits of a window whose patients have not said that they come, and what became of their reminders. GET /api/reminders/unconfirmed */
    listUnconfirmedVisits: (input: {
      readonly clinicId: string;
      readonly limit?: number | undefined;
      /** nextCursor of the page before */
      readonly cursor?: string | undefined;
      /** A day of the clinic’s clocks, e.g. 2026-03-02, or an instant with its offset */
      readonly from: string | string;
      /** A day of the clinic’s clocks, e.g. 2026-03-02, or an instant with its offset */
      readonly to: string | string;
      /** Only those of this patient */
      readonly contactId?: string | undefined;
      readonly signal?: AbortSignal;
    }) =>
      call<{
        readonly items: readonly UnconfirmedVisit[];
        /** Pass it on as `cursor` for the next page; null at the end */
        readonly nextCursor: string | null;
      }>(input, 'GET', '/api/reminders/unconfirmed', [
        'clinicId',
        'limit',
        'cursor',
        'from',
        'to',
        'contactId',
      ]),
    /** Find a patient by telephone number. POST /api/clinics/{clinicId}/patients/search */
    searchPatients: (input: {
      readonly clinicId: string;
      readonly body: {
        /** With country code */
        readonly phone: string;
      };
      readonly signal?: AbortSignal;
    }) =>
      call<{ readonly items: readonly Patient[] }>(input, 'POST', '/api/clinics/{clinicId}/patients/search'),
    /** Everything that is held about a patient, as one document (atende-patient-export/1). POST /api/clinics/{clinicId}/patients/{contactId}/export */
    exportPatient: (input: {
      readonly clinicId: string;
      readonly contactId: string;
      readonly signal?: AbortSignal;
    }) =>
      call<Readonly<Record<string, unknown>>>(
        input,
        'POST',
        '/api/clinics/{clinicId}/patients/{contactId}/export',
      ),
    /** Erase a patient for good; future events leave the calendar by and by. POST /api/clinics/{clinicId}/patients/{contactId}/erasures */
    erasePatient: (input: {
      readonly clinicId: string;
      readonly contactId: string;
      /** The same for every repeat; made when absent. */
      readonly idempotencyKey?: string;
      readonly signal?: AbortSignal;
    }) => call<Erasure>(input, 'POST', '/api/clinics/{clinicId}/patients/{contactId}/erasures', [], true),
    /** How long messages are kept. GET /api/clinics/{clinicId}/retention */
    getRetention: (input: { readonly clinicId: string; readonly signal?: AbortSignal }) =>
      call<Retention>(input, 'GET', '/api/clinics/{clinicId}/retention'),
    /** Say how long messages are kept; what is older is deleted within minutes. PUT /api/clinics/{clinicId}/retention */
    setRetention: (input: {
      readonly clinicId: string;
      readonly body: Retention;
      readonly signal?: AbortSignal;
    }) => call<Retention>(input, 'PUT', '/api/clinics/{clinicId}/retention'),
    /** The public keys with which certificates of erasure verify. GET /.well-known/jwks.json */
    getCertificateKeys: (input: { readonly signal?: AbortSignal } = {}) =>
      call<KeySet>(input, 'GET', '/.well-known/jwks.json'),
    /** What was erased in the clinic, newest first, without who it was. GET /api/clinics/{clinicId}/erasures */
    listErasures: (input: {
      readonly clinicId: string;
      readonly limit?: number | undefined;
      /** nextCursor of the page before */
      readonly cursor?: string | undefined;
      readonly signal?: AbortSignal;
    }) =>
      call<{
        readonly items: readonly Erasure[];
        /** Pass it on as `cursor` for the next page; null at the end */
        readonly nextCursor: string | null;
      }>(input, 'GET', '/api/clinics/{clinicId}/erasures', ['limit', 'cursor']),
    /** What was erased, without who. GET /api/clinics/{clinicId}/erasures/{erasureId} */
    getErasure: (input: {
      readonly clinicId: string;
      readonly erasureId: string;
      readonly signal?: AbortSignal;
    }) => call<Erasure>(input, 'GET', '/api/clinics/{clinicId}/erasures/{erasureId}'),
    /** The signed certificate; it verifies with /.well-known/jwks.json. GET /api/clinics/{clinicId}/erasures/{erasureId}/certificate */
    getErasureCertificate: (input: {
      readonly clinicId: string;
      readonly erasureId: string;
      readonly signal?: AbortSignal;
    }) => call<ErasureCertificate>(input, 'GET', '/api/clinics/{clinicId}/erasures/{erasureId}/certificate'),
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
        /** Only what began then or later */
        readonly from?: string | undefined;
        /** Only what began before */
        readonly to?: string | undefined;
        readonly signal?: AbortSignal;
      } = {},
    ) =>
      call<{
        readonly items: readonly AuditEntry[];
        /** Pass it on as `cursor` for the next page; null at the end */
        readonly nextCursor: string | null;
      }>(input, 'GET', '/api/audit', ['limit', 'cursor', 'clinicId', 'action', 'actor', 'from', 'to']),
    /** Sign in at the identity provider. GET /api/session/login */
    beginSignIn: (input: { readonly returnTo?: string | undefined; readonly signal?: AbortSignal } = {}) =>
      call<undefined>(input, 'GET', '/api/session/login', ['returnTo']),
    /** Where the identity provider sends the browser back to. GET /api/session/callback */
    finishSignIn: (input: { readonly signal?: AbortSignal } = {}) =>
      call<undefined>(input, 'GET', '/api/session/callback'),
  };
}

export type AtendeClient = ReturnType<typeof atendeClient>;
