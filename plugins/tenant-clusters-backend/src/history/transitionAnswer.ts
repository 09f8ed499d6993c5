import type {
  TimeFact,
  Transition,
} from '@spokeport/backstage-plugin-tenant-clusters-common';

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
}

/** Names a subject for people: its last part says which one, what is before it is an identity. */
const subjectTitle = ({ type, subject }: TransitionRow) =>
  type === 'state'
    ? 'cluster state'
    : `${type} ${subject.slice(subject.lastIndexOf('/') + 1)}`;

/** A stored transition as the API gives it. */
export function transitionAnswer(row: TransitionRow): Transition {
  const subject = subjectTitle(row);
  return {
    id: row.id,
    subject,
    type: row.type as Transition['type'],
    ...(row.from_value !== null && { from: row.from_value }),
    to: row.to_value,
    at: { at: row.at, source: row.source as TimeFact['source'] },
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
