import { DomainError, errorEntry } from '../../error.ts';

export class MediaNotFound extends DomainError {
  static readonly entry = errorEntry('media.not-found', 'not-found', {
    message: {
      en: 'There is no file with this message',
      pt: 'Não há arquivo nesta mensagem',
    },
  });
  constructor() {
    super(MediaNotFound.entry);
  }
}

export class MediaNotReady extends DomainError {
  static readonly entry = errorEntry('media.not-ready', 'conflict', {
    message: {
      en: 'The file is being fetched from WhatsApp',
      pt: 'O arquivo está sendo buscado no WhatsApp',
    },
    hint: {
      en: 'Ask again in some seconds; the event message-status says when it is there.',
      pt: 'Tente de novo em alguns segundos.',
    },
  });
  constructor() {
    super(MediaNotReady.entry);
  }
}

export class MediaUnavailable extends DomainError {
  static readonly entry = errorEntry('media.unavailable', 'not-found', {
    message: {
      en: 'The file could not be fetched from WhatsApp and is lost',
      pt: 'O arquivo não pôde ser buscado no WhatsApp e se perdeu',
    },
    hint: {
      en: 'Ask the patient to send it again, or look at the clinic’s phone.',
      pt: 'Peça ao paciente que envie de novo, ou veja no celular da clínica.',
    },
    action:
      'Peça ao paciente que envie o arquivo de novo, ou veja no celular da clínica: o WhatsApp não o entregou, ou ele não era o que dizia ser.',
  });
  constructor(code: string | undefined) {
    super(MediaUnavailable.entry, { details: { code: code ?? null } });
  }
}

export class FileTypeRefused extends DomainError {
  static readonly entry = errorEntry('media.type-refused', 'invalid', {
    message: {
      en: 'WhatsApp takes no files of this type',
      pt: 'O WhatsApp não aceita arquivos deste tipo',
    },
    hint: {
      en: 'Send JPEG or PNG, MP4 or 3GP, AAC, AMR, MP3, M4A or Ogg Opus, PDF, plain text or an office document. The bytes decide, not the name.',
      pt: 'Envie JPEG ou PNG, MP4 ou 3GP, AAC, AMR, MP3, M4A ou Ogg Opus, PDF, texto ou documento do Office. Vale o conteúdo, não o nome.',
    },
  });
  constructor(type: string | undefined) {
    super(FileTypeRefused.entry, { details: { type: type ?? null } });
  }
}

export class FileTooLarge extends DomainError {
  static readonly entry = errorEntry('media.too-large', 'invalid', {
    message: {
      en: 'The file is larger than WhatsApp takes of its kind',
      pt: 'O arquivo é maior do que o WhatsApp aceita',
    },
    hint: {
      en: 'At most 5 MB for pictures, 16 MB for audio and video, 100 MB for documents; details.largest is in bytes.',
      pt: 'No máximo 5 MB para imagens, 16 MB para áudio e vídeo, 100 MB para documentos.',
    },
  });
  constructor(about: { readonly kind: string; readonly size: number; readonly largest: number }) {
    super(FileTooLarge.entry, { details: about });
  }
}

export class FileIncomplete extends DomainError {
  static readonly entry = errorEntry('media.incomplete', 'invalid', {
    message: { en: 'The file did not arrive whole', pt: 'O arquivo não chegou inteiro' },
    hint: { en: 'Send it again.', pt: 'Envie de novo.' },
    retryable: true,
  });
  constructor() {
    super(FileIncomplete.entry);
  }
}

export class UploadedFileNotFound extends DomainError {
  static readonly entry = errorEntry('media.upload-not-found', 'not-found', {
    message: {
      en: 'There is no such file to be sent in this conversation',
      pt: 'Este arquivo não está mais à espera de ser enviado nesta conversa',
    },
    hint: {
      en: 'Upload it again: a file is sent once, within a day, in the conversation it was uploaded for.',
      pt: 'Carregue-o de novo: um arquivo é enviado uma vez, em até um dia, na conversa em que foi carregado.',
    },
  });
  constructor() {
    super(UploadedFileNotFound.entry);
  }
}

export class CaptionNotPossible extends DomainError {
  static readonly entry = errorEntry('media.caption-not-possible', 'invalid', {
    message: { en: 'An audio has no caption', pt: 'Um áudio não leva legenda' },
    hint: { en: 'Send the words as a message of their own.', pt: 'Envie o texto como outra mensagem.' },
  });
  constructor() {
    super(CaptionNotPossible.entry);
  }
}
