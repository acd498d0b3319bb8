import { DomainError } from '../error.ts';

export class ConversationNotFound extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'conversation.not-found';
  constructor(id: string) {
    super(`There is no conversation ${id} in this clinic`);
  }
}

export class MessageNotFound extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'conversation.message-not-found';
  constructor(id: string) {
    super(`There is no message ${id} in this conversation`);
  }
}

export class WindowClosed extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'conversation.window-closed';
  constructor(lastPatientMessageAt: Date | undefined) {
    super('WhatsApp takes free text only within 24 hours of the patient’s last message', {
      hint: 'Wait until the patient writes, or call them.',
      details: { lastPatientMessageAt: lastPatientMessageAt?.toISOString() ?? null },
    });
  }
}

export class ReplyEmpty extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'conversation.reply-empty';
  constructor() {
    super('The text has nothing that a patient could see', { hint: 'Write at least one visible character.' });
  }
}

export class PhoneMalformed extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'conversation.phone-malformed';
  constructor() {
    super('This is not a telephone number with country code', {
      hint: 'Send 6 to 15 digits with country code, e.g. 5511955501234.',
    });
  }
}
