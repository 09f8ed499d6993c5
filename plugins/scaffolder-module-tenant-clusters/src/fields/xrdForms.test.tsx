import { renderInTestApp } from '@backstage/frontend-test-utils';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import {
  SecretsContextProvider,
  type FieldExtensionOptions,
} from '@backstage/plugin-scaffolder-react';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { parse } from 'yaml';
import { FakePlatform } from '../__testUtils__/FakePlatform';
import * as fieldExtensions from './fieldExtensions';

jest.setTimeout(120_000);

// Browser code reads no files; a test of what is in the repository does.
const { readFileSync, readdirSync } =
  jest.requireActual<typeof import('fs')>('fs');

/** Templates that the catalog makes of XRDs, each with values that a person might fill in. */
const FIXTURES = `${__dirname}/../../../catalog-backend-module-tenant-clusters/src/templates/__fixtures__`;
const fixture = (name: string, file: string) =>
  parse(readFileSync(`${FIXTURES}/${name}/${file}.yaml`, 'utf8'));

const fields = Object.values(
  fieldExtensions,
) as unknown[] as FieldExtensionOptions[];
const patience = { timeout: 20_000 };

function open(name: string, initialState: object) {
  window.scrollTo = () => {};
  jest.spyOn(console, 'warn').mockImplementation(() => {});
  const platform = new FakePlatform();
  const created = jest.fn(async () => {});
  const { metadata, spec } = fixture(name, 'template');
  renderInTestApp(
    <SecretsContextProvider>
      <Stepper
        manifest={{
          title: metadata.title,
          steps: spec.parameters.map((schema: { title: string }) => ({
            title: schema.title,
            schema,
          })),
        }}
        extensions={fields}
        initialState={initialState as never}
        onCreate={created}
      />
    </SecretsContextProvider>,
    { apis: [...platform.apis] },
  );
  return { created, platform, pages: spec.parameters.length as number };
}

/** Goes through all pages and sends the form. */
async function send(pages: number) {
  const user = userEvent.setup({ delay: null });
  for (let page = 1; page <= pages; page += 1) {
    const name = page === pages ? 'Review' : 'Next';
    await user.click(await screen.findByRole('button', { name }, patience));
  }
  await user.click(
    await screen.findByRole('button', { name: 'Create' }, patience),
  );
}

describe('forms made of XRDs', () => {
  it.each(readdirSync(FIXTURES))(
    'takes the values of %s, and hands them over as they are',
    async name => {
      const values = fixture(name, 'values');
      const { created, pages } = open(name, values);
      await send(pages);
      await waitFor(() => expect(created).toHaveBeenCalled(), patience);
      const [[given]] = created.mock.calls as unknown as [[object]];
      expect(given).toMatchObject(values);
    },
  );

  it('says what is no YAML, and hands over what the YAML means', async () => {
    const { spec, ...where } = fixture('any-workspace', 'values');
    const { created, pages } = open('any-workspace', where);
    const user = userEvent.setup({ delay: null });
    await user.click(
      await screen.findByRole('button', { name: 'Next' }, patience),
    );
    const text = await screen.findByRole('textbox', { name: 'Spec' }, patience);
    await user.click(text);
    await user.paste('module: [');
    expect(await screen.findByText(/^This is no YAML/)).toBeInTheDocument();
    expect(text).toBeInvalid();
    await user.clear(text);
    await user.paste('- a list');
    expect(
      await screen.findByText(/^Write fields and their values/),
    ).toBeInTheDocument();
    await user.clear(text);
    await user.paste(JSON.stringify(spec));
    expect(text).toBeValid();
    await send(pages - 1);
    await waitFor(() => expect(created).toHaveBeenCalled(), patience);
    const [[given]] = created.mock.calls as unknown as [[object]];
    expect(given).toMatchObject({ ...where, spec });
  });

  it('asks whether a name is free for the kind', async () => {
    const { platform } = open('object-store', { name: 'invoices' });
    await waitFor(
      () =>
        expect(platform.questions).toContainEqual(
          expect.objectContaining({
            name: 'invoices',
            kind: 'ObjectStore.platform.spokeport.dev',
          }),
        ),
      patience,
    );
  });
});
