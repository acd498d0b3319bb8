import { z } from 'zod';
import { boundedFetch } from '../../../application/exchange/bounded-fetch.ts';
import type { TemplateManager } from '../../../application/ports/templates/template-manager.ts';
import { TemplatesUnavailable } from '../../../domain/templates/template-errors.ts';
import type { TemplateAccount } from '../../../application/ports/templates/templates.ts';
import type { ReadToken } from '../access-token.ts';
import { creationBody, templateIn, templatePage } from './template-payload.ts';

type Settings = {
  readonly graphUrl: string;
  readonly version: string;
  readonly tokenOf: ReadToken<TemplateAccount>;
  readonly timeoutMs: number;
};

const largestReply = 4 * 1024 * 1024;
const perPage = 100;
/** An account has at most 6000 templates. */
const mostPages = 70;
const fields = 'name,language,status,category,parameter_format,components,quality_score,rejected_reason';

const refusal = z.looseObject({
  error: z.looseObject({
    code: z.number().optional(),
    error_subcode: z.number().optional(),
    error_user_title: z.string().optional(),
  }),
});
/** "Content in this language already exists": it was made before. */
const alreadyThere = 2_388_024;

/** docs/vendors/meta.md#templates. The token goes by header only: Meta repeats a query in `paging.next`. */
export function metaTemplateManager({ graphUrl, version, tokenOf, timeoutMs }: Settings): TemplateManager {
  const base = `${graphUrl.replace(/\/$/, '')}/${version}`;
  const fetchWithin = boundedFetch({ timeoutMs, largestReply });
  const call = async (
    account: TemplateAccount,
    path: string,
    init: RequestInit = {},
  ): Promise<{ status: number; body: unknown }> => {
    const access = await tokenOf(account);
    if ('missing' in access) throw new TemplatesUnavailable(`access token ${access.missing}`);
    try {
      const answer = await fetchWithin(`${base}/${path}`, {
        ...init,
        redirect: 'error',
        headers: { authorization: `Bearer ${access.token}`, 'content-type': 'application/json' },
      });
      return { status: answer.status, body: await answer.json() };
    } catch (cause) {
      throw new TemplatesUnavailable('no answer', cause);
    }
  };
  const refused = (status: number, body: unknown) => {
    const { data } = refusal.safeParse(body);
    return new TemplatesUnavailable(
      `Meta ${data?.error.error_subcode ?? data?.error.code ?? `HTTP ${status}`}`,
    );
  };

  return {
    async list(account) {
      const { wabaId } = account;
      const found: unknown[] = [];
      let after: string | undefined;
      for (let page = 0; page < mostPages; page += 1) {
        const query = new URLSearchParams({ fields, limit: String(perPage), ...(after && { after }) });
        const { status, body } = await call(
          account,
          `${encodeURIComponent(wabaId)}/message_templates?${query.toString()}`,
        );
        const read = templatePage.safeParse(body);
        if (status !== 200 || !read.success) throw refused(status, body);
        found.push(...read.data.data);
        after = read.data.paging?.next === undefined ? undefined : read.data.paging.cursors?.after;
        if (after === undefined) return found.flatMap((value) => templateIn(wabaId, value) ?? []);
      }
      throw new TemplatesUnavailable('the list does not end');
    },

    async create(account, template) {
      const { status, body } = await call(
        account,
        `${encodeURIComponent(account.wabaId)}/message_templates`,
        {
          method: 'POST',
          body: JSON.stringify(creationBody(template)),
        },
      );
      if (status >= 200 && status < 300) return;
      if (refusal.safeParse(body).data?.error.error_subcode === alreadyThere) return;
      throw refused(status, body);
    },
  };
}
