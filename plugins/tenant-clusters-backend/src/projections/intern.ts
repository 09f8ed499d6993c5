/**
 * Marks texts that repeat from object to object (kinds, namespaces, reasons, label values). One copy of them is kept where
 * objects are kept, see fleet/packed/SharedTexts.
 */
export function intern(text: string): string {
  return text;
}

export function internOptional(text: string | undefined): string | undefined {
  return text;
}
