import type { ResourceNode } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { nodesOf } from './gatherFacts';
import { resourceNodes, type TreeMarks } from './resourceNodes';
import type { ClusterSubject, ClusterView, JourneyInput } from './types';

type ViewWithoutTree = Omit<ClusterView, 'resources'>;

interface TreeSource {
  subject: ClusterSubject;
  input: JourneyInput;
  marks: TreeMarks;
}

/**
 * A view whose tree is walked again for whoever looks at it: trees are large, and few are looked at. Its accessor is the class's,
 * since one of its own would make each view an object of a form of its own.
 */
export class TreeView implements ClusterView {
  readonly summary: ViewWithoutTree['summary'];
  readonly journey: ViewWithoutTree['journey'];
  readonly journeys: ViewWithoutTree['journeys'];
  readonly detail: ViewWithoutTree['detail'];
  readonly blockers: ViewWithoutTree['blockers'];
  readonly progress: ViewWithoutTree['progress'];
  readonly applications: ViewWithoutTree['applications'];
  readonly infrastructure: ViewWithoutTree['infrastructure'];
  readonly #source: TreeSource;
  #resources: ResourceNode[] | undefined;

  constructor(view: ViewWithoutTree, source: TreeSource) {
    this.summary = view.summary;
    this.journey = view.journey;
    this.journeys = view.journeys;
    this.detail = view.detail;
    this.blockers = view.blockers;
    this.progress = view.progress;
    this.applications = view.applications;
    this.infrastructure = view.infrastructure;
    this.#source = source;
  }

  get resources(): ResourceNode[] {
    if (!this.#resources) {
      const { subject, input, marks } = this.#source;
      this.#resources = resourceNodes(nodesOf(subject, input), input, marks);
    }
    return this.#resources;
  }
}
