// A real OpenID provider for the tests: node provider.mjs <port> <redirect>. Whoever types a name is that person; a name that
// begins with "loose" has an address that the provider never verified.
import Provider from 'oidc-provider';

const [port, redirect] = process.argv.slice(2);
const provider = new Provider(`http://localhost:${port}`, {
  clients: [{
    client_id: 'voorkeur',
    client_secret: 'a-secret-between-the-two-of-us',
    redirect_uris: [redirect],
  }],
  claims: { openid: ['sub'], email: ['email', 'email_verified'] },
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  cookies: { keys: ['only for tests'] },
  findAccount: (ctx, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: `${id.replace('loose-', '')}@imailo.example`, email_verified: !id.startsWith('loose') }),
  }),
});
provider.listen(Number(port), '127.0.0.1', () => console.log('ready'));
