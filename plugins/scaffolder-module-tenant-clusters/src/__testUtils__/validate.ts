import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { TestApiRegistry } from '@backstage/test-utils';
import type { FakePlatform } from './FakePlatform';
import type { NeighbourOptions } from '../fields/formValues';

/** Runs a field's validation as the form does when a step is left; resolves with what it says against the value. */
export async function validate(
  validator: CustomFieldValidator<string, NeighbourOptions>,
  platform: FakePlatform,
  value: string | undefined,
  formData: Record<string, unknown> = {},
): Promise<string[]> {
  const errors: string[] = [];
  type Arguments = Parameters<typeof validator>;
  await validator(
    value as string,
    { addError: (message: string) => errors.push(message) } as Arguments[1],
    {
      apiHolder: TestApiRegistry.from(...platform.apis),
      formData,
      schema: {},
      uiSchema: {},
    } as unknown as Arguments[2],
  );
  return errors;
}
