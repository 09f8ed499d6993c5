import type { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';

/**
 * The template with another output: what every step put out, as it is. A template's own output is what its author chose to show of
 * that after the task.
 */
export function withCapturedSteps(
  template: TemplateEntityV1beta3,
): TemplateEntityV1beta3 {
  return {
    ...template,
    spec: { ...template.spec, output: { steps: '${{ steps }}' } },
  };
}
