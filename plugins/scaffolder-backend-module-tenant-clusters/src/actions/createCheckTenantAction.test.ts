import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  type ActionLab,
  recordRequests,
} from '../__testUtils__/createActionLab';
import { exampleProblems } from '../__testUtils__/parseExamples';
import { setUpActionLab } from '../__testUtils__/setUpActionLab';
import type { PlatformAnswers } from '../__testUtils__/startPlatformAnswers';
import { createCheckTenantAction } from './createCheckTenantAction';

describe('tenant-clusters:tenant:check', () => {
  const { start } = setUpActionLab();
  let lab: ActionLab;
  let platform: PlatformAnswers;
  let action: ReturnType<typeof createCheckTenantAction>;

  beforeAll(async () => {
    ({ lab, platform } = await start());
    await lab.commit({
      'tenants/payments/namespace.yaml': 'kind: Namespace\n',
    });
    action = createCheckTenantAction({ ...lab.services, ...platform.services });
  });

  beforeEach(() => {
    lab.mayRequest = AuthorizeResult.ALLOW;
    lab.mayReadHubs = AuthorizeResult.DENY;
  });

  const check = (input: Record<string, unknown>) =>
    lab.run(action, { hub: 'hub-eu', tenant: 'payments', ...input });

  it('lets a member act, and says where the platform repository lies, without a call to GitHub', async () => {
    const { value, recording } = await recordRequests(() => check({}));
    const { url } = lab.forge;
    expect(value.output.platformRepository).toEqual({
      host: new URL(url).host,
      owner: 'acme',
      name: 'platform',
      url: `${url}/acme/platform`,
      ownerUrl: `${url}/acme`,
    });
    expect(
      recording.requests.filter(request => request.includes('/api/v3/')),
    ).toEqual([]);
  });

  it('lets the platform team take in a tenant that is new', async () => {
    lab.mayReadHubs = AuthorizeResult.ALLOW;
    const { output } = await check({
      tenant: 'shipping',
      purpose: 'onboard',
      newPaths: ['tenants/shipping/namespace.yaml'],
    });
    expect(output.platformRepository).toMatchObject({ owner: 'acme' });
  });

  it.each([
    {
      reason: 'somebody else’s tenant',
      input: { tenant: 'orders' },
      error: 'You do not belong to tenant orders; you can act for payments',
    },
    {
      reason: 'whoever may request nothing',
      input: {},
      mayRequest: AuthorizeResult.DENY,
      error:
        "You may not propose anything to the platform repository of hub 'hub-eu'",
    },
    {
      reason: 'a hub that there is not',
      input: { hub: 'hub-xx' },
      error: "There is no hub 'hub-xx'",
    },
    {
      reason: 'onboarding by others than the platform team',
      input: { tenant: 'shipping', purpose: 'onboard' },
      error: 'Only the platform team takes in tenants',
    },
    {
      reason: 'a name that no namespace can have',
      input: { tenant: 'Shipping!', purpose: 'onboard' },
      error: 'Shipping! is no name for a tenant',
    },
    {
      reason: 'a name of the platform’s own',
      input: { tenant: 'kube-public', purpose: 'onboard' },
      error: "kube-public is the platform's own name for something else",
    },
    {
      reason: 'a tenant that is there',
      input: {
        purpose: 'onboard',
        newPaths: ['tenants/payments/namespace.yaml'],
      },
      platformTeam: true,
      error:
        'Tenant payments is on hub hub-eu already: its repository has tenants/payments/namespace.yaml',
    },
  ])('refuses $reason', async ({ input, error, ...who }) => {
    lab.mayRequest = who.mayRequest ?? AuthorizeResult.ALLOW;
    lab.mayReadHubs = who.platformTeam
      ? AuthorizeResult.ALLOW
      : AuthorizeResult.DENY;
    await expect(check(input)).rejects.toThrow(error);
  });

  it('has examples that its schema accepts', () => {
    expect(exampleProblems(action)).toMatchObject([
      { steps: 1, problems: [] },
      { steps: 1, problems: [] },
    ]);
  });
});
