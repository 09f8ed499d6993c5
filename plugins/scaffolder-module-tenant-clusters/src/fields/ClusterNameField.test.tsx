import type { AvailabilityAnswer } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakePlatform } from '../__testUtils__/FakePlatform';
import { renderField } from '../__testUtils__/renderField';
import { validate } from '../__testUtils__/validate';
import { ClusterNameField, validateClusterName } from './ClusterNameField';

jest.setTimeout(30_000);

const others = { hub: 'hub-eu', tenant: 'payments' };
const input = () => screen.findByRole('textbox', { name: /Name/ });

describe('ClusterNameField', () => {
  let platform: FakePlatform;

  beforeEach(() => {
    platform = new FakePlatform();
  });

  const answerWith = (answer: Partial<AvailabilityAnswer>) => {
    platform.answer = ({ name }) => ({
      name: { value: name!, status: 'free', ...answer },
    });
  };

  it.each([
    {
      typed: 'Payments_1',
      says: /Use lower-case letters, digits and dashes only/,
      reason: 'no DNS label',
    },
    {
      typed: 'a'.repeat(41),
      says: 'The name is longer than 40 characters.',
      reason: 'too long',
    },
  ])('refuses at once, asking nobody: $reason', async ({ typed, says }) => {
    renderField(ClusterNameField, platform, { others });
    await userEvent.type(await input(), typed);
    expect(await screen.findByText(says)).toHaveAttribute(
      'aria-live',
      'polite',
    );
    expect(await input()).toBeInvalid();
    expect(await input()).toHaveAccessibleDescription(says);
    expect(platform.questions.map(({ name }) => name)).not.toContain(typed);
    expect(
      await validate(validateClusterName, platform, typed, others),
    ).toEqual([expect.stringMatching(says)]);
  });

  it.each<{
    reason: string;
    answer: Partial<AvailabilityAnswer>;
    says: string;
    sign?: string;
    refused: boolean;
  }>([
    {
      reason: 'free',
      answer: { status: 'free' },
      says: 'Free in the catalog, on hub-eu and among 2 open requests',
      sign: 'free',
      refused: false,
    },
    {
      reason: 'taken by a cluster that the person may see',
      answer: {
        status: 'taken',
        reason: {
          id: 'name.taken-by-cluster',
          text: 'In English.',
          values: { namespace: 'payments', name: 'a' },
        },
      },
      says: 'There is a cluster of this name already (payments/a).',
      sign: 'taken',
      refused: true,
    },
    {
      reason: 'taken, for a reason that only the platform knows how to say',
      answer: {
        status: 'taken',
        reason: { id: 'name.new-rule', text: 'A newer rule forbids it.' },
      },
      says: 'A newer rule forbids it.',
      sign: 'taken',
      refused: true,
    },
    {
      reason: 'invalid by a rule of the platform',
      answer: {
        status: 'invalid',
        reason: {
          id: 'name.against-rule',
          text: '',
          values: { pattern: 'team-.*' },
        },
      },
      says: 'Names of clusters must match team-.*.',
      refused: true,
    },
    {
      reason: "the person's own open request",
      answer: {
        status: 'own-request',
        request: {
          repository: 'acme/platform',
          number: 7,
          url: 'http://forge.example.org/acme/platform/pull/7',
          title: 'Request',
          state: 'open',
        },
      },
      says: 'Your open request #7 asks for this cluster; sending the form again updates it',
      sign: 'free',
      refused: false,
    },
  ])('says what the platform says: $reason', async expected => {
    answerWith(expected.answer);
    renderField(ClusterNameField, platform, { others });
    await userEvent.type(await input(), 'a');
    const text = await screen.findByText(expected.says);
    expect(text).toHaveAttribute('aria-live', 'polite');
    expect(await input()).toHaveAccessibleDescription(expected.says);
    expect((await input()).getAttribute('aria-invalid')).toBe(
      String(expected.refused),
    );
    expect(screen.queryAllByText(expected.sign ?? 'no sign')).toHaveLength(
      expected.sign ? 1 : 0,
    );
    expect(platform.questions).toContainEqual({ ...others, name: 'a' });
    expect(await validate(validateClusterName, platform, 'a', others)).toEqual(
      expected.refused ? [expected.says] : [],
    );
  });

  it('says what could not be looked at', async () => {
    platform.answer = ({ name }) => ({
      name: { value: name!, status: 'unknown' },
      unchecked: [
        { id: 'unchecked.hub', text: '', values: { hub: 'Hub Europe' } },
        { id: 'unchecked.moon', text: 'The moon was not asked.' },
      ],
    });
    renderField(ClusterNameField, platform, { others, value: 'a' });
    expect(
      await screen.findByText(
        'Not everything could be checked: The hub Hub Europe could not be looked at just now. The moon was not asked.',
      ),
    ).toBeInTheDocument();
    expect(await validate(validateClusterName, platform, 'a', others)).toEqual(
      [],
    );
  });

  it('says that the platform did not answer, and lets go on', async () => {
    platform.down = true;
    renderField(ClusterNameField, platform, { others, value: 'a' });
    expect(
      await screen.findByText(/Could not be checked now/),
    ).toBeInTheDocument();
    expect(await input()).toBeValid();
    expect(await validate(validateClusterName, platform, 'a', others)).toEqual(
      [],
    );
  });

  it('asks about what stays, not about each letter', async () => {
    const field = renderField(ClusterNameField, platform, { others });
    await userEvent
      .setup({ delay: null })
      .type(await input(), 'payments-dev-7');
    await screen.findByText(/^Free in the catalog/);
    expect(field.value()).toBe('payments-dev-7');
    expect(platform.questions.length).toBeLessThan('payments-dev-7'.length);
    expect(platform.questions.at(-1)).toEqual({
      ...others,
      name: 'payments-dev-7',
    });
  });

  it('drops the late answer to an older question', async () => {
    let answerOlder: (answer: unknown) => void = () => {};
    platform.answer = ({ name }) =>
      name === 'a'
        ? new Promise(resolve => {
            answerOlder = resolve;
          })
        : { name: { value: name!, status: 'free' } };
    renderField(ClusterNameField, platform, { others });
    await userEvent.type(await input(), 'a');
    await waitFor(() => expect(platform.questions).toHaveLength(1));
    expect(screen.getByLabelText('Checking …')).toBeInTheDocument();
    await userEvent.type(await input(), 'b');
    await screen.findByText(/^Free in the catalog/);
    let read = false;
    answerOlder({
      get name() {
        read = true;
        return { value: 'a', status: 'taken' };
      },
    });
    await waitFor(() => expect(read).toBe(true));
    await userEvent.tab();
    expect(screen.getByText(/^Free in the catalog/)).toBeInTheDocument();
    expect(screen.queryByText('taken')).not.toBeInTheDocument();
  });

  it('shows nothing of the verdict on what stood there before', async () => {
    answerWith({ status: 'taken' });
    renderField(ClusterNameField, platform, { others, value: 'a' });
    await screen.findByText('a: taken');
    platform.answer = () => new Promise(() => {});
    await userEvent.type(await input(), 'b');
    expect(screen.queryByText('a: taken')).not.toBeInTheDocument();
    expect(await input()).toBeValid();
  });

  it('asks nothing before there is a hub', async () => {
    renderField(ClusterNameField, platform, { value: 'a' });
    expect(
      await screen.findByText(/at most 40 characters/),
    ).toBeInTheDocument();
    expect(platform.questions).toEqual([]);
  });
});
