import type {
  MetricAttributes,
  MetricsService,
  MetricsServiceCounter,
  MetricsServiceHistogram,
  MetricsServiceObservableResult,
  MetricsServiceUpDownCounter,
} from '@backstage/backend-plugin-api/alpha';
import { INSTRUMENTS, type InstrumentName } from './instruments';

/**
 * Gauges that count. An OpenTelemetry SDK goes on reporting the last value of what is not observed any more, as if a kind that
 * went still had its objects.
 */
const ZERO_WHEN_GONE: ReadonlySet<InstrumentName> = new Set<InstrumentName>([
  'tenant_clusters.hub.state',
  'tenant_clusters.hub.kinds',
  'tenant_clusters.hub.objects',
  'tenant_clusters.hub.objects.size',
]);

/** Remembers which attributes were observed before, and are not any more. */
function goneAttributes() {
  const seen = new Map<string, MetricAttributes>();
  let kept = new Set<string>();
  return {
    keep(attributes: MetricAttributes): void {
      const key = JSON.stringify(attributes);
      seen.set(key, attributes);
      kept.add(key);
    },
    take(): MetricAttributes[] {
      const absent = [...seen].filter(([key]) => !kept.has(key));
      kept = new Set();
      return absent.map(([, attributes]) => attributes);
    },
  };
}

const optionsOf = (name: InstrumentName) => {
  const { unit, description } = INSTRUMENTS[name];
  return { unit, description };
};

/** Makes instruments as they are described in {@link INSTRUMENTS}, and takes the callbacks of all away again. */
export class Meter {
  readonly #metrics: MetricsService;
  readonly #stops: (() => void)[] = [];

  constructor(metrics: MetricsService) {
    this.#metrics = metrics;
  }

  counter(name: InstrumentName): MetricsServiceCounter {
    return this.#metrics.createCounter(name, optionsOf(name));
  }

  upDownCounter(name: InstrumentName): MetricsServiceUpDownCounter {
    return this.#metrics.createUpDownCounter(name, optionsOf(name));
  }

  /** @param boundaries - upper bounds of the buckets, in the instrument's unit */
  histogram(
    name: InstrumentName,
    boundaries: number[],
  ): MetricsServiceHistogram {
    return this.#metrics.createHistogram(name, {
      ...optionsOf(name),
      advice: { explicitBucketBoundaries: boundaries },
    });
  }

  /** A gauge, or a counter whose sum is kept elsewhere, that is asked whenever metrics are collected. */
  observe(
    name: InstrumentName,
    callback: (
      observe: (value: number, attributes?: MetricAttributes) => void,
    ) => void,
  ): void {
    const instrument =
      INSTRUMENTS[name].type === 'counter'
        ? this.#metrics.createObservableCounter(name, optionsOf(name))
        : this.#metrics.createObservableGauge(name, optionsOf(name));
    const gone = goneAttributes();
    const answer = (result: MetricsServiceObservableResult) => {
      callback((value, attributes = {}) => {
        gone.keep(attributes);
        result.observe(value, attributes);
      });
      const absent = gone.take();
      if (ZERO_WHEN_GONE.has(name)) {
        absent.forEach(attributes => result.observe(0, attributes));
      }
    };
    instrument.addCallback(answer);
    this.#stops.push(() => instrument.removeCallback(answer));
  }

  /** Has a function called when all of it ends. */
  onStop(stop: () => void): void {
    this.#stops.push(stop);
  }

  stop(): void {
    this.#stops.forEach(stop => stop());
  }
}
