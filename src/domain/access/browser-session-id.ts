export type BrowserSessionId = string & { readonly brand: 'BrowserSessionId' };
export const browserSessionId = (value: string) => value as BrowserSessionId;
