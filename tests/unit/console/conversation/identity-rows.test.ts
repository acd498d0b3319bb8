import { describe, expect, it } from 'vitest';
import type { KnownIdentity } from '../../../../client/atende-client.ts';
import { identityRows } from '../../../../console/src/conversation/patient/identity-rows.ts';

const known = (kind: KnownIdentity['kind'], value: string, isFormer = false): KnownIdentity => ({
  ...{ kind, value, isFormer },
});
const phone = '5511985221001';

describe('what is known of a patient beside the telephone that is shown', () => {
  it('is nothing where WhatsApp says nothing else', () => {
    expect(identityRows([known('phone', phone), known('wa_id', phone)], phone)).toEqual([]);
    expect(identityRows([], undefined)).toEqual([]);
  });

  it('is how WhatsApp spells it, other numbers, and its own ids, with the former ones marked', () => {
    const rows = identityRows(
      [
        known('bsuid', 'BR.1'),
        known('phone', phone),
        known('wa_id', '551185221001'),
        known('phone', '5511985229999', true),
        known('wa_id', '5511985229999', true),
        known('bsuid', 'BR.0', true),
      ],
      phone,
    );
    expect(rows).toEqual([
      { words: 'Outros números', values: ['+55 11 98522-9999 (antigo)'] },
      { words: 'No WhatsApp como', values: ['+55 11 8522-1001'] },
      { words: 'Identificador do WhatsApp', values: ['BR.1', 'BR.0 (antigo)'] },
    ]);
  });
});
