import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router-dom';
import { tenantClustersApiRef } from '../../api';
import { templateRouteRef } from '../../routes';
import { FakeTenantClustersApi } from '../../__testUtils__/FakeTenantClustersApi';
import { sampleClusters } from '../../__testUtils__/sampleFleet';
import { ClusterActions } from './ClusterActions';

const CHANGE = 'tenant-clusters.cluster.change';
const REMOVE = 'tenant-clusters.cluster.remove';

function Address() {
  const { pathname, search } = useLocation();
  return <output>{pathname + search}</output>;
}

describe('ClusterActions', () => {
  const [sample] = sampleClusters();
  let ready = sample;
  let ref = '';
  let count = 0;
  const asked: string[] = [];

  // The framework remembers decisions by cluster; each test has one of its own.
  beforeEach(() => {
    count += 1;
    const { hub, namespace } = sample.ref;
    ready = { ...sample, ref: { ...sample.ref, name: `cluster-${count}` } };
    ref = `${hub}/${namespace}/cluster-${count}`;
    asked.length = 0;
  });

  function render(allowed: string[], cluster = ready) {
    const api = new FakeTenantClustersApi();
    renderInTestApp(
      <>
        <ClusterActions cluster={cluster} />
        <Address />
      </>,
      {
        mountedRoutes: {
          '/create/templates/:namespace/:templateName': templateRouteRef,
        },
        apis: [
          [tenantClustersApiRef, api],
          mockApis.permission({
            authorize: request => {
              const { permission, resourceRef } = request as {
                permission: { name: string };
                resourceRef?: string;
              };
              asked.push(`${permission.name} ${resourceRef}`);
              return allowed.includes(permission.name)
                ? ('ALLOW' as never)
                : ('DENY' as never);
            },
          }),
        ],
      },
    );
    return api;
  }

  const shown = () =>
    screen
      .queryAllByRole('button')
      .concat(screen.queryAllByRole('link'))
      .map(({ textContent }) => textContent);
  const address = () => {
    const url = new URL(screen.getByRole('status').textContent!, 'http://app');
    const form = url.searchParams.get('formData');
    return [url.pathname, form && JSON.parse(form)];
  };

  it.each([
    {
      allowed: [CHANGE, REMOVE],
      buttons: ['Change', 'Add-ons', 'Remove'],
      reason: 'the platform team',
    },
    { allowed: [CHANGE], buttons: ['Change', 'Add-ons'], reason: 'an owner' },
    {
      allowed: [REMOVE],
      buttons: ['Remove'],
      reason: 'somebody who only tidies up',
    },
    { allowed: [], buttons: [], reason: 'an auditor' },
  ])(
    'shows $buttons to $reason, asked of this very cluster',
    async ({ allowed, buttons }) => {
      render(allowed);
      await waitFor(() => expect(asked).toHaveLength(2));
      await waitFor(() => expect(shown()).toEqual(buttons));
      expect(asked.sort()).toEqual([`${CHANGE} ${ref}`, `${REMOVE} ${ref}`]);
    },
  );

  it.each([
    {
      cluster: () => ({ ...ready, ref: { ...ready.ref, kind: 'registered' } }),
      reason: 'a spoke without a claim',
    },
    {
      cluster: () => ({ ...ready, state: 'Removing' as const }),
      reason: 'a cluster that goes',
    },
  ])('shows none for $reason', async ({ cluster }) => {
    render([CHANGE, REMOVE], cluster());
    await waitFor(() => expect(asked).toHaveLength(2));
    expect(shown()).toEqual([]);
  });

  it('opens the change with what Git has', async () => {
    const api = render([CHANGE]);
    api.formData = { cluster: ref, size: 'large' };
    await userEvent.click(
      await screen.findByRole('button', { name: 'Change' }),
    );
    await waitFor(() =>
      expect(address()).toEqual([
        '/create/templates/default/change-tenant-cluster',
        { cluster: ref, size: 'large' },
      ]),
    );
    expect(api.forms).toEqual([`change-tenant-cluster ${ready.ref.name}`]);
  });

  it('opens the change with the cluster alone when Git has nothing, which the form says', async () => {
    const api = render([CHANGE]);
    api.formData = new Error('Git does not answer');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Change' }),
    );
    await waitFor(() =>
      expect(address()).toEqual([
        '/create/templates/default/change-tenant-cluster',
        { cluster: ref },
      ]),
    );
  });

  it.each([
    { name: 'Add-ons', template: 'enable-addons' },
    { name: 'Remove', template: 'remove-tenant-cluster' },
  ])('leads with $name to $template', async ({ name, template }) => {
    render([CHANGE, REMOVE]);
    const link = await screen.findByRole('link', { name });
    const url = new URL(link.getAttribute('href')!, 'http://app');
    expect(url.pathname).toBe(`/create/templates/default/${template}`);
    expect(JSON.parse(url.searchParams.get('formData')!)).toEqual({
      cluster: ref,
    });
  });
});
