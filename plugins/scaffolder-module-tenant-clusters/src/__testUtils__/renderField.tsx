import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { useState, type ComponentType } from 'react';
import type { FakePlatform } from './FakePlatform';

/** Renders one field as a form would, and keeps its value; other fields' values are given. */
export function renderField<T = string>(
  Field: ComponentType<FieldExtensionComponentProps<T, never>>,
  platform: FakePlatform,
  options: {
    value?: T;
    others?: Record<string, unknown>;
    schema?: object;
    uiOptions?: object;
  } = {},
): { value: () => T | undefined } {
  let latest = options.value;
  function Form() {
    const [value, setValue] = useState(options.value);
    const props = {
      formData: value,
      onChange: (next: T | undefined) => {
        latest = next;
        setValue(next);
      },
      formContext: { formData: { ...options.others, value } },
      idSchema: { $id: 'root_field' },
      schema: options.schema ?? {},
      uiSchema: { 'ui:options': options.uiOptions },
      rawErrors: [],
      required: true,
      disabled: false,
    } as unknown as FieldExtensionComponentProps<T>;
    return <Field {...(props as FieldExtensionComponentProps<T, never>)} />;
  }
  renderInTestApp(<Form />, { apis: [...platform.apis] });
  return { value: () => latest };
}
