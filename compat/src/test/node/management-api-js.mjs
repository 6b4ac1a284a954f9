import { ConnectedApps, getToken, init } from '@kinde/management-api-js';
import { answer } from './lines.mjs';

const [kindeDomain, clientId, clientSecret] = process.argv.slice(2);
if (kindeDomain) init({ kindeDomain, clientId, clientSecret });
else init();

await answer(
  {
    machineToken: () => getToken(),
    authUrl: ({ keyCodeRef, userId }) => ConnectedApps.getConnectedAppAuthUrl({ keyCodeRef, userId }),
    token: ({ sessionId }) => ConnectedApps.getConnectedAppToken({ sessionId }),
    revoke: ({ sessionId }) => ConnectedApps.revokeConnectedAppToken({ sessionId }),
  },
  error => ({ message: String(error), status: error.status, body: error.body }),
);
process.exit(0);
