import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { useState, type ComponentType } from 'react';
import type { FakePlatform } from './FakePlatform';

/** Renders one field as a form would, and keeps its value; other fields' values are given. */
export function renderField(
  Field: ComponentType<FieldExtensionComponentProps<string>>,
  platform: FakePlatform,
  options: { value?: string; others?: Record<string, string> } = {},
): { value: () => string | undefined } {
  let latest = options.value;
  function Form() {
    const [value, setValue] = useState(options.value);
    const props = {
      formData: value,
      onChange: (next: string | undefined) => {
        latest = next;
        setValue(next);
      },
      formContext: { formData: { ...options.others, value } },
      idSchema: { $id: 'root_field' },
      schema: {},
      uiSchema: {},
      rawErrors: [],
      required: true,
      disabled: false,
    } as unknown as FieldExtensionComponentProps<string>;
    return <Field {...props} />;
  }
  renderInTestApp(<Form />, { apis: [...platform.apis] });
  return { value: () => latest };
}
