import { branchName } from './branchName';

const subject = (kind: string, namespace: string, name: string) =>
  `create/${kind}.platform.spokeport.dev/${namespace}/${name}`;

describe('branchName', () => {
  it('keeps two kinds, two namespaces and two changes of one name apart', () => {
    const branches = [
      subject('tenantcluster', 'payments', 'prod'),
      subject('objectstore', 'payments', 'prod'),
      subject('tenantcluster', 'orders', 'prod'),
      'remove/tenantcluster.platform.spokeport.dev/payments/prod',
    ].map(branchName);
    expect(new Set(branches).size).toBe(branches.length);
    expect(branches[0]).toBe(
      'spokeport/create/tenantcluster.platform.spokeport.dev/payments/prod',
    );
  });

  it('gives the same subject the same branch', () => {
    const one = subject('tenantcluster', 'payments', 'prod');
    expect(branchName(one)).toBe(branchName(one));
  });

  it.each([
    { given: 'a..b/c.lock', expected: 'spokeport/a.b/c-lock' },
    { given: '/a b/~^:?*[/-x-/', expected: 'spokeport/a-b/x' },
  ])('makes of $given a name that Git takes', ({ given, expected }) => {
    expect(branchName(given)).toBe(expected);
  });
});
