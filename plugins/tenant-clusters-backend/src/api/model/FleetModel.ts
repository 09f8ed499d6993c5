import type { FleetReader } from '../../fleet/types';
import type { JourneySettings } from '../../journey';
import { ScopeClasses } from '../../permissions';
import type { OwnerLookup } from '../answers/requestAnswers';
import type { ClusterViews } from '../ClusterViews';
import { ApplicationIndex } from './ApplicationIndex';
import { ClusterIndex } from './ClusterIndex';
import { WorkflowIndex } from './WorkflowIndex';

/** What lists are answered from: everything in order, with whose it is. */
export class FleetModel {
  readonly clusters: ClusterIndex;
  readonly applications: ApplicationIndex;
  readonly workflows: WorkflowIndex;

  constructor(options: {
    clusters: ClusterViews;
    fleet: FleetReader;
    owners: OwnerLookup;
    settings: Pick<JourneySettings, 'argocdUrl'>;
  }) {
    const { fleet } = options;
    const classes = new ScopeClasses();
    this.clusters = new ClusterIndex({ clusters: options.clusters, classes });
    this.applications = new ApplicationIndex({
      ...options,
      clusters: this.clusters,
      classes,
    });
    this.workflows = new WorkflowIndex({ fleet, clusters: this.clusters });
  }
}
