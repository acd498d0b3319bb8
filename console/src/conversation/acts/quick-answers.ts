import { queryOptions } from '@tanstack/react-query';
import { client } from '../../client.ts';

export type QuickAnswerText = { readonly id: string; readonly name: string; readonly text: string };

export const quickAnswerList = (clinicId: string) =>
  queryOptions({
    queryKey: ['quick-answers', clinicId],
    async queryFn({ signal }): Promise<readonly QuickAnswerText[]> {
      const { items } = await client.listQuickAnswers({ clinicId, signal });
      return items.toSorted((a, b) => a.name.localeCompare(b.name, 'pt-BR', { numeric: true }));
    },
    staleTime: 60_000,
  });

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();

/** Those whose name begins with what is looked for come first, then those that have it in the name, then in the text. */
export function matching<Answer extends QuickAnswerText>(
  answers: readonly Answer[],
  search: string,
): readonly Answer[] {
  const wanted = plain(search);
  const rank = ({ name, text }: Answer): number => {
    const place = plain(name).indexOf(wanted);
    if (place === 0) return 0;
    return place > 0 ? 1 : plain(text).includes(wanted) ? 2 : 3;
  };
  return [0, 1, 2].flatMap((each) => answers.filter((answer) => rank(answer) === each));
}

/** What an arrow leads to among `count` in a ring; `undefined` for any other key. */
export function placeAfter(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % count;
    case 'ArrowUp':
      return (at + count - 1) % count;
    default:
      return undefined;
  }
}

/** The text with the answer in the place of what is selected, and where one goes on writing. */
export function withAnswer(
  text: string,
  [start, end]: readonly [number, number],
  answer: string,
): { readonly text: string; readonly caret: number } {
  const [before, after] = [text.slice(0, start), text.slice(end)];
  const begun = `${before}${/\S$/.test(before) ? ' ' : ''}${answer}`;
  return { text: `${begun}${/^\S/.test(after) ? ' ' : ''}${after}`, caret: begun.length };
}
