import {
  Configuration,
  ConnectedAppsApi,
  createKindeServerClient,
  GrantType,
} from '@kinde-oss/kinde-typescript-sdk';
import { answer } from './lines.mjs';

const [authDomain, clientId, clientSecret] = process.argv.slice(2);
const client = createKindeServerClient(GrantType.CLIENT_CREDENTIALS, {
  authDomain,
  clientId,
  clientSecret,
  audience: `${authDomain}/api`,
  logoutRedirectURL: authDomain,
});

const items = new Map();
const session = {
  getSessionItem: async name => items.get(name) ?? null,
  setSessionItem: async (name, value) => void items.set(name, value),
  removeSessionItem: async name => void items.delete(name),
  destroySession: async () => items.clear(),
};

const api = new ConnectedAppsApi(
  new Configuration({ basePath: authDomain, accessToken: () => client.getToken(session) }),
);

// The SDK renames members: session_id becomes sessionId. The test speaks the wire's names.
await answer(
  {
    machineToken: () => client.getToken(session),
    authUrl: async asked => {
      const { url, sessionId } = await api.getConnectedAppAuthUrl(asked);
      return { url, session_id: sessionId };
    },
    token: async asked => {
      const { accessToken, accessTokenExpiry } = await api.getConnectedAppToken(asked);
      return { access_token: accessToken, access_token_expiry: accessTokenExpiry };
    },
    revoke: asked => api.revokeConnectedAppToken(asked),
  },
  async error => ({
    message: String(error),
    status: error.response?.status,
    body: await error.response?.json(),
  }),
);
process.exit(0);
