/** As much of a browser as a consent needs: cookies per origin, and the word that a page of ours is asking. */
export function aBrowser() {
  const jar = new Map<string, Map<string, string>>();
  const cookiesOf = (url: string) => {
    const { origin } = new URL(url);
    const known = jar.get(origin) ?? new Map<string, string>();
    jar.set(origin, known);
    return known;
  };

  const visit: typeof fetch = async (input, init = {}) => {
    const url = input instanceof Request ? input.url : input.toString();
    const cookies = cookiesOf(url);
    const headers = new Headers(init.headers);
    headers.set('sec-fetch-site', 'same-origin');
    if (cookies.size > 0) headers.set('cookie', [...cookies].map((pair) => pair.join('=')).join('; '));
    const answer = await fetch(url, { redirect: 'manual', ...init, headers });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return answer;
  };

  return {
    fetch: visit,
    /** Every value of every cookie. */
    cookies: () => [...jar.values()].flatMap((cookies) => [...cookies.values()]),
    /**
     * Opens Google's consent page for the account, leaves everything ticked, allows, and goes wherever it is sent.
     * @returns the addresses on the way, and the page at its end
     */
    async allowEverything(consentUrl: string, account: string) {
      const page = await (await visit(`${consentUrl}&account=${encodeURIComponent(account)}`)).text();
      const [, action = ''] = /action="([^"]+)"/.exec(page) ?? [];
      const [, sub = ''] = /name="account" value="([^"]+)"/.exec(page) ?? [];
      const body = new URLSearchParams({ account: sub, decision: 'allow' });
      for (const [box] of page.matchAll(/<input[^>]*type="checkbox"[^>]*>/g))
        body.append('scope', /value="([^"]+)"/.exec(box)?.[1] ?? '');
      const form = new URL(action.replaceAll('&amp;', '&'), consentUrl);
      let answer = await visit(form.href, { method: 'POST', body });
      const way: string[] = [];
      let here = form.href;
      for (let next = answer.headers.get('location'); next !== null; next = answer.headers.get('location')) {
        here = new URL(next, here).href;
        way.push(here);
        answer = await visit(here);
      }
      return { way, status: answer.status, page: await answer.text() };
    },
  };
}

export type Browser = ReturnType<typeof aBrowser>;
