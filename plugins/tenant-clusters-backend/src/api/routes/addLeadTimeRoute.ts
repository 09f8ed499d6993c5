import type {
  LeadTimeGroup,
  LeadTimes,
  LeadTimeWeek,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import type {
  LeadTimeGroup as GroupField,
  LeadTimeRow,
  LeadTimeScope,
} from '../../history/LeadTimeReader';
import { clusterResource, type Viewer } from '../../permissions';
import { hubList, involvedHubs } from '../answers/hubAnswers';
import type { OwnerLookup } from '../answers/requestAnswers';
import { sendCacheable } from '../answers/sendCacheable';
import type { ApiContext } from '../ApiContext';
import type { ApiRouter } from '../ApiRouter';
import { among } from '../list/among';

const DEFAULT_DAYS = 90;

const FIELDS = {
  kind: 'clusterKind',
  size: 'size',
  region: 'region',
  tenant: 'tenant',
  environment: 'environment',
  hub: 'hub',
} as const satisfies Record<string, GroupField>;

/** Journeys are judged like the clusters that they made. */
function mayRead(
  viewer: Viewer,
  owners: OwnerLookup,
  { hub, tenant, environment }: LeadTimeScope,
): boolean {
  return viewer.mayReadScope(
    clusterResource({
      ref: { hub, namespace: tenant, name: '', kind: '' },
      ...(tenant && { tenant, owner: owners.ownerOf(tenant) }),
      ...(environment && { environment }),
    }),
  );
}

const timesOf = ({ stage, count, medianSeconds, p90Seconds }: LeadTimeRow) => ({
  ...(stage && { stage }),
  count,
  medianSeconds,
  p90Seconds,
});

const journeyOf = ({ group }: LeadTimeRow) =>
  group.journeyKind as LeadTimeGroup['journey'];

function toGroups(
  rows: LeadTimeRow[],
  field: GroupField | undefined,
): LeadTimeGroup[] {
  const valueOf = ({ group }: LeadTimeRow) =>
    (field && group[field]) || undefined;
  return rows
    .filter(({ stage }) => stage === undefined)
    .map(total => {
      const value = valueOf(total);
      return {
        journey: journeyOf(total),
        ...(value && { value }),
        total: timesOf(total),
        stages: rows
          .filter(
            row =>
              row.stage !== undefined &&
              journeyOf(row) === journeyOf(total) &&
              valueOf(row) === value,
          )
          .map(timesOf),
      };
    });
}

const toWeeks = (rows: LeadTimeRow[]): LeadTimeWeek[] =>
  rows
    .filter(({ stage }) => stage === undefined)
    .map(row => ({
      start: row.group.week ?? '',
      journey: journeyOf(row),
      count: row.count,
      medianSeconds: row.medianSeconds,
      p90Seconds: row.p90Seconds,
    }));

/** The start of a day that many days ago, so that the answer to the same question stays the same for a day. */
function sinceDaysAgo(days: number, now: number): string {
  const date = new Date(now);
  date.setUTCHours(0, 0, 0, 0);
  date.setUTCDate(date.getUTCDate() - days);
  return date.toISOString();
}

/** `GET /lead-times`: how long finished journeys took, of those that the caller may read. */
export function addLeadTimeRoute(router: ApiRouter, context: ApiContext): void {
  const { httpAuth, viewers, history, tenants, hubs } = context;
  router.get('/lead-times', async (request, response) => {
    const viewer = await viewers.viewer(await httpAuth.credentials(request));
    const { query } = request;
    const since = sinceDaysAgo(Number(query.days ?? DEFAULT_DAYS), Date.now());
    const period = { since, until: new Date().toISOString() };
    const scopes = await history.leadTimeScopes(period);
    const readable = scopes.filter(scope => mayRead(viewer, tenants, scope));
    const visible = readable.filter(
      ({ hub, tenant, environment }) =>
        among(query.hub, hub) &&
        among(query.tenant, tenant) &&
        among(query.environment, environment),
    );
    const field = query.by && FIELDS[query.by];
    const asked = {
      ...period,
      visible,
      journeyKinds: query.journey,
      clusterKinds: query.kind,
    };
    const [rows, weeks] = await Promise.all([
      history.leadTimes({
        ...asked,
        groupBy: ['journeyKind', ...(field ? [field] : [])],
      }),
      history.leadTimes({ ...asked, groupBy: ['week', 'journeyKind'] }),
    ]);
    const answer: LeadTimes = {
      since,
      groups: toGroups(rows, field),
      weeks: toWeeks(weeks),
      hubs: hubList(
        involvedHubs(
          hubs,
          viewer,
          readable.map(({ hub }) => hub),
        ),
      ),
    };
    sendCacheable(response, answer);
  });
}
