/**
 * Fields of `spec` that Crossplane adds to every claim and XR (crossplane/crossplane:internal/xcrd/schemas.go): an XRD's own
 * schema does not name them, and who asks for something does not fill them in.
 * @public
 */
export const CROSSPLANE_SPEC_FIELDS = [
  'claimRef',
  'compositeDeletePolicy',
  'compositionRef',
  'compositionRevisionRef',
  'compositionRevisionSelector',
  'compositionSelector',
  'compositionUpdatePolicy',
  'crossplane',
  'environmentConfigRefs',
  'publishConnectionDetailsTo',
  'resourceRef',
  'resourceRefs',
  'writeConnectionSecretToRef',
] as const;
