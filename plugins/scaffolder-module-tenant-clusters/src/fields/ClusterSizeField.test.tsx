import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakePlatform } from '../__testUtils__/FakePlatform';
import { renderField } from '../__testUtils__/renderField';
import { validate } from '../__testUtils__/validate';
import { ClusterSizeField, validateClusterSize } from './ClusterSizeField';

jest.setTimeout(30_000);

const SIZES = [
  { name: 'small', title: 'Small, 2 nodes', monthlyCost: 'about US$ 190' },
  { name: 'large', title: 'Large, 5 nodes', monthlyCost: 'about US$ 880' },
  { name: 'tiny', title: 'Tiny' },
];
const combobox = () => screen.findByRole('combobox', { name: /Size/ });
const offered = async () => {
  await userEvent.click(await combobox());
  return within(screen.getByRole('listbox'))
    .getAllByRole('option')
    .map(option => option.textContent);
};

describe('ClusterSizeField', () => {
  let platform: FakePlatform;

  beforeEach(() => {
    platform = new FakePlatform();
    platform.options.sizes = SIZES;
  });

  it('offers the configured sizes with what they cost, and says what the chosen one does', async () => {
    const field = renderField(ClusterSizeField, platform);
    await screen.findByText('How large the cluster is');
    expect(await offered()).toEqual([
      'Small, 2 nodes · about US$ 190 a month',
      'Large, 5 nodes · about US$ 880 a month',
      'Tiny',
    ]);
    await userEvent.click(screen.getByRole('option', { name: /Large/ }));
    expect(field.value()).toBe('large');
    expect(await combobox()).toHaveAccessibleDescription(
      'It costs about US$ 880 a month, as the platform team estimates',
    );
  });

  it.each([
    {
      reason: 'only what the template allows of them',
      schema: { enum: ['large', 'tiny'] },
      sizes: SIZES,
      down: false,
      offers: ['Large, 5 nodes · about US$ 880 a month', 'Tiny'],
    },
    {
      reason: "the template's own where none are configured",
      schema: { enum: ['a', 'b'], enumNames: ['Size A'] },
      sizes: [],
      down: false,
      offers: ['Size A', 'b'],
    },
    {
      reason: "the template's own when the platform does not answer",
      schema: { enum: ['a', 'b'] },
      sizes: SIZES,
      down: true,
      offers: ['a', 'b'],
    },
  ])('offers $reason', async ({ schema, sizes, down, offers }) => {
    platform.options.sizes = sizes;
    platform.down = down;
    renderField(ClusterSizeField, platform, { schema });
    await screen.findByText(down ? /could not be read now/ : /How large/);
    expect(await offered()).toEqual(offers);
  });

  it('says that a size from a link is none', async () => {
    renderField(ClusterSizeField, platform, { value: 'huge' });
    await screen.findByText('There is no size huge; choose another one');
    expect(await combobox()).toBeInvalid();
  });

  it.each([
    { value: 'small', schema: {}, errors: [], reason: 'configured' },
    {
      value: 'huge',
      schema: {},
      errors: ['There is no size huge; choose another one'],
      reason: 'nowhere',
    },
    {
      value: 'small',
      schema: { enum: ['large'] },
      errors: ['There is no size small; choose another one'],
      reason: 'not allowed by the template',
    },
    {
      value: undefined,
      schema: {},
      errors: [],
      reason: 'none: the schema says so itself',
    },
  ])(
    'when a step is left: $value, $reason',
    async ({ value, schema, errors }) => {
      expect(
        await validate(validateClusterSize, platform, value, {}, { schema }),
      ).toEqual(errors);
    },
  );

  it('lets a platform that is down stop nobody', async () => {
    platform.down = true;
    expect(await validate(validateClusterSize, platform, 'any')).toEqual([]);
  });
});
