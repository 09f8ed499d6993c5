import { bad, good, type Finding } from './Finding.ts';

/** Whether a hub's platform repository and its token do. */
export async function checkRepository(
  hub: string,
  url: string,
  branch: string,
  integrations: { host: string; apiBaseUrl?: string; token?: string }[],
): Promise<Finding[]> {
  const { host, pathname } = new URL(url);
  const integration = integrations.find(candidate => candidate.host === host);
  if (!integration) {
    return [bad(`Hub ${hub}: there is no GitHub integration for ${host}`)];
  }
  const api = integration.apiBaseUrl ?? 'https://api.github.com';
  const name = pathname.replace(/^\/|\.git$/g, '');
  try {
    const response = await fetch(`${api}/repos/${name}/branches/${branch}`, {
      headers: integration.token
        ? { authorization: `token ${integration.token}` }
        : {},
      signal: AbortSignal.timeout(10_000),
    });
    if (response.status === 401) {
      return [bad(`Hub ${hub}: ${host} refuses the token`)];
    }
    if (!response.ok) {
      return [
        bad(
          `Hub ${hub}: ${name} or its branch ${branch} does not exist on ${host}, or the token may not read it`,
        ),
      ];
    }
    const scopes = response.headers.get('x-oauth-scopes');
    const lacksRepo = scopes && !/\brepo\b/.test(scopes);
    return [
      lacksRepo
        ? bad(
            `Hub ${hub}: the token for ${host} lacks the scope repo (it has ${scopes})`,
          )
        : good(`Hub ${hub}: ${name} can be read`),
    ];
  } catch {
    return [bad(`Hub ${hub}: ${host} does not answer`)];
  }
}
