import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  SecretsContextProvider,
  useTemplateSecrets,
  type FieldExtensionComponentProps,
} from '@backstage/plugin-scaffolder-react';
import type {
  PreviewFile,
  PreviewProposal,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { Route, Routes } from 'react-router-dom';
import { FakePlatform } from '../__testUtils__/FakePlatform';
import { ManifestPreview } from './ManifestPreview';

const DIFF = `--- a/tenants/payments/clusters/pay.yaml
+++ b/tenants/payments/clusters/pay.yaml
@@ -3,4 +3,4 @@
 metadata:
   name: pay
 spec:
-  size: small
+  size: large
`;

const file = (more: Partial<PreviewFile> = {}): PreviewFile => ({
  path: 'tenants/payments/clusters/pay.yaml',
  change: 'changed',
  binary: false,
  additions: 1,
  deletions: 1,
  diff: DIFF,
  truncated: false,
  ...more,
});

const proposal = (more: Partial<PreviewProposal> = {}): PreviewProposal => ({
  step: { id: 'propose', name: 'Propose', action: 'x' },
  outcome: 'created',
  repositoryUrl: 'https://github.com/acme/platform',
  branch: 'spokeport/x',
  notes: [],
  files: [file()],
  ...more,
});

interface FormProps {
  values?: Record<string, unknown>;
  options?: { template?: string };
}

/** The field in a form whose values a test changes by a button. */
function Form({ values, options }: FormProps) {
  const [formData, setFormData] = useState(values ?? { name: 'pay' });
  const { setSecrets } = useTemplateSecrets();
  const props = {
    formContext: { formData },
    idSchema: { $id: 'root_preview' },
    schema: {},
    uiSchema: { 'ui:options': options },
    onChange: () => {
      throw new Error('A preview has no value');
    },
  } as unknown as FieldExtensionComponentProps<string, { template?: string }>;
  return (
    <>
      <ManifestPreview {...props} />
      <button onClick={() => setFormData({ name: `${formData.name}y` })}>
        Type
      </button>
      <button onClick={() => setSecrets({ TOKEN: 'of-the-person' })}>
        Sign in
      </button>
    </>
  );
}

function open(platform: FakePlatform, props: FormProps = {}) {
  renderInTestApp(
    <SecretsContextProvider>
      <Routes>
        <Route
          path="/create/templates/:namespace/:templateName"
          element={<Form {...props} />}
        />
        <Route path="/" element={<Form {...props} />} />
      </Routes>
    </SecretsContextProvider>,
    {
      apis: [...platform.apis],
      initialRouteEntries: ['/create/templates/default/request-tenant-cluster'],
    },
  );
  return userEvent.setup({ delay: null });
}

describe('ManifestPreview', () => {
  it('shows what becomes of each line of each file, in words besides colours', async () => {
    const platform = new FakePlatform();
    platform.preview = () => ({
      proposals: [
        proposal({
          files: [
            file(),
            file({ path: 'new.yaml', change: 'added', deletions: 0 }),
            file({ path: 'old.yaml', change: 'removed', additions: 0 }),
            file({ path: 'logo.png', change: 'added', binary: true, diff: '' }),
          ],
        }),
      ],
    });
    open(platform);
    const region = await screen.findByRole('region', {
      name: 'tenants/payments/clusters/pay.yaml',
    });
    expect(platform.previews).toMatchObject([
      {
        template: 'template:default/request-tenant-cluster',
        values: { name: 'pay' },
      },
    ]);
    expect(platform.previews[0]).not.toHaveProperty('secrets');
    const rows = within(region).getAllByRole('row');
    const [, , , , removed, added] = rows;
    expect(within(removed).getByLabelText('removed')).toHaveTextContent('−');
    expect(removed).toHaveTextContent('size: small');
    expect(within(added).getByLabelText('added')).toHaveTextContent('+');
    expect(added).toHaveTextContent('size: large');
    // Line 6 before and after, after the three lines of the hunk.
    expect(removed).toHaveTextContent(/^6/);
    expect(screen.getByRole('status')).toHaveTextContent(
      '4 files; lines added: 3, removed: 3',
    );
    for (const word of ['changed', 'new', 'deleted']) {
      expect(screen.getAllByText(word).length).toBeGreaterThan(0);
    }
    expect(
      screen.getByText('A pull request to acme/platform is opened.'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/what changes in it cannot be shown/),
    ).toBeInTheDocument();
  });

  it('asks once somebody stops typing, and lets go of what they typed over', async () => {
    const platform = new FakePlatform();
    let answer: (() => void) | undefined;
    platform.preview = ({ values }) =>
      values.name === 'pay'
        ? { proposals: [proposal()] }
        : new Promise(resolve => {
            answer = () =>
              resolve({
                template: '',
                proposals: [proposal({ outcome: 'unchanged', files: [] })],
                workspace: [],
                omittedFiles: 0,
                skippedSteps: [],
                unchecked: [],
              });
          });
    const user = open(platform);
    await screen.findByText(/size: large/);
    await user.click(screen.getByText('Type'));
    await waitFor(() => expect(platform.previews).toHaveLength(2));
    // While the next is made, the last stays and says that it is not the newest.
    expect(screen.getByRole('status')).toHaveTextContent('Making the preview');
    expect(screen.getByText(/size: large/)).toBeInTheDocument();
    fireEvent.click(screen.getByText('Type'));
    fireEvent.click(screen.getByText('Type'));
    expect(platform.previews[1].left()).toBe(true);
    await waitFor(() => expect(platform.previews).toHaveLength(3));
    expect(platform.previews[2].values).toEqual({ name: 'payyyy' });
    answer?.();
    await screen.findByText(/holds exactly this already/);
    expect(screen.queryByText(/size: large/)).not.toBeInTheDocument();
  });

  it('sends what the form would send besides its values', async () => {
    const platform = new FakePlatform();
    const user = open(platform);
    await user.click(screen.getByText('Sign in'));
    await waitFor(() =>
      expect(platform.previews.pop()?.secrets).toEqual({
        TOKEN: 'of-the-person',
      }),
    );
  });

  it.each([
    {
      reason: 'what a step refuses',
      error: { name: 'InputError', message: 'size is not one of small\nBad' },
      says: ['As it is, this request would be refused', 'Bad'],
      retry: false,
    },
    {
      reason: 'what the policy refuses',
      error: { name: 'NotAllowedError', message: 'You may not' },
      says: ['You may not see a preview', 'You may not'],
      retry: false,
    },
    {
      reason: 'a template that fails',
      error: { name: 'PreviewFailedError', message: 'No integration' },
      says: ['The template failed when it was tried', 'No integration'],
      retry: false,
    },
    {
      reason: 'a platform that is slow',
      error: { name: 'ServiceUnavailableError', message: 'Took too long' },
      says: ['There is no preview just now', 'Took too long'],
      retry: true,
    },
  ])('says $reason', async ({ error, says, retry }) => {
    const platform = new FakePlatform();
    platform.preview = () => {
      throw Object.assign(new Error(error.message), { name: error.name });
    };
    open(platform);
    const alert = await screen.findByRole('alert');
    for (const text of says) {
      expect(alert).toHaveTextContent(text);
    }
    expect(within(alert).queryByRole('button') !== null).toBe(retry);
  });

  it('tries again when it is told to', async () => {
    const platform = new FakePlatform();
    let failing = true;
    platform.preview = () => {
      if (failing) {
        throw Object.assign(new Error('Took too long'), {
          name: 'ServiceUnavailableError',
        });
      }
      return { proposals: [proposal()] };
    };
    const user = open(platform);
    const alert = await screen.findByRole('alert');
    failing = false;
    await user.click(within(alert).getByRole('button', { name: 'Try again' }));
    await screen.findByText(/size: large/);
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('says that the platform cannot be reached, and stops nobody', async () => {
    const platform = new FakePlatform();
    platform.down = true;
    open(platform);
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('the form can be sent without it');
    // What the browser calls it helps nobody.
    expect(alert).not.toHaveTextContent('Failed to fetch');
  });

  it('says what is not in it and what was not checked', async () => {
    const platform = new FakePlatform();
    platform.preview = () => ({
      proposals: [
        proposal({
          outcome: 'updated',
          pullRequestNumber: 12,
          pullRequestUrl: 'https://github.com/acme/platform/pull/12',
          files: [file({ truncated: true })],
        }),
        proposal({
          branch: undefined,
          repositoryUrl: 'https://github.com/acme/shop',
          notes: ['make a private repository'],
          files: [],
        }),
      ],
      omittedFiles: 7,
      skippedSteps: [
        { id: 'register', name: 'Register it', action: 'catalog:register' },
      ],
      unchecked: ['hub-eu could not be looked at'],
    });
    open(platform);
    expect(
      await screen.findByRole('link', { name: 'pull request #12' }),
    ).toHaveAttribute('href', 'https://github.com/acme/platform/pull/12');
    expect(screen.getByText('The repository acme/shop is made.')).toBeVisible();
    expect(screen.getByText('make a private repository')).toBeVisible();
    expect(screen.getByText(/7 more files/)).toBeVisible();
    expect(screen.getByText(/Register it/)).toBeVisible();
    expect(screen.getByText('hub-eu could not be looked at')).toBeVisible();
    expect(screen.getByText(/too long to show/)).toBeVisible();
  });

  it('shows what hides in hostile text, and follows no hostile address', async () => {
    const platform = new FakePlatform();
    platform.preview = () => ({
      proposals: [
        proposal({
          pullRequestUrl: ['javascript', 'alert(1)'].join(':'),
          pullRequestNumber: 1,
          files: [
            file({
              path: 'a\u202e.yaml',
              diff: '@@ -0,0 +1,2 @@\n+admin: \u202etrue\u2066\n+<img src=x onerror=alert(1)>\n',
            }),
          ],
        }),
      ],
    });
    open(platform);
    expect(
      await screen.findByText('admin: ⟨U+202E⟩true⟨U+2066⟩'),
    ).toBeInTheDocument();
    expect(screen.getByText('a⟨U+202E⟩.yaml')).toBeInTheDocument();
    expect(
      screen.getByText('<img src=x onerror=alert(1)>'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('link')).not.toBeInTheDocument();
  });

  it('draws long files in parts', async () => {
    const platform = new FakePlatform();
    const lines = Array.from({ length: 500 }, (_, at) => `+line ${at}\n`);
    platform.preview = () => ({
      workspace: [
        file({ diff: `@@ -0,0 +1,500 @@\n${lines.join('')}`, additions: 500 }),
      ],
    });
    const user = open(platform);
    await screen.findByText('line 199');
    expect(screen.queryByText('line 200')).not.toBeInTheDocument();
    expect(
      screen.getByText(/This template does not say what it changes/),
    ).toBeVisible();
    await user.click(
      screen.getByRole('button', { name: 'Show all 500 lines' }),
    );
    expect(screen.getByText('line 499')).toBeInTheDocument();
  });

  it('needs to be told its template where the address does not name it', async () => {
    const platform = new FakePlatform();
    open(platform, { options: { template: 'template:other/mine' } });
    await waitFor(() =>
      expect(platform.previews).toMatchObject([
        { template: 'template:other/mine' },
      ]),
    );
  });
});
