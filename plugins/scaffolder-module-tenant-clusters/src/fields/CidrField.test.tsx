import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakePlatform } from '../__testUtils__/FakePlatform';
import { renderField } from '../__testUtils__/renderField';
import { validate } from '../__testUtils__/validate';
import { CidrField, validateCidr } from './CidrField';

jest.setTimeout(30_000);

const others = { hub: 'hub-eu', tenant: 'payments', name: 'payments-dev' };
const OVERLAP = 'The block overlaps 10.20.0.0/16 of payments/payments-prod.';
const input = () => screen.findByRole('textbox', { name: /Network/ });

describe('CidrField', () => {
  let platform: FakePlatform;

  beforeEach(() => {
    platform = new FakePlatform();
    platform.answer = ({ cidr }) => ({
      cidr:
        cidr === '10.20.0.0/16'
          ? {
              value: cidr,
              status: 'taken',
              nextFree: '10.21.0.0/16',
              reason: {
                id: 'cidr.overlaps-cluster',
                text: 'In English.',
                values: {
                  namespace: 'payments',
                  name: 'payments-prod',
                  cidr: '10.20.0.0/16',
                },
              },
            }
          : { value: cidr!, status: 'free', nextFree: '10.21.0.0/16' },
    });
  });

  it('offers the next free block to an empty field', async () => {
    const field = renderField(CidrField, platform, { others });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Use 10.21.0.0/16' }),
    );
    expect(field.value()).toBe('10.21.0.0/16');
    expect(
      await screen.findByText('Free on hub-eu and among the open requests'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /^Use/ })).toBeNull();
  });

  it('says what a block overlaps, and mends it with one click', async () => {
    const field = renderField(CidrField, platform, { others });
    await userEvent.type(await input(), '10.20.0.0/16');
    expect(await screen.findByText(OVERLAP)).toHaveAttribute(
      'aria-live',
      'polite',
    );
    expect(await input()).toBeInvalid();
    expect(await input()).toHaveAccessibleDescription(OVERLAP);
    expect(screen.getByText('taken')).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Use 10.21.0.0/16' }),
    );
    expect(field.value()).toBe('10.21.0.0/16');
    await screen.findByText('free');
    expect(await input()).toBeValid();
  });

  it('refuses what is no block without asking, and still offers one', async () => {
    renderField(CidrField, platform, { others, value: '10.20.0.1/16' });
    expect(
      await screen.findByText(/^This is no IPv4 block/),
    ).toBeInTheDocument();
    expect(await input()).toBeInvalid();
    await screen.findByRole('button', { name: 'Use 10.21.0.0/16' });
    expect(platform.questions.map(({ cidr }) => cidr)).not.toContain(
      '10.20.0.1/16',
    );
  });

  it('says that the platform did not answer', async () => {
    platform.down = true;
    renderField(CidrField, platform, { others, value: '10.20.0.0/16' });
    expect(
      await screen.findByText(/Could not be checked now/),
    ).toBeInTheDocument();
  });

  it.each([
    { value: '10.22.0.0/16', errors: [], down: false, reason: 'free' },
    { value: '10.20.0.0/16', errors: [OVERLAP], down: false, reason: 'taken' },
    {
      value: '10.20.0.0/40',
      errors: [expect.stringMatching(/^This is no IPv4 block/)],
      down: true,
      reason: 'no block, even while nobody answers',
    },
    {
      value: '10.20.0.0/16',
      errors: [],
      down: true,
      reason: 'a platform that is down stops nobody: the first step asks again',
    },
  ])('when a step is left: $reason', async ({ value, errors, down }) => {
    platform.down = down;
    expect(await validate(validateCidr, platform, value, others)).toEqual(
      errors,
    );
  });
});
