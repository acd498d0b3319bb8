import { z } from 'zod';
import type { MetaSignup, SignupDialog } from '../../../application/ports/whatsapp/meta-signup.ts';
import { graphQuestions, type GraphSettings } from './graph-questions.ts';

type Settings = GraphSettings & {
  /** Absent: no Embedded Signup. */
  readonly signup?:
    | {
        readonly appId: string;
        readonly appSecret: string;
        readonly configId: string;
        readonly dialogUrl: string;
        readonly redirectUri: string;
      }
    | undefined;
};

const granted = z.looseObject({ access_token: z.string().min(1).max(4_096) });

/** docs/vendors/meta.md#embedded-signup */
export function metaSignup({ signup, ...graph }: Settings): MetaSignup {
  const ask = graphQuestions(graph);
  return {
    dialog: signup && dialogOf(signup, graph.version),
    async exchange(code, redirectUri) {
      if (signup === undefined) return { failure: 'refused', code: 'no-app', isPassing: false };
      const query = new URLSearchParams({
        client_id: signup.appId,
        client_secret: signup.appSecret,
        code,
        ...(redirectUri !== undefined && { redirect_uri: redirectUri }),
      });
      const once = () => ask(undefined, `oauth/access_token?${query.toString()}`, granted);
      const first = await once();
      // a code lives for half a minute: one more try, at once, and never later
      const answer = 'failure' in first && first.isPassing ? await once() : first;
      return 'ok' in answer ? { ok: answer.ok.access_token } : answer;
    },
  };
}

function dialogOf(signup: NonNullable<Settings['signup']>, version: string): SignupDialog {
  const { appId, configId, dialogUrl, redirectUri } = signup;
  const address = (extras: object) => {
    const query = new URLSearchParams({
      client_id: appId,
      config_id: configId,
      redirect_uri: redirectUri,
      response_type: 'code',
      override_default_response_type: 'true',
      extras: JSON.stringify(extras),
    });
    return `${dialogUrl}/${version}/dialog/oauth?${query.toString()}`;
  };
  return {
    ...{ appId, configId, version, redirectUri },
    addresses: {
      number: address({ setup: {} }),
      businessApp: address({ setup: {}, featureType: 'whatsapp_business_app_onboarding' }),
    },
  };
}
