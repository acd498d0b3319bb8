import { expect, test } from 'vitest';
import { labelOf } from '../../../../console/src/clinic/context/labels.ts';
import { missingWords } from '../../../../console/src/clinic/google/google-words.ts';
import { refusedOf } from '../../../../console/src/clinic/google/choice.ts';
import { reasonWords } from '../../../../console/src/platform/parked-words.ts';
import { inOneLine, kindOf, waitingWords } from '../../../../console/src/words/conversation-words.ts';
import { errorWords } from '../../../../console/src/words/error-words.ts';
import { cancelledWords, sendFailure } from '../../../../console/src/words/send-failure-words.ts';
import { toolWords, whyGuidedWords } from '../../../../console/src/words/turn-words.ts';

test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
  'a name that every object has, %s, is one that nobody knows, wherever it comes from',
  (name) => {
    expect(labelOf(name).toLowerCase()).toBe(name.toLowerCase().replaceAll('_', ' '));
    expect(missingWords(name)).toEqual([]);
    expect(refusedOf({ calendars: [{ calendarId: 'a', why: name }] }).get('a')).toMatch(/^Diga de quem/);
    expect(reasonWords(name)).toBe(`tipo que ainda não tratamos (${name})`);
    expect(kindOf({ type: name })).toBeUndefined();
    expect(inOneLine({ type: name, text: 'oi' })).toBe('oi');
    expect(waitingWords(name)).toBe('precisa de atenção');
    expect(toolWords(name)).toBe(name);
    expect(whyGuidedWords(name)).toBe('o modelo não deu uma resposta que servisse');
    for (const words of [errorWords(name, undefined), sendFailure(name).cause, cancelledWords(name)])
      expect(words).toEqual(expect.any(String));
  },
);
