// A certified OpenID provider whose only account logs in and agrees by itself.
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { Provider } from 'oidc-provider';
import { answer, say } from './lines.mjs';

const [redirectUri, lifetime, bound] = process.argv.slice(2);
const server = createServer().listen(0, '127.0.0.1');
await once(server, 'listening');
const issuer = `http://127.0.0.1:${server.address().port}`;
const INTERACTION = '/interaction/';

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'carabiner',
      client_secret: 'provider-secret',
      redirect_uris: [redirectUri],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      dpop_bound_access_tokens: bound === 'bound',
    },
  ],
  claims: { openid: ['sub'], profile: ['name'], email: ['email'], groups: ['groups'] },
  // a token is dead the moment its life ends
  clockTolerance: 0,
  cookies: { keys: ['only for tests'] },
  features: {
    devInteractions: { enabled: false },
    revocation: { enabled: true },
    dPoP: { enabled: true, nonceSecret: randomBytes(32), requireNonce: () => true },
  },
  findAccount: (_, accountId) => ({
    accountId,
    claims: () => ({
      sub: accountId,
      name: 'Ada Lovelace',
      email: 'ada@example.com',
      groups: ['staff', 'console-admins'],
    }),
  }),
  interactions: { url: (_, { uid }) => INTERACTION + uid },
  rotateRefreshToken: true,
  ttl: { AccessToken: Number(lifetime) },
});

const events = [];
provider.on('grant.success', ctx => events.push(`granted ${ctx.oidc.params.grant_type}`));
provider.on('grant.error', (ctx, error) =>
  events.push(`refused ${ctx.oidc.params?.grant_type} ${error.error}`),
);
provider.on('grant.revoked', () => events.push('grant revoked'));
provider.on('server_error', (_, error) => console.error(error));

async function logInAndAgree(request, response) {
  const { prompt, params, session, grantId } = await provider.interactionDetails(request, response);
  if (prompt.name === 'login') {
    const login = { accountId: 'ada' };
    return provider.interactionFinished(request, response, { login });
  }
  const grant =
    (grantId && (await provider.Grant.find(grantId))) ||
    new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  const consent = { grantId: await grant.save() };
  return provider.interactionFinished(request, response, { consent });
}

const answered = provider.callback();
server.on('request', (request, response) => {
  if (!request.url.startsWith(INTERACTION)) return answered(request, response);
  return logInAndAgree(request, response).catch(error => {
    console.error(error);
    response.writeHead(500).end(String(error));
  });
});

say({ value: issuer });
await answer({ events: () => events });
process.exit(0);
