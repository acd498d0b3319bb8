import { describe, expect, it } from 'vitest';
import { table } from '../../../src/bootstrap/commands/report.ts';
import { jsonText, terminalLine, terminalText } from '../../../src/bootstrap/commands/terminal-text.ts';
import { noErasureKeys } from '../../../src/adapters/crypto/no-erasure-keys.ts';
import { noErasureJournal } from '../../../src/adapters/journal/no-erasure-journal.ts';
import { clinicId } from '../../../src/domain/clinic/clinic.ts';

const hostile = 'a\u001b[2J\u001b]0;title\u0007b\u009b31mc\rd\u202ee\u200bf\u0000g\u2028h\ni\tj';

describe('what others wrote', () => {
  it('has nothing that a terminal obeys, and keeps its line breaks', () => {
    expect(terminalText(hostile)).toBe('a[2J]0;titleb31mcdefgh\nij');
    expect(terminalText('Olá, João! 👩 50 % — ção')).toBe('Olá, João! 👩 50 % — ção');
  });

  it('is one line in a table, as wide as it is seen', () => {
    const [head, row, other] = table(
      ['text', 'n'],
      [
        [hostile, 1],
        ['short', 2],
      ],
    ).split('\n');
    expect(row).toMatch(/^a\[2J\]0;titleb31mc defg h i j +1$/);
    expect(other?.indexOf('2')).toBe(row?.lastIndexOf('1'));
    expect(head?.indexOf('n')).toBe(row?.lastIndexOf('1'));
  });

  it('reads the same from JSON, which has nothing that a terminal obeys either', () => {
    const tagged = `${hostile}\u{e0041}👩`;
    const json = jsonText({ tagged }, 2);
    expect(json).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\u2028\u2029]/u);
    expect(JSON.parse(json)).toEqual({ tagged });
    expect(jsonText(undefined)).toBe('null');
  });

  it('is cut between letters', () => {
    expect(terminalLine('👩👩👩', 2)).toBe('👩👩…');
    expect(terminalLine('ab', 2)).toBe('ab');
  });
});

describe('a command without ERASURE_KEY', () => {
  it('neither names what was erased with another key nor writes to another journal', async () => {
    const clinic = clinicId('c');
    expect(() => noErasureKeys.ofMessage(clinic, 'x')).toThrow('ERASURE_KEY');
    expect(() => noErasureKeys.ofIdentity(clinic, { kind: 'phone', value: '55' })).toThrow('ERASURE_KEY');
    const entry = { type: 'certificate', clinicId: clinic, id: 'e' as never, certificate: 'c' } as const;
    await expect(noErasureJournal.append(entry)).rejects.toThrow('ERASURE_JOURNAL');
    expect(() => noErasureJournal.read()).toThrow('ERASURE_JOURNAL');
  });
});
