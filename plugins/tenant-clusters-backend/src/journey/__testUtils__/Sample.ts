import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { DefaultFleet } from '../../fleet';
import type { HubState } from '../../fleet';
import { projectObject } from '../../projections';
import type { ProjectedObject } from '../../projections';
import { computeCluster } from '../computeCluster';
import { listAllSubjects } from '../listSubjects';
import type { ClusterView, JourneyInput, JourneySettings } from '../types';
import { planOf } from './planOf';
import { TestClock } from './TestClock';
import { TestRequests } from './TestRequests';

/** An object as it comes over the wire. */
export interface WireObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    uid: string;
    namespace?: string;
    [field: string]: unknown;
  };
  [field: string]: unknown;
}

const HUB = 'hub-eu';

/** Reads objects that a real hub wrote. */
export function recorded(name: string): WireObject[] {
  const path = resolve(__dirname, '../__fixtures__', `${name}.json`);
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** A hub, its requests and a clock, filled by a test; what is asked of it is computed as the portal would. */
export class Sample {
  readonly fleet = new DefaultFleet();
  readonly requests = new TestRequests();
  readonly clock = new TestClock();
  settings: JourneySettings = {
    staleAfter: 60_000,
    platformTeam: {
      type: 'platform-team',
      ref: 'group:default/platform-team',
      title: 'platform team',
    },
    ownerOf: tenant => `group:default/${tenant}`,
    sizes: [{ name: 'small', title: 'Small', monthlyCost: '100 €' }],
  };
  #modules: Pick<JourneyInput, 'explainers' | 'deciders'> = {};
  #now = 0;

  /** @param now - RFC 3339 */
  constructor(now = '2026-11-21T10:05:00Z') {
    this.at(now);
  }

  get now() {
    return this.#now;
  }

  /** Moves the time, at which the hub is heard. */
  at(now: string): this {
    this.#now = Date.parse(now);
    this.clock.now = this.#now;
    return this.hub({ heardAt: now });
  }

  /** Moves the time while the hub stays silent. */
  silentUntil(now: string): this {
    this.#now = Date.parse(now);
    this.clock.now = this.#now;
    return this;
  }

  hub(state: Partial<HubState>): this {
    this.fleet.setHub({
      name: HUB,
      title: 'Hub Europe',
      state: 'live',
      epoch: 1,
      kinds: [],
      ...this.fleet.hub(HUB),
      ...state,
    });
    return this;
  }

  put(...objects: WireObject[]): this {
    for (const object of objects) {
      this.fleet.put(this.project(object));
    }
    return this;
  }

  delete(...objects: WireObject[]): this {
    objects.forEach(({ metadata }) => this.fleet.delete(HUB, metadata.uid));
    return this;
  }

  load(...names: string[]): this {
    names.forEach(name => this.put(...recorded(name)));
    return this;
  }

  project(object: WireObject): ProjectedObject {
    const projected = projectObject({
      type: { hub: HUB, apiVersion: object.apiVersion, kind: object.kind },
      plan: planOf(object.kind),
      object,
    });
    if (!projected) {
      throw new Error(`The test's ${object.kind} is no object`);
    }
    return projected;
  }

  /** The same hub, with what modules of a backend add. */
  withModules(modules: Pick<JourneyInput, 'explainers' | 'deciders'>): this {
    this.#modules = modules;
    return this;
  }

  get input(): JourneyInput {
    const { fleet, requests, clock, settings } = this;
    return {
      fleet,
      requests,
      clock,
      settings,
      now: this.#now,
      ...this.#modules,
    };
  }

  views(): ClusterView[] {
    return listAllSubjects(this.input).map(subject =>
      computeCluster(subject, this.input),
    );
  }

  view(name: string): ClusterView {
    const view = this.views().find(({ summary }) => summary.ref.name === name);
    if (!view) {
      throw new Error(`No view of '${name}'`);
    }
    return view;
  }
}

/** The states of a journey's stages by name. */
export function stageStates(view: ClusterView): Record<string, string> {
  return Object.fromEntries(
    view.journey?.stages.map(({ name, state }) => [name, state]) ?? [],
  );
}
