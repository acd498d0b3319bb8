import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** What the provider says of whoever signs in; anything may be missing or wrong. */
type Says = Readonly<Record<string, unknown>>;
type Code = { readonly challenge: string; readonly nonce: string; readonly says: Says };

/** An OpenID provider as small as it can be: discovery, a consent that always ends at once, tokens, keys. */
export async function startIdentityProvider(clientId = 'console', clientSecret = 'provider-secret') {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'p1', alg: 'RS256', use: 'sig' };
  const codes = new Map<string, Code>();
  let says: Says = { sub: 'bia' };
  let refuses: string | undefined;
  let issuer = '';

  const tokens = async (request: IncomingMessage, response: ServerResponse) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const form = new URLSearchParams(body);
    const known = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isOurs = form.get('client_secret') === clientSecret && form.get('client_id') === clientId;
    if (known?.challenge !== challenge || !isOurs) {
      json(response, 400, { error: 'invalid_grant' });
      return;
    }
    const idToken = await new SignJWT({ iss: issuer, aud: clientId, nonce: known.nonce, ...known.says })
      .setProtectedHeader({ alg: 'RS256', kid: 'p1' })
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(privateKey);
    json(response, 200, {
      access_token: 'opaque',
      token_type: 'Bearer',
      expires_in: 300,
      id_token: idToken,
    });
  };

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', issuer);
    if (url.pathname === '/.well-known/openid-configuration')
      json(response, 200, {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      });
    else if (url.pathname === '/jwks') json(response, 200, { keys: [jwk] });
    else if (url.pathname === '/token') void tokens(request, response);
    else if (url.pathname === '/authorize') {
      const asked = url.searchParams;
      const back = new URL(asked.get('redirect_uri') ?? '');
      back.searchParams.set('state', asked.get('state') ?? '');
      if (refuses === undefined) {
        const code = `code-${codes.size}-${Math.random()}`;
        codes.set(code, {
          challenge: asked.get('code_challenge') ?? '',
          nonce: asked.get('nonce') ?? '',
          says,
        });
        back.searchParams.set('code', code);
      } else back.searchParams.set('error', refuses);
      response.writeHead(303, { location: back.href }).end();
    } else response.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    /** Of a product at `publicUrl` whose people sign in here. */
    environment: (publicUrl: string) => ({
      PUBLIC_URL: publicUrl,
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: clientId,
      OIDC_CLIENT_SECRET: clientSecret,
    }),
    says: (next: Says) => void ([says, refuses] = [next, undefined]),
    refuses: (error: string) => void (refuses = error),
    close: () => server.close(),
  };
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
