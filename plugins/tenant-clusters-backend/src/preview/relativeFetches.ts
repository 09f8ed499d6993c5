import type { TemplateStep, TemplateSteps } from './types';

/** Actions that read only the workspace, the portal or GitHub, never the folder that their template lies in. */
const WITHOUT_FOLDER =
  /^(tenant-clusters|catalog|publish|github|fs|debug|notification):/;

const isFetch = ({ action }: TemplateStep) => action.startsWith('fetch:');

const isTemplated = (text: string) => text.includes('${{');

const isAbsolute = (text: string) => URL.canParse(text);

/** The address that a `fetch:` step reads from, as the template gives it; its own folder where it gives none. */
function addressOf({ input }: TemplateStep): string {
  const { url } = (input ?? {}) as { url?: unknown };
  return typeof url === 'string' ? url : '.';
}

/**
 * Addresses within the template's folder that its steps read; `.` for all of it, which is also what a step reads of which nothing is
 * known.
 */
export function folderAddresses(steps: TemplateSteps): string[] {
  return steps.flatMap(step => {
    if (!isFetch(step)) {
      return WITHOUT_FOLDER.test(step.action) ? [] : ['.'];
    }
    const address = addressOf(step);
    if (isTemplated(address)) {
      return ['.'];
    }
    return isAbsolute(address) ? [] : [address];
  });
}

/**
 * The steps with absolute addresses in place of those that are relative to the template. The scaffolder resolves them in the same
 * way in a task, and then reads the very same: executable bits too, and folders beside the template's own.
 *
 * @param resolve - makes an address absolute
 */
export function withAbsoluteFetches(
  steps: TemplateSteps,
  resolve: (address: string) => string,
): TemplateSteps {
  return steps.map(step => {
    const address = addressOf(step);
    return isFetch(step) && !isTemplated(address) && !isAbsolute(address)
      ? { ...step, input: { ...step.input, url: resolve(address) } }
      : step;
  });
}
