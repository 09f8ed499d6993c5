/** One version of an XRD that is served. */
export interface XrdVersion {
  name: string;
  /** The version that Compositions refer to; one of them is. */
  referenceable?: boolean;
  /** `openAPIV3Schema`, as the XRD has it. */
  schema: Record<string, unknown>;
}

/** An XRD that is labelled to become a template, as one hub offers it. */
export interface OfferedXrd {
  hub: string;
  hubTitle: string;
  /** Its `metadata.name`. */
  definition: string;
  group: string;
  /** Kind that one asks for: of the claim, or of the v2 namespaced XR. */
  kind: string;
  plural: string;
  form: 'claim' | 'namespaced-xr' | 'cluster-xr';
  /** Whether its claims are clusters. */
  cluster: boolean;
  /** Those that say how the form looks. */
  annotations: Record<string, string>;
  versions: XrdVersion[];
}

/** What the portal's configuration says, for every template alike. */
export interface TemplateSettings {
  /** Entity ref of the platform team, which owns the templates. */
  owner: string;
  /** Empty where the platform tells none apart. */
  environments: string[];
}

/** A JSON Schema with `ui:` keys, as the scaffolder's forms take it. */
export type FormField = Record<string, unknown>;

/** The values of `spec` as a form. */
export interface SpecForm {
  /** `spec` itself: an object whose properties are the fields; a YAML field where its schema cannot be a form. */
  field: FormField;
  /** Paths of fields that stay in the manifest although they are empty: `spec.addons`, `spec.pools[].labels`. */
  keepEmpty: string[];
  /** Pages that overrides put fields on, by the name of the field. */
  groups: Map<string, string>;
  /** What the form leaves to the manifest, as sentences for platform engineers. */
  notes: string[];
  /** Overrides that could not be followed. */
  problems: string[];
}
