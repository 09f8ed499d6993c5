import { renderInTestApp } from '@backstage/frontend-test-utils';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import {
  SecretsContextProvider,
  type FieldExtensionOptions,
} from '@backstage/plugin-scaffolder-react';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { parse } from 'yaml';
import { FakePlatform } from '../__testUtils__/FakePlatform';
import {
  cidrField,
  clusterNameField,
  clusterSizeField,
  hubPicker,
  manifestPreview,
  tenantPicker,
} from './fieldExtensions';

jest.setTimeout(60_000);

// Browser code reads no files; a test of what is in the repository does.
const { readFileSync } = jest.requireActual<typeof import('fs')>('fs');

const template = parse(
  readFileSync(
    `${__dirname}/../../../../templates/request-tenant-cluster/template.yaml`,
    'utf8',
  ),
);
const fields = [
  hubPicker,
  tenantPicker,
  clusterNameField,
  clusterSizeField,
  cidrField,
  manifestPreview,
] as unknown[] as FieldExtensionOptions[];
const patience = { timeout: 15_000 };

describe('the form of request-tenant-cluster', () => {
  it('is filled in, checked step by step and sent', async () => {
    // The browser scrolls to a step's top; jsdom has no layout.
    window.scrollTo = () => {};
    // The form's library would like `ui:enumNames`, which the review of the scaffolder does not know.
    jest.spyOn(console, 'warn').mockImplementation(() => {});
    const platform = new FakePlatform();
    platform.answer = ({ name, cidr }) => ({
      name: name
        ? { value: name, status: name === 'payments-prod' ? 'taken' : 'free' }
        : undefined,
      cidr: cidr
        ? { value: cidr, status: 'free', nextFree: '10.21.0.0/16' }
        : undefined,
    });
    const created = jest.fn(async () => {});
    renderInTestApp(
      <SecretsContextProvider>
        <Stepper
          manifest={{
            title: template.metadata.title,
            steps: template.spec.parameters.map(
              (schema: { title: string }) => ({
                title: schema.title,
                schema,
              }),
            ),
          }}
          extensions={fields}
          onCreate={created}
        />
      </SecretsContextProvider>,
      { apis: [...platform.apis] },
    );
    const user = userEvent.setup({ delay: null });

    await screen.findByText('Hub Europe', undefined, patience);
    await screen.findByText('Payments', undefined, patience);
    expect(screen.getByText('Development')).toBeInTheDocument();
    const name = screen.getByRole('textbox', { name: /Name/ });
    await user.type(name, 'payments-prod');
    await screen.findByText('taken', undefined, patience);
    await user.click(screen.getByRole('button', { name: 'Next' }));
    // The step is not left, and the list above the form says why.
    expect(
      (await screen.findAllByText(/payments-prod: taken/, undefined, patience))
        .length,
    ).toBeGreaterThan(1);

    await user.clear(screen.getByRole('textbox', { name: /Name/ }));
    await user.type(
      screen.getByRole('textbox', { name: /Name/ }),
      'payments-dev',
    );
    await screen.findByText('free', undefined, patience);
    await user.click(screen.getByRole('button', { name: 'Next' }));

    await user.click(
      await screen.findByRole('button', { name: 'Use 10.21.0.0/16' }, patience),
    );
    await user.click(screen.getByRole('button', { name: 'Next' }));
    const addons = await screen.findByRole(
      'checkbox',
      { name: 'aws-load-balancer-controller' },
      patience,
    );
    await user.click(addons);
    await user.click(screen.getByRole('button', { name: 'Review' }));
    const review = await screen.findByRole('table', undefined, patience);
    expect(within(review).getByText('payments-dev')).toBeInTheDocument();
    expect(within(review).getByText('Development')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Create' }));

    expect(created).toHaveBeenCalledWith({
      hub: 'hub-eu',
      tenant: 'payments',
      name: 'payments-dev',
      environment: 'dev',
      region: 'eu-west-1',
      kubernetesVersion: '1.34',
      size: 'small',
      cidr: '10.21.0.0/16',
      members: [],
      addons: [
        'ingress-nginx',
        'metrics-server',
        'aws-load-balancer-controller',
      ],
    });
    expect(platform.questions).toContainEqual({
      hub: 'hub-eu',
      tenant: 'payments',
      name: 'payments-dev',
      cidr: '10.21.0.0/16',
    });
  });
});
