import type { Transition } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { toRecordedTime } from './RecordedTime';

/** A row of the table `transitions`. */
export interface TransitionRow {
  id: string;
  hub: string;
  cluster: string;
  type: string;
  subject: string;
  from_value: string | null;
  to_value: string;
  at: string;
  source: string;
  precision_seconds: number | null;
}

/** Names an object by its uid, for example `Role node-role`; undefined for what is none, or is gone. */
export type ObjectNames = (hub: string, uid: string) => string | undefined;

/**
 * Names a subject for people: its last part says which one it is, a uid in what is before that says of which object. What an
 * object that is gone was called is not known any more.
 */
function subjectTitle(
  { hub, type, subject }: TransitionRow,
  nameOf: ObjectNames,
): string {
  if (type === 'state') {
    return 'cluster state';
  }
  const parts = subject.split('/');
  const what = parts[parts.length - 1];
  const object = parts
    .slice(0, -1)
    .flatMap(part => nameOf(hub, part) ?? [])
    .find(name => !name.endsWith(` ${what}`));
  return object ? `${type} ${what} of ${object}` : `${type} ${what}`;
}

/** A stored transition as the API gives it. */
export function transitionAnswer(
  row: TransitionRow,
  nameOf: ObjectNames = () => undefined,
): Transition {
  const subject = subjectTitle(row, nameOf);
  return {
    id: row.id,
    subject,
    type: row.type as Transition['type'],
    ...(row.from_value !== null && { from: row.from_value }),
    to: row.to_value,
    at: toRecordedTime(row.at, row.source, row.precision_seconds),
    summary: {
      id: 'history.transition',
      text:
        row.from_value === null
          ? `${subject}: ${row.to_value}`
          : `${subject}: ${row.from_value} → ${row.to_value}`,
      values: {
        subject,
        ...(row.from_value !== null && { from: row.from_value }),
        to: row.to_value,
      },
    },
  };
}
