import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { TestApiRegistry } from '@backstage/test-utils';
import type { FakePlatform } from './FakePlatform';
import type { NeighbourOptions } from '../fields/formValues';

/** Runs a field's validation as the form does when a step is left; resolves with what it says against the value. */
export async function validate<O = NeighbourOptions>(
  validator: CustomFieldValidator<string, O>,
  platform: FakePlatform,
  value: string | undefined,
  formData: Record<string, unknown> = {},
  more: { schema?: object; uiOptions?: object } = {},
): Promise<string[]> {
  const errors: string[] = [];
  type Arguments = Parameters<typeof validator>;
  await validator(
    value as string,
    { addError: (message: string) => errors.push(message) } as Arguments[1],
    {
      apiHolder: TestApiRegistry.from(...platform.apis),
      formData,
      schema: more.schema ?? {},
      uiSchema: { 'ui:options': more.uiOptions },
    } as unknown as Arguments[2],
  );
  return errors;
}
