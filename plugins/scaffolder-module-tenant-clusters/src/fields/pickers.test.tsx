import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakePlatform, tenant } from '../__testUtils__/FakePlatform';
import { renderField } from '../__testUtils__/renderField';
import { validate } from '../__testUtils__/validate';
import { HubPicker, validateHub } from './HubPicker';
import { TenantPicker, validateTenant } from './TenantPicker';

jest.setTimeout(30_000);

const two = [tenant('payments', 'Payments'), tenant('orders', 'Orders')];

describe('TenantPicker', () => {
  let platform: FakePlatform;
  const combobox = () => screen.findByRole('combobox', { name: /Tenant/ });

  beforeEach(() => {
    platform = new FakePlatform();
  });

  it('chooses the only tenant by itself', async () => {
    const field = renderField(TenantPicker, platform);
    await waitFor(() => expect(field.value()).toBe('payments'));
    expect(await combobox()).toHaveTextContent('Payments');
    expect(screen.getByText('You belong to 1 tenant')).toBeInTheDocument();
  });

  it('leaves the choice among several', async () => {
    platform.options.tenants = two;
    const field = renderField(TenantPicker, platform);
    await screen.findByText('You belong to 2 tenants');
    expect(field.value()).toBeUndefined();
    await userEvent.click(await combobox());
    await userEvent.click(screen.getByRole('option', { name: 'Orders' }));
    expect(field.value()).toBe('orders');
  });

  it.each([
    {
      reason: 'a tenant from a link that is not theirs',
      tenants: two.slice(0, 1),
      value: 'orders',
      says: 'You do not belong to tenant orders',
    },
    {
      reason: 'no tenant at all',
      tenants: [],
      value: undefined,
      says: 'You belong to no tenant. Ask the platform team to onboard your team.',
    },
  ])('says what is wrong: $reason', async ({ tenants, value, says }) => {
    platform.options.tenants = tenants;
    renderField(TenantPicker, platform, { value });
    expect(await screen.findByText(says)).toHaveAttribute(
      'aria-live',
      'polite',
    );
    expect(await combobox()).toHaveAccessibleDescription(says);
    expect(await combobox()).toBeInvalid();
  });

  it('says when the platform does not answer', async () => {
    platform.down = true;
    renderField(TenantPicker, platform);
    expect(
      await screen.findByText(/Could not be checked now/),
    ).toBeInTheDocument();
  });

  it.each([
    { value: 'payments', errors: [], reason: 'their own' },
    { value: undefined, errors: [], reason: 'none: the schema says so itself' },
    {
      value: 'orders',
      errors: ['You do not belong to tenant orders'],
      reason: "another's",
    },
  ])('when a step is left: $reason', async ({ value, errors }) => {
    expect(await validate(validateTenant, platform, value)).toEqual(errors);
  });

  it('lets a platform that is down stop nobody', async () => {
    platform.down = true;
    expect(await validate(validateTenant, platform, 'orders')).toEqual([]);
  });
});

describe('HubPicker', () => {
  it('chooses the only hub by itself', async () => {
    const field = renderField(HubPicker, new FakePlatform());
    await waitFor(() => expect(field.value()).toBe('hub-eu'));
    expect(await screen.findByText('Hub Europe')).toBeInTheDocument();
  });

  it('refuses a hub that there is none of', async () => {
    const platform = new FakePlatform();
    renderField(HubPicker, platform, { value: 'hub-moon' });
    expect(
      await screen.findByText('There is no hub hub-moon'),
    ).toBeInTheDocument();
    expect(await validate(validateHub, platform, 'hub-moon')).toEqual([
      'There is no hub hub-moon',
    ]);
    expect(await validate(validateHub, platform, 'hub-eu')).toEqual([]);
  });

  it('says that there is none', async () => {
    const platform = new FakePlatform();
    platform.options.hubs = [];
    renderField(HubPicker, platform);
    expect(await screen.findByText('No hub is configured')).toBeInTheDocument();
  });
});
