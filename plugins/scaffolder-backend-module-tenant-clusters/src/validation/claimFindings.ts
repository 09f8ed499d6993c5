import type { RulesClient } from './createRulesClient';
import { changedClaim } from './changedClaim';
import { joinFindings, type Findings } from './Findings';
import type { FoundClaim } from './FoundClaim';
import { newClaim } from './newClaim';
import { sizeProblems } from './sizeProblems';

/** Two claims of one request must not collide with each other either. */
function repeatedNames(claims: FoundClaim[]): string[] {
  const seen = new Set<string>();
  const problems: string[] = [];
  for (const { path, manifest } of claims) {
    const key = `${manifest.kind}/${manifest.namespace}/${manifest.name}`;
    if (seen.has(key)) {
      problems.push(`${path}: ${key} is there twice`);
    }
    seen.add(key);
  }
  return problems;
}

/** Everything that is found about the claims of a request, as sentences with the file they concern. */
export async function claimFindings(options: {
  hub: string;
  requester: string;
  purpose: 'create' | 'change';
  claims: FoundClaim[];
  rules: RulesClient;
}): Promise<Findings> {
  const { hub, requester, purpose, claims, rules } = options;
  const { hubs, tenants, sizes } = await rules.options();
  const findings: Partial<Findings>[] = [{ problems: repeatedNames(claims) }];
  if (!hubs.some(({ name }) => name === hub)) {
    return joinFindings([{ problems: [`There is no hub '${hub}'`] }]);
  }
  for (const claim of claims) {
    findings.push(
      purpose === 'change'
        ? await changedClaim({ hub, claim, rules })
        : await newClaim({ hub, requester, tenants, claim, rules }),
      { problems: await sizeProblems({ hub, claim, sizes, rules }) },
    );
  }
  return joinFindings(findings);
}
