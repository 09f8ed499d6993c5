import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { cluster, FakePlatform } from '../__testUtils__/FakePlatform';
import { renderField } from '../__testUtils__/renderField';
import { validate } from '../__testUtils__/validate';
import { RemovalPreview, validateRemoval } from './RemovalPreview';

jest.setTimeout(30_000);

const others = { cluster: 'hub-eu/payments/payments-prod-2' };

describe('RemovalPreview', () => {
  let platform: FakePlatform;

  beforeEach(() => {
    platform = new FakePlatform();
    platform.clusters = [cluster('payments-prod-2'), cluster('payments-dev')];
    platform.removable = ['payments-prod-2'];
    platform.dependents = () => ({
      applications: [{ namespace: 'argocd', name: 'payments-shop' }],
      holdings: [
        {
          kind: 'Service',
          namespace: 'shop',
          name: 'web',
          holds: 'load-balancer',
          application: 'argocd/payments-shop',
        },
        {
          kind: 'StatefulSet',
          namespace: 'shop',
          name: 'db',
          holds: 'volume',
          application: 'argocd/payments-shop',
        },
      ],
      usages: [
        {
          kind: 'Usage',
          name: 'in-use',
          of: 'TenantCluster payments-prod-2',
          by: 'Database ledger',
          reason: 'the ledger runs there',
        },
      ],
      claims: [
        {
          ref: {
            hub: 'hub-eu',
            namespace: 'payments',
            name: 'payments-db',
            kind: 'Database.example.org',
          },
          field: 'spec.clusterRef.name',
        },
      ],
      kept: [
        {
          kind: 'Bucket',
          name: 'logs',
          externalName: 'acme-logs',
          reason: 'deletion-policy',
        },
      ],
      resources: 26,
      unknown: [
        { id: 'dependents.others', text: 'anything' },
        { id: 'of.tomorrow', text: 'Something newer.' },
      ],
    });
  });

  const groups = async () => {
    const box = await screen.findByRole('group', {
      name: 'What depends on payments-prod-2',
    });
    await waitFor(() => expect(box).toHaveAttribute('aria-busy', 'false'));
    return Object.fromEntries(
      within(box)
        .queryAllByRole('heading', { level: 4 })
        .map(heading => [
          heading.textContent,
          within(heading.parentElement!)
            .getAllByRole('listitem')
            .map(({ textContent }) => textContent),
        ]),
    );
  };

  it('shows what depends on the cluster, what stays, and what is not known', async () => {
    renderField(RemovalPreview, platform, { others });
    expect(await groups()).toEqual({
      'Held until these go': [
        'Usage in-use of TenantCluster payments-prod-2 by Database ledger “the ledger runs there”',
      ],
      'Other infrastructure that names it': [
        'Database payments/payments-db, in spec.clusterRef.name',
      ],
      'May hold load balancers': [
        'Service shop/web, of application payments-shop',
      ],
      'May hold volumes and their data': [
        'StatefulSet shop/db, of application payments-shop',
      ],
      'Applications that deliver to it': ['payments-shop'],
      'Stays in the cloud': ['Bucket acme-logs'],
      'Deleted with it': ['26 resources of the cloud, known so far'],
      'What is not known': [
        'What other tenants have that depends on the cluster is not listed.',
        'Something newer.',
      ],
    });
  });

  it('asks for the name to be typed, and says when it is another', async () => {
    const field = renderField(RemovalPreview, platform, { others });
    const box = await screen.findByRole('textbox', {
      name: /Name of the cluster/,
    });
    expect(box).toHaveAccessibleDescription('Type payments-prod-2 to confirm');
    await userEvent.type(box, 'payments-prod');
    expect(box).toBeInvalid();
    expect(box).toHaveAccessibleDescription(
      'This is not payments-prod-2; type its name to confirm',
    );
    await userEvent.type(box, '-2');
    expect(box).toBeValid();
    expect(field.value()).toBe('payments-prod-2');
  });

  it('says so where they may not remove it, and takes no name', async () => {
    renderField(RemovalPreview, platform, {
      others: { hub: 'hub-eu', tenant: 'payments', name: 'payments-dev' },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'There is no cluster payments-dev that you may remove',
    );
    expect(screen.getByRole('textbox')).toBeDisabled();
    expect(screen.queryByText('payments-shop')).not.toBeInTheDocument();
  });

  it('says when nothing could be looked at, and lets go on', async () => {
    platform.down = true;
    renderField(RemovalPreview, platform, { others });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'could not be looked at now',
    );
    expect(screen.getByRole('textbox')).toBeEnabled();
  });

  it('says which requests are open', async () => {
    const request = {
      repository: 'acme/platform',
      number: 9,
      url: 'http://localhost/9',
      title: 'x',
      state: 'open' as const,
    };
    platform.dependents = () => ({
      openRequests: [
        {
          change: 'change',
          own: false,
          requester: 'user:default/lia.moreira',
          request,
        },
        {
          change: 'remove',
          own: true,
          request: { ...request, number: 8, url: 'http://localhost/8' },
        },
      ],
    });
    renderField(RemovalPreview, platform, { others });
    await screen.findByText(/#9 of lia.moreira is about to change/);
    expect(
      screen.getByText(
        /Your own pull request #8 asks for this removal already/,
      ),
    ).toBeInTheDocument();
  });

  it('waits for a cluster to be chosen', async () => {
    renderField(RemovalPreview, platform);
    expect(
      await screen.findByText(/Choose a cluster first/),
    ).toBeInTheDocument();
  });

  it.each([
    {
      value: 'payments-prod-2',
      formData: others,
      errors: [],
      reason: 'its name',
    },
    {
      value: 'payments-prod',
      formData: others,
      errors: ['Type payments-prod-2 to confirm'],
      reason: 'another name',
    },
    {
      value: 'payments-dev',
      formData: { cluster: 'hub-eu/payments/payments-dev' },
      errors: ['There is no cluster payments-dev that you may remove'],
      reason: 'one that they may not remove',
    },
    {
      value: 'x',
      formData: {},
      errors: ['Choose a cluster first; then what depends on it is shown.'],
      reason: 'no cluster',
    },
  ])('when the step is left: $reason', async ({ value, formData, errors }) => {
    expect(
      await validate<object>(
        validateRemoval as never,
        platform,
        value,
        formData,
      ),
    ).toEqual(errors);
  });
});
