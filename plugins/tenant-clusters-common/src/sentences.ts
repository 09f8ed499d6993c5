import { ADDONS } from './sentences/addons';
import { HANDOVER_BLOCKERS } from './sentences/handoverBlockers';
import { HAPPENINGS } from './sentences/happenings';
import { HUB_BLOCKERS } from './sentences/hubBlockers';
import { PROVISIONING_BLOCKERS } from './sentences/provisioningBlockers';
import { REMOVAL_STAGES } from './sentences/removalStages';
import { REQUEST_BLOCKERS } from './sentences/requestBlockers';
import { STAGES } from './sentences/stages';
import { SYNC_BLOCKERS } from './sentences/syncBlockers';

/**
 * Every sentence that journeys and blockers say, by its stable id, in English. `{{name}}` stands for a value. A client that
 * speaks another language translates by id; what it does not know it shows in English.
 * @public
 */
export const SENTENCES = {
  ...HAPPENINGS,
  ...STAGES,
  ...REMOVAL_STAGES,
  ...REQUEST_BLOCKERS,
  ...SYNC_BLOCKERS,
  ...PROVISIONING_BLOCKERS,
  ...HANDOVER_BLOCKERS,
  ...HUB_BLOCKERS,
  ...ADDONS,
} as const;

/** @public */
export type SentenceId = keyof typeof SENTENCES;

/** The names of the values that a template takes. @public */
export type SentenceValueNames<Template extends string> =
  Template extends `${string}{{${infer Name}}}${infer Rest}`
    ? Name | SentenceValueNames<Rest>
    : never;

/**
 * Puts values into a template. A value is text: what looks like a placeholder or markup in it stays as it is.
 * @public
 */
export function renderSentence(
  template: string,
  values: Record<string, string> = {},
): string {
  return template.replace(/\{\{(\w+)\}\}/g, (placeholder, name: string) =>
    Object.hasOwn(values, name) ? values[name] : placeholder,
  );
}
