import { Fragment, type ReactNode } from 'react';

const marks = [
  { mark: '*', pattern: /\*(?! )([^*\n]+?)(?<! )\*/, draw: (inner: ReactNode) => <strong>{inner}</strong> },
  {
    mark: '_',
    pattern: /(?<!\w)_(?! )([^_\n]+?)(?<! )_(?!\w)/,
    draw: (inner: ReactNode) => <em>{inner}</em>,
  },
  { mark: '~', pattern: /~(?! )([^~\n]+?)(?<! )~/, draw: (inner: ReactNode) => <s>{inner}</s> },
] as const;

/** WhatsApp's marks drawn as the phone draws them; everything else is text, also what looks like markup or a link. */
export function MessageText({ text }: { text: string }): ReactNode {
  const found = marks
    .flatMap(({ pattern, draw, mark }) => {
      if (!text.includes(mark)) return [];
      const match = pattern.exec(text);
      return match === null ? [] : [{ match, draw }];
    })
    .sort((a, b) => a.match.index - b.match.index)[0];
  if (found === undefined) return text;
  const { match, draw } = found;
  const before = text.slice(0, match.index);
  const after = text.slice(match.index + match[0].length);
  return (
    <Fragment>
      {before}
      {draw(<MessageText text={match[1] ?? ''} />)}
      <MessageText text={after} />
    </Fragment>
  );
}
