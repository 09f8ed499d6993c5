import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';

const read = (name: string) =>
  parse(readFileSync(resolve(__dirname, '../../..', name), 'utf8'));

describe('app-config.production.yaml', () => {
  const production = read('app-config.production.yaml');

  it('has no sandbox sign-in, and nothing of the sandbox’s addresses', () => {
    expect(production.auth.providers).not.toHaveProperty('sandbox');
    expect(JSON.stringify(production)).not.toMatch(/localhost|sandbox/i);
    expect(production.auth.environment).toBe('production');
  });

  it('names secrets by environment variables only', () => {
    const secrets = [
      production.backend.database.connection.password,
      production.integrations.github[0].token,
      production.events.modules.github.webhookSecret,
    ];
    for (const secret of secrets) {
      expect(secret).toMatch(/^\$\{[A-Z0-9_]+\}$/);
    }
  });
});

describe('app-config.yaml', () => {
  it('listens on loopback only, keeps its data in files and asks for permissions', () => {
    const sandbox = read('app-config.yaml');
    expect(sandbox.backend.listen.host).toBe('127.0.0.1');
    expect(sandbox.backend.database.connection.directory).toMatch(/database$/);
    expect(sandbox.permission.enabled).toBe(true);
  });

  it('takes Groups and Users, who may act for whom, from no file that a tenant can change', () => {
    const { rules, locations } = read('app-config.yaml').catalog;
    const makesPeople = ({ allow }: { allow: string[] }) =>
      allow.includes('Group') || allow.includes('User');
    expect(rules.filter(makesPeople)).toEqual([]);
    const trusted = locations
      .filter(({ rules: own = [] }) => own.some(makesPeople))
      .map(({ target }: { target: string }) => target.split('/main/').at(-1));
    expect(trusted).toEqual([
      '../../examples/catalog-info.yaml',
      'catalog/tenants/*.yaml',
    ]);
  });
});
