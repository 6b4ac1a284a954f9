import kinde from '@kinde-oss/kinde-nodejs-sdk';
import { answer } from './lines.mjs';

const { ApiClient, ConnectedAppsApi, GrantType, KindeClient } = kinde;
const [domain, clientId, clientSecret] = process.argv.slice(2);
const signIn = new KindeClient({
  domain,
  clientId,
  clientSecret,
  grantType: GrantType.CLIENT_CREDENTIALS,
  audience: `${domain}/api`,
  // left out, the SDK asks for the scopes of a person's sign-in
  scope: '',
  redirectUri: domain,
  logoutRedirectUri: domain,
});

const apiClient = new ApiClient(domain);
const api = new ConnectedAppsApi(apiClient);

async function authorized() {
  const { kindeBearerAuth } = apiClient.authentications;
  kindeBearerAuth.accessToken ??= await signIn.getToken({ headers: {} });
  return kindeBearerAuth.accessToken;
}

function called(operation, ...given) {
  return new Promise((resolve, reject) => {
    operation.call(api, ...given, (error, data) => (error ? reject(error) : resolve(data)));
  });
}

await answer(
  {
    machineToken: authorized,
    authUrl: async ({ keyCodeRef, userId }) => {
      await authorized();
      return called(api.getConnectedAppAuthUrl, keyCodeRef, userId);
    },
    token: async ({ sessionId }) => {
      await authorized();
      return called(api.getConnectedAppToken, sessionId);
    },
    revoke: async ({ sessionId }) => {
      await authorized();
      return called(api.revokeConnectedAppToken, sessionId);
    },
  },
  error => ({ message: String(error), status: error.status, body: error.response?.body }),
);
process.exit(0);
