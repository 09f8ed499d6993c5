import type {
  AddonCell,
  AddonColumn,
  AddonRow,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { cleanText, labelledAddons, quote } from '../../journey';
import { applicationResource, type Viewer } from '../../permissions';
import type { Redactor } from '../answers/Redactor';
import type { ApplicationIndex } from '../model/ApplicationIndex';
import type { IndexedCluster } from '../model/IndexedCluster';
import { addonCell, applicationSetError } from './addonCell';
import { AddonSources } from './AddonSources';

/** A row before it is cut into a page. */
export interface MatrixRow {
  cluster: IndexedCluster;
  cells: AddonCell[];
}

/** Where the cells are read from, for one viewer. */
export interface MatrixOptions {
  sources: AddonSources;
  applications: ApplicationIndex;
  viewer: Viewer;
  redactor: Redactor;
  platform: boolean;
}

/** Add-ons that any of these clusters has or is to have, by name. */
function addonNames(clusters: IndexedCluster[], sources: AddonSources) {
  const names = new Set<string>();
  for (const cluster of clusters) {
    cluster.view.detail.addons.forEach(addon => names.add(addon));
    labelledAddons(sources.registration(cluster)).forEach(addon =>
      names.add(addon),
    );
    cluster.view.applications.forEach(
      ({ addon, exists }) => exists && addon && names.add(addon),
    );
  }
  return [...names].sort();
}

function rowOf(
  cluster: IndexedCluster,
  addons: string[],
  options: MatrixOptions,
): MatrixRow {
  const { sources, applications, viewer, redactor, platform } = options;
  const registration = sources.registration(cluster);
  const present = new Map(
    cluster.view.applications
      .filter(
        application =>
          application.exists &&
          viewer.mayReadApplication(
            applicationResource(application, [cluster.summary]),
          ),
      )
      .map(application => [application.addon, application]),
  );
  const { hub } = cluster.summary.ref;
  return {
    cluster,
    cells: addons.map(addon => {
      const application = present.get(addon);
      const cell = addonCell({
        cluster,
        addon,
        registration,
        applicationSet: sources.applicationSet(hub, addon),
        application: application && redactor.application(application),
        platform,
      });
      const chart = application && chartVersion(applications, application);
      return chart ? { ...cell, version: chart } : cell;
    }),
  };
}

/** Version of the chart that an Application takes; a Git revision is none. */
function chartVersion(
  applications: ApplicationIndex,
  address: { hub: string; namespace: string; name: string },
): string | undefined {
  const object = applications.get(address)?.object;
  const chart = object?.sources.find(source => source.chart);
  return chart?.targetRevision && cleanText(chart.targetRevision, 100);
}

/** Every cluster with a cell for each add-on that any of them has or is to have. */
export function addonRows(
  clusters: IndexedCluster[],
  options: MatrixOptions & { only?: string[] },
): { addons: string[]; rows: MatrixRow[] } {
  const { only } = options;
  const addons = addonNames(clusters, options.sources).filter(
    addon => !only?.length || only.includes(addon),
  );
  return {
    addons,
    rows: clusters.map(cluster => rowOf(cluster, addons, options)),
  };
}

/** Counts of each add-on over all rows. */
export function addonColumns(
  addons: string[],
  rows: MatrixRow[],
  { sources, platform }: MatrixOptions,
): AddonColumn[] {
  const hubs = [...new Set(rows.map(({ cluster }) => cluster.summary.ref.hub))];
  return addons.map((name, index) => {
    const cells = rows.map(({ cells: all }) => all[index]);
    const count = (state: AddonCell['state']) =>
      cells.filter(cell => cell.state === state).length;
    const sets = hubs.flatMap(hub => sources.applicationSet(hub, name) ?? []);
    const error = sets.map(applicationSetError).find(Boolean);
    return {
      name: cleanText(name, 100),
      ...(sets.length > 0 && { applicationSet: sets[0].name }),
      ...(platform && error && { error: quote(error) }),
      enabled: cells.filter(({ enabled }) => enabled).length,
      ok: count('ok'),
      progressing: count('progressing'),
      failing: count('failing'),
      missing: count('missing'),
    };
  });
}

/** A row as the API gives it. */
export function rowAnswer({ cluster, cells }: MatrixRow): AddonRow {
  const { ref, tenant, environment, state } = cluster.summary;
  return {
    cluster: ref,
    ...(tenant && { tenant }),
    ...(environment && { environment }),
    state,
    cells,
  };
}
