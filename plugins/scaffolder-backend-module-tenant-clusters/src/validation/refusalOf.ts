import type {
  Availability,
  AvailabilityAnswer,
} from '@spokeport/backstage-plugin-tenant-clusters-common';

/** Why a name or a block of addresses cannot be had; undefined where nothing speaks against it. */
export function refusalOf(
  answer: AvailabilityAnswer | undefined,
): string | undefined {
  switch (answer?.status) {
    case 'taken':
    case 'invalid':
      return answer.reason?.text ?? `${answer.value} is ${answer.status}`;
    default:
      return undefined;
  }
}

/** What the platform did not look at when it was asked whether something is free. */
export const uncheckedOf = (path: string, { unchecked }: Availability) =>
  unchecked.map(({ text }) => `${path}: ${text}`);
