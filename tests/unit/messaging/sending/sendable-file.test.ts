import { describe, expect, it } from 'vitest';
import { sendableFile } from '../../../../src/domain/messaging/sending/sendable-file.ts';

const mebibyte = 1024 * 1024;
const found = (type: string | undefined, fileName: string, size = 1_000, codec?: string) =>
  sendableFile({ type, fileName, size, ...(codec !== undefined && { codec }) });
const refused = (...file: Parameters<typeof found>) => {
  try {
    return found(...file).kind;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('a file that somebody of the clinic wants to send', () => {
  it('goes as what its bytes are, whatever it is called, and is called so that it opens', () => {
    expect(found('image/jpeg', 'foto.JPG')).toMatchObject({ kind: 'image', fileName: 'foto.JPG' });
    expect(found('application/pdf', 'foto.jpg')).toMatchObject({
      kind: 'document',
      fileName: 'foto.jpg.pdf',
    });
    expect(found('audio/x-m4a', 'nota')).toMatchObject({ mimeType: 'audio/mp4', fileName: 'nota.m4a' });
  });

  it('is a voice note when it is Ogg Opus of at most 512 KB', () => {
    expect(found('audio/ogg', 'a.ogg', 512 * 1024, 'opus')).toMatchObject({
      kind: 'audio',
      mimeType: 'audio/ogg; codecs=opus',
      isVoice: true,
    });
    expect(found('audio/ogg', 'a.ogg', 512 * 1024 + 1, 'opus').isVoice).toBe(false);
    expect(refused('audio/ogg', 'a.ogg', 1_000, 'vorbis')).toBe('media.type-refused');
  });

  it('is told by its name only among the older office formats and plain text', () => {
    expect(found('application/x-cfb', 'laudo.doc').mimeType).toBe('application/msword');
    expect(found(undefined, 'preparo.txt').mimeType).toBe('text/plain');
    expect(refused('application/x-cfb', 'instalar.msi')).toBe('media.type-refused');
    expect(refused(undefined, 'pagina.html')).toBe('media.type-refused');
  });

  it('is refused when WhatsApp takes no such type', () => {
    for (const type of [
      'application/xml',
      'application/zip',
      'application/x-msdownload',
      'image/webp',
      'image/gif',
    ])
      expect(refused(type, 'x.pdf')).toBe('media.type-refused');
    expect(refused('image/jpeg', 'x.jpg', 0)).toBe('media.type-refused');
  });

  it('is refused beyond the size that WhatsApp takes of its kind', () => {
    expect(refused('image/png', 'x.png', 5 * mebibyte)).toBe('image');
    expect(refused('image/png', 'x.png', 5 * mebibyte + 1)).toBe('media.too-large');
    expect(refused('audio/mpeg', 'x.mp3', 16 * mebibyte + 1)).toBe('media.too-large');
    expect(refused('video/mp4', 'x.mp4', 16 * mebibyte + 1)).toBe('media.too-large');
    expect(refused('application/pdf', 'x.pdf', 100 * mebibyte)).toBe('document');
    expect(refused('application/pdf', 'x.pdf', 100 * mebibyte + 1)).toBe('media.too-large');
  });
});
