import { cleanText } from '../text';
import type { WalkedNode } from './walkResources';

/** Names an object for people: by its step in the Composition, since its own name is generated. */
export function resourceName({ object, reference }: WalkedNode): string {
  const step =
    object && 'compositionResourceName' in object
      ? object.compositionResourceName
      : undefined;
  return cleanText(`${reference.kind} ${step ?? reference.name}`, 120);
}
