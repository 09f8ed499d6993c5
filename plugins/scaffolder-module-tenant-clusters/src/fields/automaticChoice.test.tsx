import { renderInTestApp } from '@backstage/frontend-test-utils';
import type {
  FieldExtensionComponentProps,
  FieldExtensionOptions,
} from '@backstage/plugin-scaffolder-react';
import { Form, Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import {
  Profiler,
  useState,
  type ComponentProps,
  type ComponentType,
} from 'react';
import validator from '@rjsf/validator-ajv8';
import { FakePlatform } from '../__testUtils__/FakePlatform';
import { clusterNameField, hubPicker, tenantPicker } from './fieldExtensions';

jest.setTimeout(60_000);

const patience = { timeout: 15_000 };
const schema = {
  title: 'Cluster',
  required: ['hub', 'tenant', 'name'],
  properties: {
    hub: { type: 'string', 'ui:field': 'HubPicker' },
    tenant: { type: 'string', 'ui:field': 'TenantPicker' },
    name: { type: 'string', 'ui:field': 'ClusterNameField' },
  },
};

/** Types as a person does, without telling React that it is a test. */
function type(input: HTMLElement, text: string) {
  Object.getOwnPropertyDescriptor(
    HTMLInputElement.prototype,
    'value',
  )?.set?.call(input, text);
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

/** The same field; tells when the form has drawn it anew, and when it has told the form a value. */
function watched(
  Field: ComponentType<FieldExtensionComponentProps<string>>,
  events: { drawn: () => void; chosen: () => void },
) {
  return function Watched(props: FieldExtensionComponentProps<string>) {
    return (
      <Profiler id={props.name} onRender={events.drawn}>
        <Field
          {...props}
          onChange={value => {
            props.onChange(value);
            events.chosen();
          }}
        />
      </Profiler>
    );
  };
}

describe('what fields choose by themselves', () => {
  afterEach(() => {
    jest.restoreAllMocks();
    Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  });

  it('never tells the form less than it knew: two choices of one moment would each leave out the other', async () => {
    const platform = new FakePlatform();
    const told: Record<string, string>[] = [];
    const fields = Object.fromEntries(
      [hubPicker, tenantPicker, clusterNameField].map(({ name, component }) => [
        name,
        component as FieldExtensionOptions['component'],
      ]),
    ) as ComponentProps<typeof Form>['fields'];
    function OwnForm() {
      const [formData, setFormData] = useState<Record<string, string>>({});
      return (
        <Form
          schema={{ type: 'object', properties: schema.properties as {} }}
          uiSchema={Object.fromEntries(
            Object.entries(schema.properties).map(([name, property]) => [
              name,
              { 'ui:field': property['ui:field'] },
            ]),
          )}
          validator={validator}
          fields={fields}
          formData={formData}
          formContext={{ formData }}
          onChange={({ formData: next }: { formData?: {} }) => {
            told.push({ ...next });
            setFormData({ ...next });
          }}
        />
      );
    }
    renderInTestApp(<OwnForm />, { apis: [...platform.apis] });
    await screen.findByText('Hub Europe', undefined, patience);
    await screen.findByText('Payments', undefined, patience);
    expect(told.at(-1)).toEqual({ hub: 'hub-eu', tenant: 'payments' });
    const sizes = told.map(data => Object.values(data).filter(Boolean).length);
    expect(sizes).toEqual([1, 2]);
  });

  it.each([
    { reason: 'as the choices are drawn', moment: 'drawn' },
    { reason: 'as the hub is chosen', moment: 'hub' },
  ])(
    'undoes neither each other nor what a person types $reason, on a slow machine',
    async ({ moment }) => {
      // The browser scrolls to a step's top; jsdom has no layout.
      window.scrollTo = () => {};
      // What React says to tests that do without its own turns.
      jest.spyOn(console, 'error').mockImplementation(() => {});
      const platform = new FakePlatform();
      let open = () => {};
      platform.opening = new Promise<void>(resolve => {
        open = resolve;
      });
      const clock = performance.now.bind(performance);
      let late = 0;
      jest.spyOn(performance, 'now').mockImplementation(() => clock() + late);
      const nameInput = () => screen.getByRole('textbox', { name: /Name/ });
      let typed = false;
      // React has used up its time and lets the browser go on: the person's key comes before it draws what was chosen.
      const interrupt = (now: string) => {
        if (now === moment && !typed) {
          typed = true;
          late += 1_000;
          queueMicrotask(() => type(nameInput(), 'payments-dev'));
        }
      };
      const drawn = () => {
        const hub = screen.queryByRole('combobox', { name: /Hub/ });
        if (hub && hub.getAttribute('aria-disabled') !== 'true') {
          interrupt('drawn');
        }
      };
      const extensions = [
        {
          ...hubPicker,
          component: watched(hubPicker.component, {
            drawn,
            chosen: () => interrupt('hub'),
          }),
        },
        {
          ...tenantPicker,
          component: watched(tenantPicker.component, {
            drawn: () => {},
            chosen: () => interrupt('tenant'),
          }),
        },
        clusterNameField,
      ].map(
        ({ name, component, validation }) =>
          ({ name, component, validation } as FieldExtensionOptions),
      );
      const created = jest.fn(async () => {});
      renderInTestApp(
        <Stepper
          manifest={{ title: 'Test', steps: [{ title: 'Cluster', schema }] }}
          extensions={extensions}
          onCreate={created}
        />,
        { apis: [...platform.apis] },
      );
      await screen.findByRole('textbox', { name: /Name/ }, patience);
      fireEvent.change(nameInput(), { target: { value: 'payments-de' } });
      // From here on React works as in a browser: updates wait for their turn.
      Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false });
      open();
      await waitFor(() => expect(typed).toBe(true), patience);
      await screen.findByText('Hub Europe', undefined, patience);
      await screen.findByText('Payments', undefined, patience);
      Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

      fireEvent.click(screen.getByRole('button', { name: 'Review' }));
      fireEvent.click(
        await screen.findByRole('button', { name: 'Create' }, patience),
      );
      expect(created).toHaveBeenCalledWith({
        hub: 'hub-eu',
        tenant: 'payments',
        name: 'payments-dev',
      });
    },
  );
});
