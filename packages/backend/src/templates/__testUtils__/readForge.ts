import type { TemplateLab } from './TemplateLab';

/** The body of an answer of the forge's API to the portal's own token; `path` begins behind `/api/v3`. */
export async function readForge(lab: TemplateLab, path: string): Promise<any> {
  const answer = await fetch(`${lab.forge.apiUrl}${path}`, {
    headers: { authorization: `token ${lab.sandbox.tokens.botToken}` },
  });
  return answer.json();
}
