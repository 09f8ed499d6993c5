import { ResponseError } from '@backstage/errors';
import type {
  DefaultApiClient,
  Journey,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import {
  chooseJourney,
  journeyEnd,
  journeyNews,
  type ToldJourney,
} from './journeyNews';

/** What a look brought: sentences about what is new, and the end once it is reached. */
export interface JourneyLook {
  lines: string[];
  end?: { state: string } | { failed: string };
}

/** A stage of a cluster's journey: of the current one, or of a pull request's. */
export interface WantedStage {
  hub: string;
  namespace: string;
  name: string;
  /** `Kind.group`. */
  kind?: string;
  stage: string;
  pullRequest?: number;
}

/** Looks at one journey through the backend's REST API, as the person who asks. */
export class JourneyWatch {
  readonly #client: DefaultApiClient;
  readonly #token: () => Promise<{ token: string }>;
  readonly #wanted: WantedStage;
  readonly #told: ToldJourney = { stages: new Map() };
  #lastWord = 'it was not looked at yet';

  constructor(
    client: DefaultApiClient,
    token: () => Promise<{ token: string }>,
    wanted: WantedStage,
  ) {
    this.#client = client;
    this.#token = token;
    this.#wanted = wanted;
  }

  /** What was true at the last look, for the sentence that ends a wait. */
  get lastWord(): string {
    return this.#lastWord;
  }

  /** @throws ResponseError when the person may not see the cluster or the question is wrong; whatever may pass is waited for. */
  async look(): Promise<JourneyLook> {
    const { hub, namespace, name, kind, stage, pullRequest } = this.#wanted;
    const path = { hub, namespace, name };
    const response = await this.#client
      .getCluster({ path, query: { kind } }, await this.#token())
      .catch((error: Error) => error);
    if (response instanceof Error) {
      return this.#say(`the platform does not answer: ${response.message}`);
    }
    if (response.status === 404) {
      return this.#say('the cluster is not known yet');
    }
    if (response.status === 429 || response.status >= 500) {
      return this.#say(`the platform answers ${response.status}`);
    }
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    const detail = await response.json();
    const chosen = chooseJourney(detail, pullRequest);
    if (!chosen) {
      return this.#say(
        pullRequest
          ? `pull request #${pullRequest} is not known yet`
          : 'it has no journey yet',
      );
    }
    const journey =
      'current' in chosen
        ? chosen.current
        : await this.#earlier(chosen.other.key);
    if (!journey) {
      return this.#say('its journey could not be read');
    }
    const lines = journeyNews(this.#told, journey, detail.hub);
    const found = journey.stages.find(candidate => candidate.name === stage);
    this.#lastWord =
      journey.blockers[0]?.title.text ??
      found?.summary.text ??
      'it is on its way';
    const end = journeyEnd(journey, stage);
    return {
      lines,
      end: end && ('failed' in end ? end : { state: detail.cluster.state }),
    };
  }

  async #earlier(key: string): Promise<Journey | undefined> {
    const { hub, namespace, name, kind } = this.#wanted;
    const response = await this.#client.getClusterJourney(
      { path: { hub, namespace, name }, query: { kind, key } },
      await this.#token(),
    );
    return response.ok ? (await response.json()).journey : undefined;
  }

  /** Each sentence once in a row. */
  #say(sentence: string): JourneyLook {
    const known = this.#lastWord === sentence;
    this.#lastWord = sentence;
    return { lines: known ? [] : [sentence] };
  }
}
