import { redactObject } from './redactObject';
import { withoutCredentials } from './withoutCredentials';
import { withoutOthers } from './withoutOthers';

describe('withoutCredentials', () => {
  it.each([
    {
      reason: 'a JSON Web Token',
      text: 'token eyJhbGciOiJSUzI1.eyJpc3MiOiJrdWJl.c2ln rejected',
      clean: 'token (withheld) rejected',
    },
    {
      reason: 'an access key of AWS',
      text: 'key AKIAIOSFODNN7EXAMPLE is unknown',
      clean: 'key (withheld) is unknown',
    },
    {
      reason: 'user information of an address',
      text: 'cannot clone https://bot:ghpsecret@git.example.org/a.git',
      clean: 'cannot clone https://(withheld)@git.example.org/a.git',
    },
    {
      reason: 'a header',
      text: 'Authorization: Bearer abcdef123456',
      clean: 'Authorization: Bearer (withheld)',
    },
    {
      reason: 'a parameter',
      text: 'dial failed: password=hunter22 host=db',
      clean: 'dial failed: password=(withheld) host=db',
    },
    {
      reason: 'a private key that is cut off',
      text: 'bad key -----BEGIN RSA PRIVATE KEY-----\nMIIE',
      clean: 'bad key (withheld)',
    },
  ])('withholds $reason', ({ text, clean }) => {
    expect(withoutCredentials(text)).toBe(clean);
  });

  it.each([
    'secret "payments-db" not found',
    'arn:aws:iam::123456789012:role/token-service',
    'cannot get secretRef: no such key',
    'https://git.example.org/acme/platform.git',
    'waiting for the token of the service account',
  ])('leaves what is none: %s', text => {
    expect(withoutCredentials(text)).toBe(text);
  });
});

describe('redactObject', () => {
  it('withholds by name, also in pairs, and says where', () => {
    const { object, withheld } = redactObject({
      metadata: {
        name: 'a',
        managedFields: [{ password: 'x' }],
        annotations: {
          'kubectl.kubernetes.io/last-applied-configuration':
            '{"password":"x"}',
          kept: 'yes',
        },
      },
      spec: {
        dbPassword: 'hunter22',
        passwordSecretRef: { name: 'db', key: 'password' },
        secretName: 'db',
        arguments: {
          parameters: [
            { name: 'api-token', value: 'abc' },
            { name: 'cluster', value: 'a' },
          ],
        },
        replicas: 3,
        empty: '',
        nothing: null,
      },
    });
    expect(object).toEqual({
      metadata: { name: 'a', annotations: { kept: 'yes' } },
      spec: {
        dbPassword: '(withheld)',
        passwordSecretRef: { name: 'db', key: 'password' },
        secretName: 'db',
        arguments: {
          parameters: [
            { name: 'api-token', value: '(withheld)' },
            { name: 'cluster', value: 'a' },
          ],
        },
        replicas: 3,
        empty: '',
        nothing: null,
      },
    });
    expect(withheld).toEqual([
      'spec.dbPassword',
      'spec.arguments.parameters[0].value',
    ]);
  });

  it('changes nothing of what it is given, and ends on what nests without end', () => {
    let deep: Record<string, unknown> = { password: 'x' };
    for (let depth = 0; depth < 5_000; depth += 1) {
      deep = { deep };
    }
    const given = { spec: deep, metadata: { managedFields: [] } };
    const { object } = redactObject(given);
    expect(JSON.stringify(object)).not.toContain('password');
    expect(given.metadata).toEqual({ managedFields: [] });
  });
});

describe('withoutOthers', () => {
  const app = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'shared', labels: { other: 'orders' } },
    spec: {
      project: 'default',
      source: {
        repoURL: 'r',
        path: 'p',
        helm: { values: 'tenant: orders' },
      },
    },
    status: {
      sync: { status: 'OutOfSync', revision: 'abc', comparedTo: 'orders' },
      conditions: [{ type: 'SyncError', message: 'orders-prod is wrong' }],
      operationState: {
        phase: 'Failed',
        message: 'orders-prod is wrong',
        syncResult: { resources: [{ name: 'orders-prod' }] },
      },
      resources: [
        { kind: 'TenantCluster', name: 'orders-prod' },
        { kind: 'TenantCluster', name: 'mine' },
      ],
    },
  };

  it('keeps how it does and what is theirs, and no word of others', () => {
    const shown = withoutOthers(app, ({ name }) => name === 'mine');
    expect(JSON.stringify(shown)).not.toContain('orders');
    expect(shown).toMatchObject({
      spec: { source: { repoURL: 'r', path: 'p' } },
      status: {
        sync: { status: 'OutOfSync' },
        operationState: { phase: 'Failed' },
        resources: [{ name: 'mine' }],
      },
    });
  });

  it('takes an Application without anything', () => {
    expect(withoutOthers({}, () => true)).toMatchObject({ status: {} });
  });
});
