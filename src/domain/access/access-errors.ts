import { DomainError, errorEntry } from '../error.ts';

export class RoleInsufficient extends DomainError {
  static readonly entry = errorEntry('access.role-insufficient', 'forbidden', {
    message: { en: 'Your role does not allow this', pt: 'Seu papel não permite isto' },
    hint: {
      en: 'Ask an administrator of the clinic.',
      pt: 'Peça a um administrador da clínica.',
    },
    action: 'Se a pessoa deve poder, um administrador da clínica muda o papel dela em membros.',
  });
  constructor(needed: readonly string[]) {
    super(RoleInsufficient.entry, {
      message: `This needs one of the roles ${needed.join(', ')}`,
      details: { needed },
    });
  }
}

export class PeopleOnly extends DomainError {
  static readonly entry = errorEntry('access.people-only', 'forbidden', {
    message: {
      en: 'Only a person may do this, not an API key',
      pt: 'Só uma pessoa pode fazer isto, não uma chave de API',
    },
    hint: { en: 'Sign in as a person.', pt: 'Entre com a sua conta.' },
  });
  constructor() {
    super(PeopleOnly.entry);
  }
}

export class RoleTooHigh extends DomainError {
  static readonly entry = errorEntry('access.role-too-high', 'forbidden', {
    message: {
      en: 'You cannot give a role that you do not have yourself',
      pt: 'Você não pode dar um papel que não tem',
    },
    hint: { en: 'Ask somebody who has the role.', pt: 'Peça a alguém que tenha este papel.' },
  });
  constructor(given: string) {
    super(RoleTooHigh.entry, { message: `You cannot give the role ${given}` });
  }
}

export class OriginRefused extends DomainError {
  static readonly entry = errorEntry('access.origin-refused', 'forbidden', {
    message: {
      en: 'A change from the browser session came from another page',
      pt: 'A mudança veio de outra página, não do Atende',
    },
    hint: {
      en: 'Send the header `x-atende-request` from our own pages.',
      pt: 'Abra a página pelo endereço do Atende; um programa envia o cabeçalho `x-atende-request`.',
    },
    action: 'Se foi alguém da equipe, abra a página pelo endereço do próprio Atende. Senão, investigue.',
  });
  constructor() {
    super(OriginRefused.entry);
  }
}

export class ApiKeyNotFound extends DomainError {
  static readonly entry = errorEntry('access.key-not-found', 'not-found', {
    message: { en: 'There is no such API key here', pt: 'Esta chave de API não existe aqui' },
  });
  constructor(id: string) {
    super(ApiKeyNotFound.entry, { message: `There is no API key ${id} here` });
  }
}

export class MemberNotFound extends DomainError {
  static readonly entry = errorEntry('access.member-not-found', 'not-found', {
    message: {
      en: 'The person is not a member of the clinic',
      pt: 'Esta pessoa não é membro da clínica',
    },
  });
  constructor(userId: string) {
    super(MemberNotFound.entry, { message: `${userId} is not a member of the clinic` });
  }
}

export class LastAdmin extends DomainError {
  static readonly entry = errorEntry('access.last-admin', 'conflict', {
    message: {
      en: 'The person is the only administrator of the clinic',
      pt: 'Esta pessoa é o único administrador da clínica',
    },
    hint: {
      en: 'Make somebody else an administrator first.',
      pt: 'Torne outra pessoa administradora antes.',
    },
    action:
      'Inclua antes outro administrador na clínica. Se ela deve mesmo ficar sem nenhum, quem administra a plataforma retira a pessoa.',
  });
  constructor(userId: string) {
    super(LastAdmin.entry, { message: `${userId} is the only administrator of the clinic` });
  }
}
