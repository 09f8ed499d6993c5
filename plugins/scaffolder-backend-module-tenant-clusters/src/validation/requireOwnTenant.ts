import { NotFoundError } from '@backstage/errors';
import { foreignTenants } from './foreignTenants';
import type { RulesClient } from './createRulesClient';

/**
 * A hub's repository holds every tenant's claims; a form must not be a way to read those of others.
 *
 * @throws NotFoundError when a file holds a claim of a tenant that the person does not belong to: for them it is not there.
 */
export async function requireOwnTenant(options: {
  path: string;
  text: string;
  rules: RulesClient;
}): Promise<void> {
  const { path, text, rules } = options;
  if ((await foreignTenants(text, rules)).length > 0) {
    throw new NotFoundError(
      `There is no file ${path} for a tenant that you belong to`,
    );
  }
}
