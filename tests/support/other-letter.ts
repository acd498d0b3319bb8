/** The same text but for one letter of its end, always another one. The very last letters of base64 may mean nothing. */
export function withOtherLetter(text: string): string {
  const at = text.length - 3;
  return `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
}
